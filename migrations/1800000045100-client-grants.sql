-- One program for several establishments (docs/decisions/0061): the administrators of its organisation ask, and an
-- administrator of the other establishment accepts. A grant is worth what who accepted it is worth today.

create table api_client_grants (
  id              uuid not null constraint api_client_grants_pkey primary key,
  client_id       uuid not null constraint api_client_grants_client_id_fkey references api_clients,
  organisation_id uuid not null constraint api_client_grants_organisation_id_fkey references organisations,
  asked_by        uuid not null constraint api_client_grants_asked_by_fkey references people,
  asked_at        timestamptz not null,
  accepted_by     uuid constraint api_client_grants_accepted_by_fkey references people,
  accepted_at     timestamptz,
  withdrawn_by    uuid constraint api_client_grants_withdrawn_by_fkey references people,
  withdrawn_at    timestamptz,
  constraint api_client_grants_accepted_by_somebody check ((accepted_at is null) = (accepted_by is null)),
  constraint api_client_grants_withdrawn_by_somebody check ((withdrawn_at is null) = (withdrawn_by is null))
);
create unique index api_client_grants_open_once on api_client_grants (client_id, organisation_id)
  where withdrawn_at is null;
create index api_client_grants_organisation on api_client_grants (organisation_id, id);

-- Establishments that one program may serve: employers of one legal entity, by their SIREN; training centres, who have no
-- number in common, where each accepts for itself. Asked of what they are today.
create function app.may_share_clients(one uuid, other uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
return exists (
  select
  from organisations a
  join organisations b on b.id = other and b.kind = a.kind and b.id <> a.id
  where a.id = one
    and (app.is_signed_in() or app.setting('app.kind') = 'client')
    and (a.kind = 'training_centre' or left(a.siret, 9) = left(b.siret, 9))
);

-- Not the platform: an establishment accepts by its own administrators.
create function app.administers_establishment(person uuid, organisation uuid, on_day date) returns boolean
  language sql stable security definer set search_path = public, pg_temp
return exists (select from accounts a where a.person_id = app.record_of(person) and a.disabled_at is null)
  and exists (
    select from memberships m
    where m.person_id = app.record_of(person)
      and m.role in ('hr', 'centre_admin')
      and m.organisation_id = organisation
      and (m.from_day is null or m.from_day <= on_day)
      and (m.until_day is null or m.until_day > on_day)
  );
revoke execute on function app.administers_establishment from public;

-- What a client may act for beside its own organisation.
create function app.organisations_granted(client uuid, organisation uuid, on_day date) returns uuid[]
  language sql stable security definer set search_path = public, pg_temp
return array(
  select g.organisation_id
  from api_client_grants g
  where g.client_id = client
    and g.withdrawn_at is null
    and app.administers_establishment(g.accepted_by, g.organisation_id, on_day)
    and app.may_share_clients(organisation, g.organisation_id)
);
revoke execute on function app.organisations_granted from public;

create function app.grant_stands(wanted uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
return app.is_signed_in() and exists (
  select from api_client_grants g
  join api_clients a on a.id = g.client_id
  where g.id = wanted
    and g.withdrawn_at is null
    and app.administers_establishment(g.accepted_by, g.organisation_id, app.today())
    and app.may_share_clients(a.organisation_id, g.organisation_id)
);

create function app.administers_client(client uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
return exists (
  select from api_clients a
  where a.id = client and a.organisation_id = any (app.organisations_as('hr', 'centre_admin'))
);

alter table api_client_grants enable row level security, force row level security;
grant select, insert, update, delete on api_client_grants to palier_maintenance;
grant
  select,
  insert (id, client_id, organisation_id, asked_by, asked_at, accepted_by, accepted_at),
  update (accepted_by, accepted_at, withdrawn_by, withdrawn_at)
on api_client_grants to palier_api;
create policy api_client_grants_maintenance on api_client_grants to palier_maintenance using (true) with check (true);

-- Both sides see what is asked and given; a program sees none.
create policy api_client_grants_read on api_client_grants for select to palier_api using (
  (select app.person_id()) is not null
  and (
    (select app.is_platform_admin())
    or organisation_id = any ((select app.organisations_as('hr', 'centre_admin'))::uuid[])
    or app.administers_client(client_id)
  )
);
create policy api_client_grants_write on api_client_grants for insert to palier_api with check (
  asked_by = (select app.person_id())
  and exists (
    select from api_clients a
    where a.id = api_client_grants.client_id
      and a.organisation_id = any ((select app.organisations_as('hr', 'centre_admin'))::uuid[])
      and app.may_share_clients(a.organisation_id, api_client_grants.organisation_id)
  )
  and (
    accepted_by is null
    or accepted_by = (select app.person_id())
      and organisation_id = any ((select app.organisations_as('hr', 'centre_admin'))::uuid[])
  )
);
create policy api_client_grants_update on api_client_grants for update to palier_api
  using (
    (select app.person_id()) is not null
    and (
      (select app.is_platform_admin())
      or organisation_id = any ((select app.organisations_as('hr', 'centre_admin'))::uuid[])
      or app.administers_client(client_id)
    )
  );

-- A grant is accepted by its own establishment, and what was withdrawn stays so.
create function app.keep_grants() returns trigger
  language plpgsql
as $$
begin
  if old.withdrawn_at is not null
    or new.withdrawn_at is not null and new.withdrawn_by is distinct from app.person_id()
    or new.accepted_by is distinct from old.accepted_by and (
      old.accepted_by is not null
      or new.accepted_by is distinct from app.person_id()
      or not new.organisation_id = any (app.organisations_as('hr', 'centre_admin'))
    )
  then
    raise exception 'not yours to grant' using errcode = '42501';
  end if;
  return new;
end $$;

create trigger api_client_grants_are_kept before update on api_client_grants
  for each row when (current_user = 'palier_api') execute function app.keep_grants();

-- What somebody is to grant is named to them, whoever keeps it: a program by its name, its organisation and its scopes.
create function app.client_to_grant(wanted uuid)
  returns table (name text, organisation_id uuid, scopes text[], is_open boolean)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select a.name, a.organisation_id, a.scopes,
    a.revoked_at is null and (a.until_day is null or a.until_day > app.today()) as is_open
  from api_client_grants g
  join api_clients a on a.id = g.client_id
  where g.id = wanted
    and app.person_id() is not null
    and (
      app.is_platform_admin()
      or g.organisation_id = any (app.organisations_as('hr', 'centre_admin'))
      or a.organisation_id = any (app.organisations_as('hr', 'centre_admin'))
    );
end;

-- A client's organisations are known from its entry: its own, and those that granted it.
create or replace function app.organisations_as(variadic roles text[]) returns uuid[]
  language sql stable security definer set search_path = public, pg_temp
return case
  when app.client_id() is null then coalesce((
    select array_agg(m.organisation_id)
    from memberships m
    where m.person_id = app.person_id()
      and m.role = any (roles)
      and m.organisation_id is not null
      and (m.from_day is null or m.from_day <= app.today())
      and (m.until_day is null or m.until_day > app.today())
  ), '{}')
  when app.setting('app.client_role') = any (roles) then app.setting('app.client_organisations')::uuid[]
  else '{}'
end;

create or replace function app.set_actor(kind text, caller uuid, subject uuid, at timestamptz) returns void
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  is_client boolean := kind = 'client';
  is_person boolean := kind = 'person';
  role text;
begin
  if kind is null or kind not in ('person', 'client', 'sign_in', 'notifier', 'guest') then
    raise exception 'unknown kind of actor' using errcode = 'PA401';
  end if;
  perform set_config('app.kind', kind, true),
          set_config('app.account_id', coalesce(case when is_person then caller::text end, ''), true),
          set_config('app.person_id', coalesce(case when is_person then subject::text end, ''), true),
          set_config('app.client_id', coalesce(case when is_client then caller::text end, ''), true),
          set_config('app.organisation_id', coalesce(case when is_client then subject::text end, ''), true),
          set_config('app.contract_scope', '', true),
          set_config('app.contract_scope_of_another', '', true),
          set_config('app.guest_link_id', '', true),
          set_config('app.now', at::text, true);
  if is_client then
    role := app.client_role(caller, subject, app.today());
    perform set_config('app.client_role', coalesce(role, ''), true);
    if role is null then
      raise exception 'client_closed' using errcode = 'PA401';
    end if;
    perform set_config(
      'app.client_organisations', (subject || app.organisations_granted(caller, subject, app.today()))::text, true
    );
  elsif kind = 'guest' then
    perform app.set_guest(caller, subject, at);
  elsif is_person and not exists (
    select from accounts a where a.id = caller and a.person_id = subject and a.disabled_at is null
  ) then
    raise exception 'account_closed' using errcode = 'PA401';
  end if;
end $$;

-- A program gives the roles that neither read others nor judge them by themselves; and none to who stands behind it in an
-- establishment that it serves for others.
create or replace function app.refuse_role_given_by_program() returns trigger
  language plpgsql
as $$
begin
  if app.client_id() is null then
    return new;
  end if;
  -- What is left of the days before, at either end, is nothing given.
  if tg_op = 'UPDATE' and daterange(old.from_day, old.until_day) @> daterange(new.from_day, new.until_day) then
    return new;
  end if;
  if new.role in ('alternant', 'tutor', 'referent')
    and (
      new.organisation_id::text = app.setting('app.organisation_id')
      or new.person_id <> all (app.people_behind_caller())
    )
  then
    return new;
  end if;
  raise exception 'a person gives this role' using errcode = '42501';
end $$;
