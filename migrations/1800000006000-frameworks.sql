-- Frameworks, ladders, and mappings from one ladder to another. The tree is one document: it is judged, published and
-- read as a whole.

create table frameworks (
  id           uuid not null constraint frameworks_pkey primary key,
  owner_id     uuid constraint frameworks_owner_id_fkey references organisations,
  code         text not null,
  version_code text not null,
  title        text not null,
  blocks       jsonb not null,
  details      jsonb not null,
  published_at timestamptz,
  version      integer not null,
  created_at   timestamptz not null,
  updated_at   timestamptz not null
);
create unique index frameworks_published_once on frameworks (owner_id, code, version_code)
  nulls not distinct where published_at is not null;

alter table frameworks enable row level security, force row level security;
grant select, insert, update, delete on frameworks to palier_maintenance;
grant select, insert, update on frameworks to palier_api;
create policy frameworks_maintenance on frameworks to palier_maintenance using (true) with check (true);
create policy frameworks_read on frameworks for select to palier_api using (
  (published_at is not null and (select app.is_signed_in()))
  or (owner_id is null and (select app.is_platform_admin()))
  or owner_id = any ((select app.organisations_as('centre_admin'))::uuid[])
);
create policy frameworks_write on frameworks for insert to palier_api with check (
  (owner_id is null and (select app.is_platform_admin()))
  or owner_id = any ((select app.organisations_as('centre_admin'))::uuid[])
);
create policy frameworks_update on frameworks for update to palier_api
  using (
    (owner_id is null and (select app.is_platform_admin()))
    or owner_id = any ((select app.organisations_as('centre_admin'))::uuid[])
  )
  with check (
    (owner_id is null and (select app.is_platform_admin()))
    or owner_id = any ((select app.organisations_as('centre_admin'))::uuid[])
  );

create table ladders (
  id           uuid not null constraint ladders_pkey primary key,
  owner_id     uuid constraint ladders_owner_id_fkey references organisations,
  framework_id uuid not null constraint ladders_framework_id_fkey references frameworks,
  code         text not null,
  revision     integer not null,
  title        text not null,
  levels       jsonb not null,
  missions     jsonb not null,
  published_at timestamptz,
  version      integer not null,
  created_at   timestamptz not null,
  updated_at   timestamptz not null
);
create unique index ladders_published_once on ladders (owner_id, code, revision)
  nulls not distinct where published_at is not null;

alter table ladders enable row level security, force row level security;
grant select, insert, update, delete on ladders to palier_maintenance;
grant select, insert, update on ladders to palier_api;
create policy ladders_maintenance on ladders to palier_maintenance using (true) with check (true);
create policy ladders_read on ladders for select to palier_api using (
  (published_at is not null and (select app.is_signed_in()))
  or (owner_id is null and (select app.is_platform_admin()))
  or owner_id = any ((select app.organisations_as('centre_admin'))::uuid[])
);
create policy ladders_write on ladders for insert to palier_api with check (
  (owner_id is null and (select app.is_platform_admin()))
  or owner_id = any ((select app.organisations_as('centre_admin'))::uuid[])
);
create policy ladders_update on ladders for update to palier_api
  using (
    (owner_id is null and (select app.is_platform_admin()))
    or owner_id = any ((select app.organisations_as('centre_admin'))::uuid[])
  )
  with check (
    (owner_id is null and (select app.is_platform_admin()))
    or owner_id = any ((select app.organisations_as('centre_admin'))::uuid[])
  );

-- The published one never changes, whoever asks and however.
create function app.refuse_change_of_published() returns trigger
  language plpgsql
as $$
begin
  if old.published_at is not null then
    raise exception 'published' using errcode = 'PA409';
  end if;
  return coalesce(new, old);
end $$;

create trigger frameworks_published_never_change before update or delete on frameworks
  for each row execute function app.refuse_change_of_published();
create trigger ladders_published_never_change before update or delete on ladders
  for each row execute function app.refuse_change_of_published();

-- A contract may pin a ladder, and its people read it, whoever owns it. The owner of the database asks as well, to
-- compute progress again.
create function app.published_ladder(wanted uuid)
  returns table (id uuid, code text, title text, levels jsonb, missions jsonb)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select l.id, l.code, l.title, l.levels, l.missions
  from ladders l
  where l.id = wanted
    and l.published_at is not null
    and (app.is_signed_in() or pg_has_role(session_user, 'palier_maintenance', 'member'));
end;

create function app.framework_of_ladder(ladder uuid) returns uuid
  language sql stable security definer set search_path = public, pg_temp
return case when app.is_signed_in() then (select l.framework_id from ladders l where l.id = ladder) end;

-- Mappings are added, never changed.
create table ladder_mappings (
  id             uuid not null constraint ladder_mappings_pkey primary key,
  from_ladder_id uuid not null constraint ladder_mappings_from_ladder_id_fkey references ladders,
  to_ladder_id   uuid not null constraint ladder_mappings_to_ladder_id_fkey references ladders,
  owner_id       uuid constraint ladder_mappings_owner_id_fkey references organisations,
  competencies   jsonb not null,
  levels         jsonb not null,
  created_by     uuid not null constraint ladder_mappings_created_by_fkey references people,
  created_at     timestamptz not null,
  constraint ladder_mappings_lead_elsewhere check (from_ladder_id <> to_ladder_id)
);
create index ladder_mappings_between on ladder_mappings (from_ladder_id, to_ladder_id, id);

alter table ladder_mappings enable row level security, force row level security;
grant select, insert, update, delete on ladder_mappings to palier_maintenance;
grant select, insert on ladder_mappings to palier_api;
create policy ladder_mappings_maintenance on ladder_mappings to palier_maintenance using (true) with check (true);
-- Both ladders are published, and so is what leads from one to the other.
create policy ladder_mappings_read on ladder_mappings for select to palier_api using ((select app.is_signed_in()));
-- It is owned as the ladder that it leads to is: by the platform, or by the centre.
create policy ladder_mappings_write on ladder_mappings for insert to palier_api with check (
  created_by = (select app.person_id())
  and exists (
    select
    from ladders l
    where l.id = to_ladder_id
      and l.owner_id is not distinct from ladder_mappings.owner_id
      and (
        (l.owner_id is null and (select app.is_platform_admin()))
        or l.owner_id = any ((select app.organisations_as('centre_admin'))::uuid[])
      )
  )
);
