-- Each side of a contract calls it by an id of its own system, and reads only that one.

create table contract_external_ids (
  contract_id     uuid not null constraint contract_external_ids_contract_id_fkey references contracts,
  organisation_id uuid not null constraint contract_external_ids_organisation_id_fkey references organisations,
  external_id     text not null,
  is_freed        boolean not null default false,
  constraint contract_external_ids_pkey primary key (contract_id, organisation_id)
);
create unique index contract_external_ids_once on contract_external_ids (organisation_id, external_id)
  where not is_freed;
create index contract_external_ids_by_id on contract_external_ids (external_id);

alter table contract_external_ids enable row level security, force row level security;
grant select, insert, update, delete on contract_external_ids to palier_maintenance;
grant select, insert, delete, update (external_id, is_freed) on contract_external_ids to palier_api;
create policy contract_external_ids_maintenance on contract_external_ids to palier_maintenance
  using (true) with check (true);
create policy contract_external_ids_read on contract_external_ids for select to palier_api
  using (organisation_id = any ((select app.organisations_as('hr', 'centre_admin', 'auditor'))::uuid[]));

-- Whoever acts for a party of the contract, of that party's id alone.
create function app.calls_contract(contract uuid, organisation uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
return exists (
  select from contracts c
  where c.id = calls_contract.contract
    and (
      c.employer_id = calls_contract.organisation
        and calls_contract.organisation = any (app.organisations_as('hr'))
      or c.training_centre_id = calls_contract.organisation
        and calls_contract.organisation = any (app.organisations_as('centre_admin'))
    )
);
create policy contract_external_ids_write on contract_external_ids for insert to palier_api
  with check (app.calls_contract(contract_id, organisation_id));
create policy contract_external_ids_update on contract_external_ids for update to palier_api
  using (app.calls_contract(contract_id, organisation_id))
  with check (app.calls_contract(contract_id, organisation_id));
create policy contract_external_ids_delete on contract_external_ids for delete to palier_api
  using (app.calls_contract(contract_id, organisation_id));

insert into contract_external_ids (contract_id, organisation_id, external_id, is_freed)
select c.id, c.owner_id, c.external_id, c.frees_external_id from contracts c where c.external_id is not null;

-- The release before this one writes the column while this one migrates. The column goes with another release.
create function app.keep_external_id() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  if tg_op = 'UPDATE' then
    delete from contract_external_ids e where e.contract_id = old.id and e.organisation_id = old.owner_id;
  end if;
  if new.external_id is not null then
    insert into contract_external_ids (contract_id, organisation_id, external_id, is_freed)
    values (new.id, new.owner_id, new.external_id, new.frees_external_id);
  end if;
  return null;
end $$;
create trigger contracts_keep_external_id_of_insert after insert on contracts
  for each row when (new.external_id is not null) execute function app.keep_external_id();
create trigger contracts_keep_external_id after update of external_id, frees_external_id on contracts
  for each row when (
    (new.owner_id, new.external_id, new.frees_external_id)
      is distinct from (old.owner_id, old.external_id, old.frees_external_id)
  )
  execute function app.keep_external_id();

-- Whoever is no party any more of a draft calls it nothing: their id is free for another, and theirs again when it comes back,
-- if no other has it.
create function app.free_external_ids() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  update contract_external_ids e set is_freed = true
  where e.contract_id = new.id and e.organisation_id not in (new.employer_id, new.training_centre_id);
  begin
    update contract_external_ids e set is_freed = false
    where e.contract_id = new.id and e.is_freed and e.organisation_id in (new.employer_id, new.training_centre_id);
  exception when unique_violation then
    null;
  end;
  return null;
end $$;
create trigger contracts_free_external_ids after update of employer_id, training_centre_id on contracts
  for each row when (
    (new.employer_id, new.training_centre_id) is distinct from (old.employer_id, old.training_centre_id)
  )
  execute function app.free_external_ids();
