-- The form of a contract (CERFA 10103, 12434), filled step by step: each row is the whole of it from a recording on.

create table contract_forms (
  id                 uuid not null constraint contract_forms_pkey primary key,
  contract_id        uuid not null constraint contract_forms_contract_id_fkey references contracts,
  sequence           bigint not null,
  recorded_at        timestamptz not null,
  recorded_by        uuid constraint contract_forms_recorded_by_fkey references people,
  recorded_by_client uuid constraint contract_forms_recorded_by_client_fkey references api_clients,
  content            jsonb not null,
  changed            text[] not null,
  by_amendment       boolean not null,
  constraint contract_forms_has_one_author check (num_nonnulls(recorded_by, recorded_by_client) = 1)
);
create unique index contract_forms_in_order on contract_forms (contract_id, sequence);

alter table contract_forms enable row level security, force row level security;
grant select, insert, update, delete on contract_forms to palier_maintenance;
grant select, insert on contract_forms to palier_api;
create policy contract_forms_maintenance on contract_forms to palier_maintenance using (true) with check (true);
-- Those who handle the papers of today, and nobody else who follows the contract: it tells of disability and of home.
create policy contract_forms_read on contract_forms for select to palier_api using (
  exists (
    select from contracts c
    where c.id = contract_forms.contract_id
      and (
        c.alternant_id = (select app.person_id())
        or c.employer_id = any ((select app.organisations_as('hr'))::uuid[])
        or c.training_centre_id = any ((select app.organisations_as('centre_admin'))::uuid[])
      )
  )
);
-- By a side of today, in its own name, and never of oneself.
create policy contract_forms_write on contract_forms for insert to palier_api with check (
  recorded_by is not distinct from (select app.person_id())
  and recorded_by_client is not distinct from (select app.client_id())
  and exists (
    select from contracts c
    where c.id = contract_forms.contract_id
      and c.alternant_id <> all ((select app.people_behind_caller())::uuid[])
      and (
        c.employer_id = any ((select app.organisations_as('hr'))::uuid[])
        or c.training_centre_id = any ((select app.organisations_as('centre_admin'))::uuid[])
      )
  )
);

insert into personal_data (place, table_name, of_contract, by_person, sorted_by, erased)
values (85, 'contract_forms', '{contract_id}', '{recorded_by}', 'sequence', 'changed');

-- Of an alternant who is made nobody the forms keep the contract, of a tutor their place, under whichever of their records. Of
-- a draft that became somebody else's, the forms of before were theirs.
create function app.erase_forms() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  records uuid[] := app.records_of(new.id);
begin
  update contract_forms f
  set content = (f.content - 'alternant' - 'professionalisation') #- '{terms,decaNumber}' #- '{terms,previousNumber}'
  where jsonb_typeof(f.content) = 'object'
    and (
      f.contract_id in (select c.id from contracts c where c.alternant_id = any (records))
      or (f.contract_id, f.sequence) in (
        select x.contract_id, x.sequence
        from contract_forms later
        join contract_forms x on x.contract_id = later.contract_id and x.sequence < later.sequence
        where 'alternantId' = any (later.changed)
          and exists (
            select from events e
            where e.contract_id = later.contract_id
              and e.type in ('contract.created', 'contract.amended')
              and (e.data ->> 'alternantId')::uuid = any (records)
          )
      )
    );
  update contract_forms f
  set content = jsonb_set(f.content, '{tutors}', (
    select coalesce(jsonb_agg(
      case
        when t.tutor ->> 'personId' = any (records::text[]) then jsonb_build_object('personId', t.tutor -> 'personId')
        else t.tutor
      end
      order by t.place
    ), '[]')
    from jsonb_array_elements(f.content -> 'tutors') with ordinality t (tutor, place)
  ))
  where f.contract_id in (select d.contract_id from mandates d where d.person_id = any (records))
    and jsonb_typeof(f.content -> 'tutors') = 'array';
  return null;
end $$;
create trigger people_erase_forms after update of erased_at on people
  for each row when (old.erased_at is null and new.erased_at is not null) execute function app.erase_forms();
