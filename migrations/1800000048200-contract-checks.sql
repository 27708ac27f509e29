-- One side of a contract knows better than what the law seems to say of it: what was overridden, why, and that it no longer is.

create function app.handles_contract_papers(contract uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
return exists (
  select from contracts c
  where c.id = handles_contract_papers.contract
    and (
      c.alternant_id = app.person_id()
      or c.employer_id = any (app.organisations_as('hr'))
      or c.training_centre_id = any (app.organisations_as('centre_admin'))
    )
);

-- For one of its sides, and never of oneself.
create function app.overrides_checks(contract uuid, organisation uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
return app.calls_contract(contract, organisation)
  and exists (
    select from contracts c
    where c.id = overrides_checks.contract and c.alternant_id <> all (app.people_behind_caller())
  );

create table contract_check_overrides (
  id                 uuid not null constraint contract_check_overrides_pkey primary key,
  contract_id        uuid not null constraint contract_check_overrides_contract_id_fkey references contracts,
  organisation_id    uuid not null constraint contract_check_overrides_organisation_id_fkey references organisations,
  code               text not null,
  basis              text not null,
  reason             text not null,
  sequence           bigint not null,
  recorded_at        timestamptz not null,
  recorded_by        uuid constraint contract_check_overrides_recorded_by_fkey references people,
  recorded_by_client uuid constraint contract_check_overrides_recorded_by_client_fkey references api_clients,
  constraint contract_check_overrides_has_one_author check (num_nonnulls(recorded_by, recorded_by_client) = 1)
);
create index contract_check_overrides_contract on contract_check_overrides (contract_id);

alter table contract_check_overrides enable row level security, force row level security;
grant select, insert, update, delete on contract_check_overrides to palier_maintenance;
grant select, insert on contract_check_overrides to palier_api;
create policy contract_check_overrides_maintenance on contract_check_overrides to palier_maintenance
  using (true) with check (true);
-- A reason may tell of a disability: it is for whoever handles the papers.
create policy contract_check_overrides_read on contract_check_overrides for select to palier_api
  using (app.handles_contract_papers(contract_id));
create policy contract_check_overrides_write on contract_check_overrides for insert to palier_api with check (
  recorded_by is not distinct from (select app.person_id())
  and recorded_by_client is not distinct from (select app.client_id())
  and app.overrides_checks(contract_id, organisation_id)
);

create table contract_check_override_withdrawals (
  id                 uuid not null constraint contract_check_override_withdrawals_pkey primary key,
  override_id        uuid not null
    constraint contract_check_override_withdrawals_override_id_fkey references contract_check_overrides,
  contract_id        uuid not null
    constraint contract_check_override_withdrawals_contract_id_fkey references contracts,
  reason             text not null,
  sequence           bigint not null,
  recorded_at        timestamptz not null,
  recorded_by        uuid constraint contract_check_override_withdrawals_recorded_by_fkey references people,
  recorded_by_client uuid
    constraint contract_check_override_withdrawals_recorded_by_client_fkey references api_clients,
  constraint contract_check_override_withdrawals_has_one_author
    check (num_nonnulls(recorded_by, recorded_by_client) = 1),
  constraint contract_check_override_withdrawals_once unique (override_id)
);
create index contract_check_override_withdrawals_contract on contract_check_override_withdrawals (contract_id);

alter table contract_check_override_withdrawals enable row level security, force row level security;
grant select, insert, update, delete on contract_check_override_withdrawals to palier_maintenance;
grant select, insert on contract_check_override_withdrawals to palier_api;
create policy contract_check_override_withdrawals_maintenance on contract_check_override_withdrawals
  to palier_maintenance using (true) with check (true);
create policy contract_check_override_withdrawals_read on contract_check_override_withdrawals for select to palier_api
  using (app.handles_contract_papers(contract_id));
create policy contract_check_override_withdrawals_write on contract_check_override_withdrawals for insert to palier_api
  with check (
    recorded_by is not distinct from (select app.person_id())
    and recorded_by_client is not distinct from (select app.client_id())
    and exists (
      select from contract_check_overrides o
      where o.id = override_id and o.contract_id = contract_check_override_withdrawals.contract_id
    )
    and exists (
      select from contracts c
      where c.id = contract_check_override_withdrawals.contract_id
        and (
          app.overrides_checks(c.id, c.employer_id) or app.overrides_checks(c.id, c.training_centre_id)
        )
    )
  );

insert into personal_data (place, table_name, of_contract, by_person, sorted_by, words, erased) values
  (482, 'contract_check_overrides', '{contract_id}', '{recorded_by}', 'sequence', '{reason}', 'words'),
  (483, 'contract_check_override_withdrawals', '{contract_id}', '{recorded_by}', 'sequence', '{reason}', 'words');
