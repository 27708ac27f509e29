-- What an alternant holds beside the ladder, which entitlements ask for. Never about oneself; whose role it is, the
-- API asks.

create table attestations (
  id                 uuid not null constraint attestations_pkey primary key,
  contract_id        uuid not null constraint attestations_contract_id_fkey references contracts,
  sequence           bigint not null,
  prerequisite       text not null,
  from_day           date not null,
  until_day          date,
  recorded_at        timestamptz not null,
  recorded_by        uuid constraint attestations_recorded_by_fkey references people,
  recorded_by_client uuid constraint attestations_recorded_by_client_fkey references api_clients,
  constraint attestations_has_one_author check (num_nonnulls(recorded_by, recorded_by_client) = 1),
  constraint attestations_days_in_order check (from_day < until_day)
);
create unique index attestations_in_order on attestations (contract_id, sequence);

alter table attestations enable row level security, force row level security;
grant select, insert, update, delete on attestations to palier_maintenance;
grant select, insert on attestations to palier_api;
create policy attestations_maintenance on attestations to palier_maintenance using (true) with check (true);
create policy attestations_read on attestations for select to palier_api using (
  contract_id = (select app.contract_scope())
  or exists (select from contracts c where c.id = attestations.contract_id)
);
create policy attestations_write on attestations for insert to palier_api with check (
  recorded_by is not distinct from (select app.person_id())
  and recorded_by_client is not distinct from (select app.client_id())
  and (contract_id = (select app.contract_scope_of_another()) or app.sees_contract_of_another(contract_id))
);

create trigger attestations_never_of_oneself after insert or update of contract_id, recorded_by on attestations
  for each row execute function app.refuse_own_subject('recorded_by');

create table attestation_withdrawals (
  id                 uuid not null constraint attestation_withdrawals_pkey primary key,
  attestation_id     uuid not null constraint attestation_withdrawals_attestation_id_fkey references attestations,
  contract_id        uuid not null constraint attestation_withdrawals_contract_id_fkey references contracts,
  sequence           bigint not null,
  recorded_at        timestamptz not null,
  recorded_by        uuid constraint attestation_withdrawals_recorded_by_fkey references people,
  recorded_by_client uuid constraint attestation_withdrawals_recorded_by_client_fkey references api_clients,
  constraint attestation_withdrawals_has_one_author check (num_nonnulls(recorded_by, recorded_by_client) = 1)
);
create unique index attestation_withdrawals_once on attestation_withdrawals (attestation_id);
create unique index attestation_withdrawals_in_order on attestation_withdrawals (contract_id, sequence);

alter table attestation_withdrawals enable row level security, force row level security;
grant select, insert, update, delete on attestation_withdrawals to palier_maintenance;
grant select, insert on attestation_withdrawals to palier_api;
create policy attestation_withdrawals_maintenance on attestation_withdrawals to palier_maintenance
  using (true) with check (true);
create policy attestation_withdrawals_read on attestation_withdrawals for select to palier_api using (
  contract_id = (select app.contract_scope())
  or exists (select from contracts c where c.id = attestation_withdrawals.contract_id)
);
create policy attestation_withdrawals_write on attestation_withdrawals for insert to palier_api with check (
  recorded_by is not distinct from (select app.person_id())
  and recorded_by_client is not distinct from (select app.client_id())
  and (contract_id = (select app.contract_scope_of_another()) or app.sees_contract_of_another(contract_id))
);

create trigger attestation_withdrawals_never_of_oneself
  after insert or update of contract_id, recorded_by on attestation_withdrawals
  for each row execute function app.refuse_own_subject('recorded_by');
