-- Employers and training centres, and what they were called, for reports that must not change. Only the platform
-- writes them: who is the platform's, memberships say, so the policies that ask it stand with those (people).

create table organisations (
  id             uuid not null constraint organisations_pkey primary key,
  kind           text not null constraint organisations_kind_known check (kind in ('employer', 'training_centre')),
  name           text not null,
  siret          text not null,
  uai            text,
  finess         text,
  structure_type text,
  external_id    text,
  version        integer not null,
  created_at     timestamptz not null,
  updated_at     timestamptz not null
);
create unique index organisations_external_id_once on organisations (external_id);

alter table organisations enable row level security, force row level security;
grant select, insert, update, delete on organisations to palier_maintenance;
grant select, insert, update on organisations to palier_api;
create policy organisations_maintenance on organisations to palier_maintenance using (true) with check (true);
create policy organisations_read on organisations for select to palier_api using ((select app.is_signed_in()));
create policy organisations_notifier on organisations for select to palier_api using ((select app.is_notifier()));

create table organisation_names (
  organisation_id uuid not null constraint organisation_names_organisation_id_fkey references organisations,
  recorded_at     timestamptz not null,
  version         integer not null,
  name            text not null,
  constraint organisation_names_pkey primary key (organisation_id, version)
);

alter table organisation_names enable row level security, force row level security;
grant select, insert, update, delete on organisation_names to palier_maintenance;
grant select, insert on organisation_names to palier_api;
create policy organisation_names_maintenance on organisation_names to palier_maintenance using (true) with check (true);
create policy organisation_names_read on organisation_names for select to palier_api
  using ((select app.is_signed_in()));

-- Whatever the way in which a structure type is written, what it was stays known: entitlements ask for it.
create table organisation_structure_types (
  organisation_id uuid not null
    constraint organisation_structure_types_organisation_id_fkey references organisations,
  version         integer not null,
  recorded_at     timestamptz not null,
  structure_type  text,
  constraint organisation_structure_types_pkey primary key (organisation_id, version)
);

-- The API neither reads nor writes the table itself: the two functions below are its only ways.
alter table organisation_structure_types enable row level security, force row level security;
grant select, insert, update, delete on organisation_structure_types to palier_maintenance;
grant select on organisation_structure_types to palier_api;
create policy organisation_structure_types_maintenance on organisation_structure_types to palier_maintenance
  using (true) with check (true);
create policy organisation_structure_types_read on organisation_structure_types for select to palier_api
  using (false);

create function app.keep_structure_type() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  if tg_op = 'INSERT' or new.structure_type is distinct from old.structure_type then
    insert into organisation_structure_types (organisation_id, version, recorded_at, structure_type)
    values (new.id, new.version, new.updated_at, new.structure_type)
    on conflict (organisation_id, version) do update
    set recorded_at = excluded.recorded_at, structure_type = excluded.structure_type;
  end if;
  return null;
end $$;

create trigger organisations_keep_structure_types after insert or update on organisations
  for each row execute function app.keep_structure_type();

create function app.structure_type_as_of(wanted uuid, at timestamptz) returns text
  language sql stable security definer set search_path = public, pg_temp
return case when app.is_signed_in() then (
  select k.structure_type from organisation_structure_types k
  where k.organisation_id = wanted and k.recorded_at <= at
  order by k.version desc
  limit 1
) end;
