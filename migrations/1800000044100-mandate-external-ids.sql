-- How an organisation calls a mandate in its own system: each side of a contract keeps its own id, and reads only that one.

create table mandate_external_ids (
  mandate_id      uuid not null constraint mandate_external_ids_mandate_id_fkey references mandates,
  organisation_id uuid not null constraint mandate_external_ids_organisation_id_fkey references organisations,
  external_id     text not null,
  constraint mandate_external_ids_pkey primary key (mandate_id, organisation_id)
);
create index mandate_external_ids_by_id on mandate_external_ids (organisation_id, external_id);

alter table mandate_external_ids enable row level security, force row level security;
grant select, insert, update, delete on mandate_external_ids to palier_maintenance;
grant select, insert on mandate_external_ids to palier_api;
create policy mandate_external_ids_maintenance on mandate_external_ids to palier_maintenance
  using (true) with check (true);
create policy mandate_external_ids_read on mandate_external_ids for select to palier_api
  using (organisation_id = any ((select app.organisations_as('hr', 'centre_admin'))::uuid[]));
create policy mandate_external_ids_write on mandate_external_ids for insert to palier_api with check (
  exists (
    select from mandates m
    join contracts c on c.id = m.contract_id
    where m.id = mandate_id
      and (
        c.employer_id = organisation_id and organisation_id = any ((select app.organisations_as('hr'))::uuid[])
        or c.training_centre_id = organisation_id
          and organisation_id = any ((select app.organisations_as('centre_admin'))::uuid[])
      )
  )
);
