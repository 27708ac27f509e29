-- What Palier ships is told apart from what a platform administrator published under the same code and version: of its own
-- it says that it never changes, of theirs it says nothing.
alter table frameworks
  add column shipped boolean not null default false,
  add constraint frameworks_shipped_for_all check (not shipped or owner_id is null);
alter table frameworks disable trigger frameworks_published_never_change;
update frameworks
set shipped = true
where owner_id is null
  and published_at is not null
  and (code, version_code) in (('DEAS', '2021'), ('DEAES', '2021'), ('DEES', '2018 (RNCP sheet 2023)'));
alter table frameworks enable trigger frameworks_published_never_change;

-- Nobody made a mapping that is shipped.
alter table ladder_mappings
  alter column created_by drop not null,
  add constraint ladder_mappings_shipped_for_all check (created_by is not null or owner_id is null);
