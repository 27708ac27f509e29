-- Where somebody is signed in, since when, and when it was last used: a session is a family of refresh tokens, and now
-- has a row of its own. Its holder sees it and ends it; a token that was issued for it opens nothing a second later.

create table sessions (
  id            uuid not null constraint sessions_pkey primary key,
  account_id    uuid not null constraint sessions_account_id_fkey references accounts,
  client_kind   text not null,
  client_app    text,
  client_system text,
  started_at    timestamptz not null,
  last_used_at  timestamptz not null,
  expires_at    timestamptz not null,
  ended_at      timestamptz,
  constraint sessions_client_known check (client_kind in ('browser', 'program', 'unknown'))
);
create index sessions_account on sessions (account_id);
create index sessions_ended on sessions (ended_at) where ended_at is not null;
create index sessions_expiry on sessions (expires_at);

alter table sessions enable row level security, force row level security;
grant select, insert, update, delete on sessions to palier_maintenance;
grant select on sessions to palier_api;
create policy sessions_maintenance on sessions to palier_maintenance using (true) with check (true);
create policy sessions_own on sessions for select to palier_api using (account_id = (select app.account_id()));

insert into sessions (id, account_id, client_kind, started_at, last_used_at, expires_at, ended_at)
select t.family_id, t.account_id, 'unknown', min(t.created_at), max(t.created_at), max(t.expires_at), max(t.revoked_at)
from refresh_tokens t
group by t.family_id, t.account_id;

alter table refresh_tokens
  add constraint refresh_tokens_family_id_fkey foreign key (family_id) references sessions;

-- Since when the password is the present one, and who gave the link by which it was chosen, if somebody did.
alter table accounts
  add column password_changed_at timestamptz,
  add column password_reset_by uuid constraint accounts_password_reset_by_fkey references people;
grant select (password_changed_at, password_reset_by) on accounts to palier_api;

-- All sessions of an account, or all but one. Whoever calls it holds the account.
create function app.end_sessions_of(account uuid, kept uuid) returns integer
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  ended integer;
begin
  update sessions s
  set ended_at = app.setting('app.now')::timestamptz
  where s.account_id = account and s.ended_at is null and s.id is distinct from kept
    and s.expires_at > app.setting('app.now')::timestamptz;
  get diagnostics ended = row_count;
  update refresh_tokens t
  set revoked_at = app.setting('app.now')::timestamptz
  where t.account_id = account and t.revoked_at is null and t.family_id is distinct from kept;
  return ended;
end $$;
revoke execute on function app.end_sessions_of from public;

-- What a process of the version before calls has no client, which is then unknown.
drop function app.open_session(uuid, text, text, text, uuid, uuid, bytea, timestamptz);
create function app.open_session(
  account uuid, verified_hash text, account_tally text, address_tally text, id uuid, family uuid,
  token_hash bytea, expires_at timestamptz, client_kind text default 'unknown', client_app text default null,
  client_system text default null
)
  returns table (person_id uuid, roles text[])
  language plpgsql security definer set search_path = public, pg_temp
as $$
#variable_conflict use_variable
declare
  person uuid;
  at timestamptz := app.setting('app.now')::timestamptz;
begin
  if not app.is_signing_in() then
    return;
  end if;
  select a.person_id into person
  from accounts a
  where a.id = account and a.disabled_at is null and a.password_hash = verified_hash
  for no key update;
  if not found then
    return;
  end if;
  perform from sign_in_failures f where f.key in (account_tally, address_tally) order by f.key for update;
  update sign_in_failures f
  set failures = case when f.key = account_tally then 0 else greatest(f.failures - 1, 0) end
  where f.key in (account_tally, address_tally);
  insert into sessions (id, account_id, client_kind, client_app, client_system, started_at, last_used_at, expires_at)
  values (family, account, client_kind, client_app, client_system, at, at, expires_at);
  insert into refresh_tokens (id, account_id, family_id, token_hash, created_at, expires_at)
  values (id, account, family, token_hash, at, expires_at);
  return query select person, app.token_roles(person);
end $$;

-- The session stands beside whose it is: the access token that is issued for it names it.
drop function app.rotate_refresh_token(bytea, uuid, bytea, timestamptz);
create function app.rotate_refresh_token(hash bytea, id uuid, next_hash bytea, next_expires_at timestamptz)
  returns table (person_id uuid, roles text[], session uuid)
  language plpgsql security definer set search_path = public, pg_temp
as $$
#variable_conflict use_variable
declare
  present refresh_tokens;
begin
  if not app.is_signing_in() then
    return;
  end if;
  update refresh_tokens t
  set used_at = app.setting('app.now')::timestamptz
  where t.token_hash = hash
    and t.used_at is null
    and t.revoked_at is null
    and t.expires_at > app.setting('app.now')::timestamptz
    and exists (select from accounts a where a.id = t.account_id and a.disabled_at is null)
  returning t.* into present;
  if not found then
    return;
  end if;
  insert into refresh_tokens (id, account_id, family_id, token_hash, created_at, expires_at)
  values (id, present.account_id, present.family_id, next_hash, app.setting('app.now')::timestamptz, next_expires_at);
  update sessions s
  set last_used_at = app.setting('app.now')::timestamptz, expires_at = next_expires_at
  where s.id = present.family_id;
  return query
    select a.person_id, app.token_roles(a.person_id), present.family_id
    from accounts a where a.id = present.account_id;
end $$;

create or replace function app.end_family_of(hash bytea) returns void
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  at timestamptz := app.setting('app.now')::timestamptz;
begin
  if not app.is_signing_in() then
    return;
  end if;
  perform from accounts a
  where a.id = (select t.account_id from refresh_tokens t where t.token_hash = hash)
  for no key update;
  update sessions s
  set ended_at = at
  where s.id = (select k.family_id from refresh_tokens k where k.token_hash = hash) and s.ended_at is null;
  update refresh_tokens t
  set revoked_at = at
  where t.family_id = (select k.family_id from refresh_tokens k where k.token_hash = hash)
    and t.revoked_at is null;
end $$;

-- One's own: one of them, or all but the one that is kept. Whoever signs in or refreshes meanwhile waits.
create function app.end_own_session(wanted uuid) returns boolean
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  perform from accounts a where a.id = app.account_id() for no key update;
  update sessions s
  set ended_at = app.setting('app.now')::timestamptz
  where s.id = wanted and s.account_id = app.account_id() and s.ended_at is null;
  if not found then
    return false;
  end if;
  update refresh_tokens t
  set revoked_at = app.setting('app.now')::timestamptz
  where t.family_id = wanted and t.revoked_at is null;
  return true;
end $$;

create function app.end_own_sessions(kept uuid) returns integer
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  perform from accounts a where a.id = app.account_id() for no key update;
  return app.end_sessions_of(app.account_id(), kept);
end $$;

-- By whoever knows the present one: the hash that was verified is the proof. How many other sessions ended; null when
-- somebody changed it meanwhile.
create function app.change_own_password(verified_hash text, next_hash text, kept uuid) returns integer
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  update accounts a
  set password_hash = next_hash, password_changed_at = app.setting('app.now')::timestamptz, password_reset_by = null
  where a.id = app.account_id() and a.disabled_at is null and a.password_hash = verified_hash;
  if not found then
    return null;
  end if;
  return app.end_sessions_of(app.account_id(), kept);
end $$;

-- Whose tokens are refused though they have not expired: accounts, clients, and sessions. Of an account that ended very
-- many, its own id: then each of its tokens is asked for.
create or replace function app.callers_closed_since(since timestamptz) returns table (id uuid)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select a.id from accounts a where a.disabled_at > since and app.is_signing_in()
  union all
  select c.id from api_clients c where c.revoked_at > since and app.is_signing_in()
  union all
  select e.id
  from (
    select s.account_id, array_agg(s.id) as sessions
    from sessions s
    where s.ended_at > since and app.is_signing_in()
    group by s.account_id
  ) ended
  cross join lateral unnest(
    case when cardinality(ended.sessions) > 20 then array[ended.account_id] else ended.sessions end
  ) as e (id);
end;

create or replace function app.is_closed_caller(caller uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
return app.is_signing_in() and (
  exists (select from accounts a where a.id = caller and a.disabled_at is not null)
  or exists (select from api_clients c where c.id = caller and c.revoked_at is not null)
  or exists (select from sessions s where s.id = caller and s.ended_at is not null)
);

-- Whoever was shut out by the platform is let in by the platform; also whoever the database's owner shut out. When
-- two administrators disable each other at once, the second finds itself disabled.
create or replace function app.set_account_disabled(person uuid, disabled boolean) returns void
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  perform from accounts a where a.person_id in (person, app.person_id()) order by a.id for no key update;
  if exists (select from accounts a where a.id = app.account_id() and a.disabled_at is not null) then
    raise exception 'account_closed' using errcode = 'PA401';
  end if;
  if not app.administers_account_of(person) then
    raise exception 'not yours to disable' using errcode = '42501';
  end if;
  if not disabled and not app.is_platform_admin() and exists (
    select from accounts a
    where a.person_id = person and a.disabled_at is not null and (a.disabled_by_platform or a.disabled_by is null)
  ) then
    raise exception 'disabled_by_platform' using errcode = 'PA403';
  end if;
  update accounts a
  set disabled_at = case when disabled then app.setting('app.now')::timestamptz end,
      disabled_by = case when disabled then app.person_id() end
  where a.person_id = person and disabled = (a.disabled_at is null);
  update accounts a
  set disabled_by_platform = disabled
  where a.person_id = person and app.is_platform_admin();
  if disabled then
    perform app.end_sessions_of((select a.id from accounts a where a.person_id = person), null);
  end if;
end $$;

-- What ended or expired is kept as long as one of its tokens would have lived. At most `batch` rows; only beside
-- `app.delete_expired`, which lets one process at a time.
create function app.delete_expired_sessions(at timestamptz, batch integer) returns integer
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  deleted integer;
begin
  if not app.is_signing_in() or not pg_try_advisory_xact_lock(7254374) then
    return 0;
  end if;
  delete from sessions s where s.ctid = any (array(
    select e.ctid from sessions e
    where e.expires_at <= at and not exists (select from refresh_tokens t where t.family_id = e.id)
    limit batch for update skip locked));
  get diagnostics deleted = row_count;
  return deleted;
end $$;
