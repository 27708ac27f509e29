-- Whoever is prolonged after an exam that was failed repeats, also where an amendment that all signed says so and not the form.
create or replace function app.tutoring_terms(contract uuid, tutor uuid)
  returns table (is_public boolean, idcc text, is_repeating boolean, is_employer boolean)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select
    (f.content -> 'employer' ->> 'isPublic')::boolean,
    f.content -> 'employer' ->> 'idcc',
    case
      when exists (
        select from contract_forms x
        where x.contract_id = c.id and x.content -> 'terms' ->> 'contractType' = '33'
      ) or exists (
        select
        from contract_amendments a
        join contract_amendment_answers w on w.amendment_id = a.id
        where a.contract_id = c.id and a.extension = 'failed_exam' and w.completes
      ) then true
      when f.content -> 'terms' ->> 'contractType' in ('11', '21', '23') then false
      else c.continuation_of is not null
    end,
    (
      select (t.section ->> 'isEmployer')::boolean
      from jsonb_array_elements(
        case when jsonb_typeof(f.content -> 'tutors') = 'array' then f.content -> 'tutors' else '[]' end
      ) t (section)
      where t.section ->> 'personId' = tutor::text
      limit 1
    )
  from contracts c
  left join lateral (
    select x.content from contract_forms x where x.contract_id = c.id order by x.sequence desc limit 1
  ) f on true
  where c.id = contract and app.is_signed_in();
end;
