-- What an employer declares, which entitlements ask for beside the ladder.

create table employer_declarations (
  id                 uuid not null constraint employer_declarations_pkey primary key,
  employer_id        uuid not null constraint employer_declarations_employer_id_fkey references organisations,
  ladder_id          uuid not null constraint employer_declarations_ladder_id_fkey references ladders,
  missions           text[] not null constraint employer_declarations_names_missions
                       check (cardinality(missions) > 0),
  declared_on        date not null,
  recorded_at        timestamptz not null,
  recorded_by        uuid constraint employer_declarations_recorded_by_fkey references people,
  recorded_by_client uuid constraint employer_declarations_recorded_by_client_fkey references api_clients,
  constraint employer_declarations_has_one_author check (num_nonnulls(recorded_by, recorded_by_client) = 1)
);
create index employer_declarations_employer on employer_declarations (employer_id, id);

alter table employer_declarations enable row level security, force row level security;
grant select, insert, update, delete on employer_declarations to palier_maintenance;
grant select, insert on employer_declarations to palier_api;
create policy employer_declarations_maintenance on employer_declarations to palier_maintenance
  using (true) with check (true);
-- Whoever sees a contract of the employer; first that of the contract looked at, which costs nothing.
create policy employer_declarations_read on employer_declarations for select to palier_api using (
  employer_id = (select c.employer_id from contracts c where c.id = (select app.contract_scope()))
  or employer_id = any ((select app.organisations_as('hr', 'auditor'))::uuid[])
  or exists (select from contracts c where c.employer_id = employer_declarations.employer_id)
);
create policy employer_declarations_write on employer_declarations for insert to palier_api with check (
  recorded_by is not distinct from (select app.person_id())
  and recorded_by_client is not distinct from (select app.client_id())
  and employer_id = any ((select app.organisations_as('hr'))::uuid[])
);

create table employer_declaration_withdrawals (
  id                 uuid not null constraint employer_declaration_withdrawals_pkey primary key,
  declaration_id     uuid not null
    constraint employer_declaration_withdrawals_declaration_id_fkey references employer_declarations,
  recorded_at        timestamptz not null,
  recorded_by        uuid constraint employer_declaration_withdrawals_recorded_by_fkey references people,
  recorded_by_client uuid
    constraint employer_declaration_withdrawals_recorded_by_client_fkey references api_clients,
  constraint employer_declaration_withdrawals_has_one_author check (num_nonnulls(recorded_by, recorded_by_client) = 1)
);
create unique index employer_declaration_withdrawals_once on employer_declaration_withdrawals (declaration_id);

alter table employer_declaration_withdrawals enable row level security, force row level security;
grant select, insert, update, delete on employer_declaration_withdrawals to palier_maintenance;
grant select, insert on employer_declaration_withdrawals to palier_api;
create policy employer_declaration_withdrawals_maintenance on employer_declaration_withdrawals to palier_maintenance
  using (true) with check (true);
create policy employer_declaration_withdrawals_read on employer_declaration_withdrawals for select to palier_api
  using (exists (select from employer_declarations d where d.id = employer_declaration_withdrawals.declaration_id));
create policy employer_declaration_withdrawals_write on employer_declaration_withdrawals for insert to palier_api
  with check (
    recorded_by is not distinct from (select app.person_id())
    and recorded_by_client is not distinct from (select app.client_id())
    and exists (
      select from employer_declarations d
      where d.id = employer_declaration_withdrawals.declaration_id
        and d.employer_id = any ((select app.organisations_as('hr'))::uuid[])
    )
  );
