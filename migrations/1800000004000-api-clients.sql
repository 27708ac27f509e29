-- API clients: an organisation that calls by itself, as its HR or its administrator, never as a person. What a client
-- may not do has a person as its author, and a client is none. It is worth what whoever knows a secret of it is worth
-- today; a secret counts for 65 minutes after it expired, as a token that it opened may still be in use (60 minutes).

create table api_clients (
  id              uuid not null constraint api_clients_pkey primary key,
  organisation_id uuid not null constraint api_clients_organisation_id_fkey references organisations,
  name            text not null,
  scopes          text[] not null,
  until_day       date,
  created_by      uuid not null constraint api_clients_created_by_fkey references people,
  created_at      timestamptz not null,
  revoked_by      uuid constraint api_clients_revoked_by_fkey references people,
  revoked_at      timestamptz
);
create index api_clients_organisation on api_clients (organisation_id, id);

create table api_client_secrets (
  id           uuid not null constraint api_client_secrets_pkey primary key,
  client_id    uuid not null constraint api_client_secrets_client_id_fkey references api_clients,
  secret_hash  bytea not null,
  created_by   uuid not null constraint api_client_secrets_created_by_fkey references people,
  created_at   timestamptz not null,
  expires_at   timestamptz,
  last_used_at timestamptz
);
create index api_client_secrets_client on api_client_secrets (client_id, created_at);

-- Asked by the functions that let a client in, when nobody is known yet, and by nobody else.
create function app.may_represent(person uuid, organisation uuid, on_day date) returns boolean
  language sql stable security definer set search_path = public, pg_temp
return exists (select from accounts a where a.person_id = person and a.disabled_at is null)
  and exists (
    select from memberships m
    where m.person_id = person
      and (
        m.role = 'platform_admin'
        or m.role in ('hr', 'centre_admin') and m.organisation_id = organisation
      )
      and (m.from_day is null or m.from_day <= on_day)
      and (m.until_day is null or m.until_day > on_day)
  );
revoke execute on function app.may_represent(uuid, uuid, date) from public;

-- A client stands for its organisation: the employer's HR, the centre's administrator. Null: it may no longer call.
create function app.client_role(client uuid, organisation uuid, on_day date) returns text
  language sql stable security definer set search_path = public, pg_temp
return (
  select case o.kind when 'employer' then 'hr' else 'centre_admin' end
  from api_clients a
  join organisations o on o.id = a.organisation_id
  where a.id = client
    and a.organisation_id = organisation
    and a.revoked_at is null
    and (a.until_day is null or a.until_day > on_day)
    and exists (
      select from api_client_secrets s
      where s.client_id = a.id
        and (
          s.expires_at is null
          or s.expires_at > coalesce(app.setting('app.now')::timestamptz, now()) - interval '65 minutes'
        )
        and app.may_represent(s.created_by, a.organisation_id, on_day)
    )
);
-- Asked by the functions that let a client in, and by nobody else.
revoke execute on function app.client_role(uuid, uuid, date) from public;

create function app.secret_stands(secret uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
return app.is_signed_in() and exists (
  select from api_client_secrets s
  join api_clients a on a.id = s.client_id
  where s.id = secret and app.may_represent(s.created_by, a.organisation_id, app.today())
);

-- Whose hand it is: the person, or everybody who knows a secret of the client.
create function app.people_behind_caller() returns uuid[]
  language sql stable security definer set search_path = public, pg_temp
return case
  when app.person_id() is not null then array[app.person_id()]
  else coalesce((
    select array_agg(distinct s.created_by)
    from api_client_secrets s
    where s.client_id = app.client_id()
      and (s.expires_at is null or s.expires_at > app.setting('app.now')::timestamptz - interval '65 minutes')
  ), '{}')
end;

alter table api_clients enable row level security, force row level security;
grant select, insert, update, delete on api_clients to palier_maintenance;
grant select, insert, update (revoked_by, revoked_at) on api_clients to palier_api;
create policy api_clients_maintenance on api_clients to palier_maintenance using (true) with check (true);
create policy api_clients_read on api_clients for select to palier_api using (
  (select app.is_platform_admin())
  or organisation_id = any ((select app.organisations_as('hr', 'centre_admin'))::uuid[])
);
-- A client makes no client: its maker is a person.
create policy api_clients_write on api_clients for insert to palier_api with check (
  created_by = (select app.person_id())
  and (
    (select app.is_platform_admin())
    or organisation_id = any ((select app.organisations_as('hr', 'centre_admin'))::uuid[])
  )
);
create policy api_clients_update on api_clients for update to palier_api using (
  (select app.person_id()) is not null
  and (
    (select app.is_platform_admin())
    or organisation_id = any ((select app.organisations_as('hr', 'centre_admin'))::uuid[])
  )
);

alter table api_client_secrets enable row level security, force row level security;
grant select, insert, update, delete on api_client_secrets to palier_maintenance;
grant
  select (id, client_id, created_by, created_at, expires_at, last_used_at),
  insert,
  update (expires_at)
on api_client_secrets to palier_api;
create policy api_client_secrets_maintenance on api_client_secrets to palier_maintenance using (true) with check (true);
create policy api_client_secrets_read on api_client_secrets for select to palier_api
  using (exists (select from api_clients a where a.id = api_client_secrets.client_id));
create policy api_client_secrets_write on api_client_secrets for insert to palier_api with check (
  created_by = (select app.person_id())
  and exists (select from api_clients a where a.id = api_client_secrets.client_id)
);
create policy api_client_secrets_update on api_client_secrets for update to palier_api
  using (exists (select from api_clients a where a.id = client_id) and (select app.person_id()) is not null);

-- The client that this very secret opens, and no hash of any: the comparison is made where the hashes are.
create function app.client_of_secret(client uuid, hash bytea)
  returns table (organisation_id uuid, scopes text[], role text, has_administrator boolean)
  language plpgsql security definer set search_path = public, pg_temp
as $$
#variable_conflict use_column
declare
  maker uuid;
begin
  if not app.is_signing_in() then
    return;
  end if;
  update api_client_secrets s
  set last_used_at = app.setting('app.now')::timestamptz
  where s.client_id = client
    and s.secret_hash = hash
    and (s.expires_at is null or s.expires_at > app.setting('app.now')::timestamptz)
  returning s.created_by into maker;
  if not found then
    return;
  end if;
  return query
    select
      a.organisation_id,
      a.scopes,
      app.client_role(a.id, a.organisation_id, app.today()),
      app.may_represent(maker, a.organisation_id, app.today())
    from api_clients a
    where a.id = client;
end $$;

-- Ids of accounts disabled and clients revoked lately: what a process needs to refuse tokens that it already knows.

create function app.callers_closed_since(since timestamptz) returns table (id uuid)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select a.id from accounts a where a.disabled_at > since and app.is_signing_in()
  union all
  select c.id from api_clients c where c.revoked_at > since and app.is_signing_in();
end;

create function app.is_closed_caller(caller uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
return app.is_signing_in() and (
  exists (select from accounts a where a.id = caller and a.disabled_at is not null)
  or exists (select from api_clients c where c.id = caller and c.revoked_at is not null)
);
