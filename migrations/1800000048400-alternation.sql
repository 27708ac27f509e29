-- When the alternant is where: the calendar of the alternation, absences, and the deposit of the contract.

-- Added, never changed: the last one counts. The periods that are otherwise than the rhythm says are its items.
create table contract_calendars (
  id                 uuid not null constraint contract_calendars_pkey primary key,
  contract_id        uuid not null constraint contract_calendars_contract_id_fkey references contracts,
  sequence           bigint not null,
  recorded_at        timestamptz not null,
  recorded_by        uuid constraint contract_calendars_recorded_by_fkey references people,
  recorded_by_client uuid constraint contract_calendars_recorded_by_client_fkey references api_clients,
  patterns           jsonb not null,
  items              jsonb not null,
  source             text not null,
  constraint contract_calendars_has_one_author check (num_nonnulls(recorded_by, recorded_by_client) = 1),
  constraint contract_calendars_source_known check (source in ('stated', 'ics', 'csv'))
);
create unique index contract_calendars_in_order on contract_calendars (contract_id, sequence);

alter table contract_calendars enable row level security, force row level security;
grant select, insert, update, delete on contract_calendars to palier_maintenance;
grant select, insert on contract_calendars to palier_api;
create policy contract_calendars_maintenance on contract_calendars to palier_maintenance using (true) with check (true);
create policy contract_calendars_read on contract_calendars for select to palier_api using (
  contract_id = (select app.contract_scope())
  or exists (select from contracts c where c.id = contract_calendars.contract_id)
);
-- By a side of today, in its own name, and never of oneself: a right is judged when it is used.
create policy contract_calendars_write on contract_calendars for insert to palier_api with check (
  recorded_by is not distinct from (select app.person_id())
  and recorded_by_client is not distinct from (select app.client_id())
  and exists (
    select from contracts c
    where c.id = contract_calendars.contract_id
      and c.alternant_id <> all ((select app.people_behind_caller())::uuid[])
      and (
        c.employer_id = any ((select app.organisations_as('hr'))::uuid[])
        or c.training_centre_id = any ((select app.organisations_as('centre_admin'))::uuid[])
      )
  )
);

-- An absence is the last row of its absence_id: a correction says it whole again.
create table contract_absences (
  id                 uuid not null constraint contract_absences_pkey primary key,
  contract_id        uuid not null constraint contract_absences_contract_id_fkey references contracts,
  sequence           bigint not null,
  recorded_at        timestamptz not null,
  recorded_by        uuid constraint contract_absences_recorded_by_fkey references people,
  recorded_by_client uuid constraint contract_absences_recorded_by_client_fkey references api_clients,
  absence_id         uuid not null,
  organisation_id    uuid not null constraint contract_absences_organisation_id_fkey references organisations,
  from_day           date not null,
  until_day          date,
  kind               text not null,
  comment            text,
  is_withdrawn       boolean not null,
  constraint contract_absences_has_one_author check (num_nonnulls(recorded_by, recorded_by_client) = 1),
  constraint contract_absences_days_in_order check (from_day < until_day),
  constraint contract_absences_kind_known check (
    kind in (
      'sick_leave', 'work_accident', 'leave', 'unpaid_leave', 'family_leave', 'authorised', 'unjustified', 'other'
    )
  )
);
create unique index contract_absences_in_order on contract_absences (contract_id, sequence);

alter table contract_absences enable row level security, force row level security;
grant select, insert, update, delete on contract_absences to palier_maintenance;
grant select, insert on contract_absences to palier_api;
create policy contract_absences_maintenance on contract_absences to palier_maintenance using (true) with check (true);
create index contract_absences_of_one on contract_absences (absence_id, sequence);
-- Why somebody was away is for them and the two sides of today; that they were, whoever follows the contract asks
-- app.alternation_facts.
create policy contract_absences_read on contract_absences for select to palier_api using (
  exists (
    select from contracts c
    where c.id = contract_absences.contract_id
      and (
        c.alternant_id = (select app.person_id())
        or c.employer_id = any ((select app.organisations_as('hr'))::uuid[])
        or c.training_centre_id = any ((select app.organisations_as('centre_admin'))::uuid[])
      )
  )
);
-- Each side its own: what one recorded the other does not correct.
create policy contract_absences_write on contract_absences for insert to palier_api with check (
  recorded_by is not distinct from (select app.person_id())
  and recorded_by_client is not distinct from (select app.client_id())
  and exists (
    select from contracts c
    where c.id = contract_absences.contract_id
      and c.alternant_id <> all ((select app.people_behind_caller())::uuid[])
      and (
        c.employer_id = organisation_id and organisation_id = any ((select app.organisations_as('hr'))::uuid[])
        or c.training_centre_id = organisation_id
          and organisation_id = any ((select app.organisations_as('centre_admin'))::uuid[])
      )
  )
);

-- The last word counts; a day that is null: it was not deposited after all.
create table contract_deposits (
  id                 uuid not null constraint contract_deposits_pkey primary key,
  contract_id        uuid not null constraint contract_deposits_contract_id_fkey references contracts,
  sequence           bigint not null,
  recorded_at        timestamptz not null,
  recorded_by        uuid constraint contract_deposits_recorded_by_fkey references people,
  recorded_by_client uuid constraint contract_deposits_recorded_by_client_fkey references api_clients,
  on_day             date,
  number             text,
  decision           text,
  decided_on         date,
  constraint contract_deposits_has_one_author check (num_nonnulls(recorded_by, recorded_by_client) = 1),
  constraint contract_deposits_decision_known check (decision in ('accepted', 'refused')),
  constraint contract_deposits_decided_after check (decided_on >= on_day),
  constraint contract_deposits_decided_on_a_day check ((decision is null) = (decided_on is null)),
  constraint contract_deposits_of_a_day check (on_day is not null or num_nonnulls(number, decision) = 0)
);
create unique index contract_deposits_in_order on contract_deposits (contract_id, sequence);

alter table contract_deposits enable row level security, force row level security;
grant select, insert, update, delete on contract_deposits to palier_maintenance;
grant select, insert on contract_deposits to palier_api;
create policy contract_deposits_maintenance on contract_deposits to palier_maintenance using (true) with check (true);
create policy contract_deposits_read on contract_deposits for select to palier_api using (
  contract_id = (select app.contract_scope())
  or exists (select from contracts c where c.id = contract_deposits.contract_id)
);
create policy contract_deposits_write on contract_deposits for insert to palier_api with check (
  recorded_by is not distinct from (select app.person_id())
  and recorded_by_client is not distinct from (select app.client_id())
  and exists (
    select from contracts c
    where c.id = contract_deposits.contract_id
      and c.alternant_id <> all ((select app.people_behind_caller())::uuid[])
      and (
        c.employer_id = any ((select app.organisations_as('hr'))::uuid[])
        or c.training_centre_id = any ((select app.organisations_as('centre_admin'))::uuid[])
      )
  )
);

insert into personal_data (place, table_name, of_contract, by_person, sorted_by, words, item_words, erased) values
  (86, 'contract_calendars', '{contract_id}', '{recorded_by}', 'sequence', '{}', '{title}', 'words'),
  (87, 'contract_absences', '{contract_id}', '{recorded_by}', 'sequence', '{comment}', '{}', 'words'),
  (88, 'contract_deposits', '{contract_id}', '{recorded_by}', 'sequence', '{}', '{}', 'kept');

-- What says where an alternant is on a day and is for whoever follows the contract, though the rows that hold it are not:
-- the days of absences without their kind, and of the form what places holidays, practical training and the deposit.
create function app.alternation_facts(wanted uuid, at timestamptz) returns jsonb
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
declare
  form jsonb;
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
    'postcode', form #>> '{employer,address,postcode}',
    'observesGoodFriday', form #> '{employer,observesGoodFriday}',
    'isPublic', form #> '{employer,isPublic}',
    'contractType', form #>> '{terms,contractType}',
    'practicalTrainingStartsOn', form #>> '{terms,practicalTrainingStartsOn}',
    'nature', form #>> '{professionalisation,nature}',
    'trialDays', form #> '{professionalisation,trialDays}'
  );
end $$;
revoke execute on function app.alternation_facts(uuid, timestamptz) from public;
grant execute on function app.alternation_facts(uuid, timestamptz) to palier_api;
