-- Two sides that each drafted the one contract: one confirms the draft of the other as the same as its own, which ends so.

create table contract_confirmations (
  id                 uuid not null constraint contract_confirmations_pkey primary key,
  contract_id        uuid not null constraint contract_confirmations_contract_id_fkey references contracts,
  organisation_id    uuid not null constraint contract_confirmations_organisation_id_fkey references organisations,
  duplicate_id       uuid not null constraint contract_confirmations_duplicate_id_fkey references contracts,
  sequence           bigint not null,
  recorded_at        timestamptz not null,
  recorded_by        uuid constraint contract_confirmations_recorded_by_fkey references people,
  recorded_by_client uuid constraint contract_confirmations_recorded_by_client_fkey references api_clients,
  constraint contract_confirmations_has_one_author check (num_nonnulls(recorded_by, recorded_by_client) = 1),
  constraint contract_confirmations_of_another check (duplicate_id <> contract_id)
);
create index contract_confirmations_contract on contract_confirmations (contract_id);
create index contract_confirmations_duplicate on contract_confirmations (duplicate_id);

alter table contract_confirmations enable row level security, force row level security;
grant select, insert, update, delete on contract_confirmations to palier_maintenance;
grant select, insert on contract_confirmations to palier_api;
create policy contract_confirmations_maintenance on contract_confirmations to palier_maintenance
  using (true) with check (true);
create policy contract_confirmations_read on contract_confirmations for select to palier_api using (
  contract_id = (select app.contract_scope())
  or exists (select from contracts c where c.id = contract_confirmations.contract_id)
);
create policy contract_confirmations_write on contract_confirmations for insert to palier_api with check (
  recorded_by is not distinct from (select app.person_id())
  and recorded_by_client is not distinct from (select app.client_id())
  and app.calls_contract(contract_id, organisation_id)
  and app.calls_contract(duplicate_id, organisation_id)
);

create table contract_confirmation_withdrawals (
  id                 uuid not null constraint contract_confirmation_withdrawals_pkey primary key,
  confirmation_id    uuid not null constraint contract_confirmation_withdrawals_confirmation_id_fkey
    references contract_confirmations,
  contract_id        uuid not null constraint contract_confirmation_withdrawals_contract_id_fkey references contracts,
  sequence           bigint not null,
  recorded_at        timestamptz not null,
  recorded_by        uuid constraint contract_confirmation_withdrawals_recorded_by_fkey references people,
  recorded_by_client uuid constraint contract_confirmation_withdrawals_recorded_by_client_fkey references api_clients,
  constraint contract_confirmation_withdrawals_has_one_author check (num_nonnulls(recorded_by, recorded_by_client) = 1),
  constraint contract_confirmation_withdrawals_once unique (confirmation_id)
);

create index contract_confirmation_withdrawals_contract on contract_confirmation_withdrawals (contract_id);

alter table contract_confirmation_withdrawals enable row level security, force row level security;
grant select, insert, update, delete on contract_confirmation_withdrawals to palier_maintenance;
grant select, insert on contract_confirmation_withdrawals to palier_api;
create policy contract_confirmation_withdrawals_maintenance on contract_confirmation_withdrawals to palier_maintenance
  using (true) with check (true);
create policy contract_confirmation_withdrawals_read on contract_confirmation_withdrawals for select to palier_api using (
  contract_id = (select app.contract_scope())
  or exists (select from contracts c where c.id = contract_confirmation_withdrawals.contract_id)
);
create policy contract_confirmation_withdrawals_write on contract_confirmation_withdrawals for insert to palier_api
  with check (
    recorded_by is not distinct from (select app.person_id())
    and recorded_by_client is not distinct from (select app.client_id())
    and exists (
      select from contract_confirmations x
      where x.id = confirmation_id
        and x.contract_id = contract_confirmation_withdrawals.contract_id
        and app.calls_contract(x.contract_id, x.organisation_id)
    )
  );
