-- A contract that is over frees its external id for the next: it keeps what it was called by, and another may be called so.

alter table contracts add column frees_external_id boolean not null default false;
drop index contracts_external_id_once;
create unique index contracts_external_id_once on contracts (owner_id, external_id)
  where external_id is not null and not frees_external_id;
grant update (frees_external_id) on contracts to palier_api;
