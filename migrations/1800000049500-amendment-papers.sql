-- What an amendment changes of the form of a contract, and why it lasts longer where that is nobody's but the parties'. Apart
-- from the amendment, which whoever follows the contract reads: the form tells of disability, of home and of pay.

alter table contract_amendments add column changes_form boolean not null default false;
alter table contract_amendments
  drop constraint contract_amendments_change_something,
  add constraint contract_amendments_change_something
    check (changes_form or num_nonnulls(starts_on, until_day, weekly_minutes, main_tutor_id) > 0);

-- `members`: by their path in the form, `pay.periods`, what each says from the day of effect on.
create table contract_amendment_papers (
  id                 uuid not null constraint contract_amendment_papers_pkey primary key,
  amendment_id       uuid not null
                       constraint contract_amendment_papers_amendment_id_fkey references contract_amendments,
  contract_id        uuid not null constraint contract_amendment_papers_contract_id_fkey references contracts,
  sequence           bigint not null,
  recorded_at        timestamptz not null,
  recorded_by        uuid constraint contract_amendment_papers_recorded_by_fkey references people,
  recorded_by_client uuid
                       constraint contract_amendment_papers_recorded_by_client_fkey references api_clients,
  members            jsonb not null,
  ground             text
                       constraint contract_amendment_papers_ground_known check (ground in ('disability', 'athlete')),
  constraint contract_amendment_papers_has_one_author check (num_nonnulls(recorded_by, recorded_by_client) = 1),
  constraint contract_amendment_papers_members_object check (jsonb_typeof(members) = 'object')
);
create unique index contract_amendment_papers_of_amendment on contract_amendment_papers (amendment_id);
create index contract_amendment_papers_contract on contract_amendment_papers (contract_id);

alter table contract_amendment_papers enable row level security, force row level security;
grant select, insert, update, delete on contract_amendment_papers to palier_maintenance;
grant select, insert on contract_amendment_papers to palier_api;
create policy contract_amendment_papers_maintenance on contract_amendment_papers to palier_maintenance
  using (true) with check (true);
-- As the form itself: those who handle the papers of today, and nobody else who follows the contract.
create policy contract_amendment_papers_read on contract_amendment_papers for select to palier_api using (
  exists (
    select from contracts c
    where c.id = contract_amendment_papers.contract_id
      and (
        c.alternant_id = (select app.person_id())
        or c.employer_id = any ((select app.organisations_as('hr'))::uuid[])
        or c.training_centre_id = any ((select app.organisations_as('centre_admin'))::uuid[])
      )
  )
);
create policy contract_amendment_papers_write on contract_amendment_papers for insert to palier_api with check (
  recorded_by is not distinct from (select app.person_id())
  and recorded_by_client is not distinct from (select app.client_id())
  and (app.answers_as_party(contract_id, 'employer') or app.answers_as_party(contract_id, 'training_centre'))
);

insert into personal_data (place, table_name, of_contract, by_person, sorted_by, erased)
values (99, 'contract_amendment_papers', '{contract_id}', '{recorded_by}', 'sequence', 'changed');

-- Of an alternant who is made nobody amendments keep what they made of the contract, as its forms do.
create function app.erase_amendment_papers() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  update contract_amendment_papers p
  set ground = null,
    members = (
      select coalesce(jsonb_object_agg(m.path, m.value), '{}')
      from jsonb_each(p.members) m (path, value)
      where m.path not like 'alternant.%'
    )
  where p.contract_id in (select c.id from contracts c where c.alternant_id = any (app.records_of(new.id)));
  return null;
end $$;
create trigger people_erase_amendment_papers after update of erased_at on people
  for each row when (old.erased_at is null and new.erased_at is not null) execute function app.erase_amendment_papers();

-- Where the work is done moves by an amendment, and the public holidays with it.
create or replace function app.alternation_facts(wanted uuid, at timestamptz) returns jsonb
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
declare
  form jsonb;
  moved jsonb;
begin
  if not exists (
    select from contracts c
    where c.id = wanted
      and (
        c.id = app.contract_scope()
        or c.alternant_id = app.person_id()
        or c.id = any (app.contracts_mandated())
        or c.employer_id = any (app.organisations_as('hr', 'auditor'))
        or c.training_centre_id = any (app.organisations_as('centre_admin', 'auditor'))
      )
  ) then
    return null;
  end if;
  select f.content into form
  from contract_forms f
  where f.contract_id = wanted and f.recorded_at <= at
  order by f.sequence desc
  limit 1;
  select p.members -> 'employer.address' into moved
  from contract_amendment_papers p
  join contract_amendments a on a.id = p.amendment_id
  join contract_amendment_answers w on w.amendment_id = a.id and w.completes
  where p.contract_id = wanted
    and p.members ? 'employer.address'
    and w.recorded_at <= at
    and a.effective_on <= least(app.today(), app.paris_day(at))
  order by w.sequence desc
  limit 1;
  return jsonb_build_object(
    'absences', (
      select coalesce(jsonb_agg(jsonb_build_object('row', a.id, 'from', a.from_day, 'until', a.until_day) order by a.from_day, a.id), '[]')
      from (
        select distinct on (x.absence_id) x.id, x.from_day, x.until_day, x.is_withdrawn
        from contract_absences x
        where x.contract_id = wanted and x.recorded_at <= at
        order by x.absence_id, x.sequence desc
      ) a
      where not a.is_withdrawn
    ),
    'postcode', coalesce(moved, form #> '{employer,address}') ->> 'postcode',
    'observesGoodFriday', form #> '{employer,observesGoodFriday}',
    'isPublic', form #> '{employer,isPublic}',
    'contractType', form #>> '{terms,contractType}',
    'practicalTrainingStartsOn', form #>> '{terms,practicalTrainingStartsOn}',
    'nature', form #>> '{professionalisation,nature}',
    'trialDays', form #> '{professionalisation,trialDays}'
  );
end $$;
