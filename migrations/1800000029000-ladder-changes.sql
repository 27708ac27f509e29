-- The act by which a contract moves along a mapping to another ladder: added, never changed.

create table ladder_changes (
  id                 uuid not null constraint ladder_changes_pkey primary key,
  contract_id        uuid not null constraint ladder_changes_contract_id_fkey references contracts,
  sequence           bigint not null,
  recorded_at        timestamptz not null,
  recorded_by        uuid constraint ladder_changes_recorded_by_fkey references people,
  recorded_by_client uuid constraint ladder_changes_recorded_by_client_fkey references api_clients,
  mapping_id         uuid not null constraint ladder_changes_mapping_id_fkey references ladder_mappings,
  from_ladder_id     uuid not null constraint ladder_changes_from_ladder_id_fkey references ladders,
  to_ladder_id       uuid not null constraint ladder_changes_to_ladder_id_fkey references ladders,
  ended_missions     text[] not null,
  constraint ladder_changes_has_one_author check (num_nonnulls(recorded_by, recorded_by_client) = 1)
);
create unique index ladder_changes_in_order on ladder_changes (contract_id, sequence);

alter table ladder_changes enable row level security, force row level security;
grant select, insert, update, delete on ladder_changes to palier_maintenance;
grant select, insert on ladder_changes to palier_api;
create policy ladder_changes_maintenance on ladder_changes to palier_maintenance using (true) with check (true);
create policy ladder_changes_read on ladder_changes for select to palier_api using (
  contract_id = (select app.contract_scope())
  or exists (select from contracts c where c.id = ladder_changes.contract_id)
);
create policy ladder_changes_write on ladder_changes for insert to palier_api with check (
  recorded_by is not distinct from (select app.person_id())
  and recorded_by_client is not distinct from (select app.client_id())
  and exists (
    select
    from contracts c
    where c.id = ladder_changes.contract_id
      and c.training_centre_id = any ((select app.organisations_as('centre_admin'))::uuid[])
  )
);
