-- Who asks, as the database knows it. `app.set_actor` opens every transaction of the API; the functions of schema `app`
-- answer the policies. The API logs in as `palier_api`, which owns nothing; migrations and maintenance run as a member of
-- `palier_maintenance`, which alone sees all. Without an actor, nothing is seen.

do $$
begin
  if not exists (select from pg_roles where rolname = 'palier_api') then
    create role palier_api login nosuperuser nobypassrls nocreatedb nocreaterole;
  end if;
  if not exists (select from pg_roles where rolname = 'palier_maintenance') then
    create role palier_maintenance nologin;
  end if;
  if not (select rolsuper from pg_roles where rolname = current_user) then
    execute format('grant palier_maintenance to %I', current_user);
  end if;
end $$;

create extension if not exists btree_gist;

create schema app;
grant usage on schema app, public to palier_api, palier_maintenance;

-- What a transaction knows of who asks.

create function app.setting(name text) returns text
  language sql stable
return nullif(current_setting(name, true), '');

create function app.person_id() returns uuid
  language sql stable
return app.setting('app.person_id')::uuid;

create function app.account_id() returns uuid
  language sql stable
return app.setting('app.account_id')::uuid;

create function app.client_id() returns uuid
  language sql stable
return app.setting('app.client_id')::uuid;

create function app.caller_id() returns uuid
  language sql stable
return coalesce(app.account_id(), app.client_id());

create function app.is_signed_in() returns boolean
  language sql stable
return app.person_id() is not null or app.client_id() is not null;

create function app.is_signing_in() returns boolean
  language sql stable
return coalesce(app.setting('app.kind') = 'sign_in', false);

create function app.is_notifier() returns boolean
  language sql stable
return coalesce(app.setting('app.kind') = 'notifier', false);

-- The API's clock decides which day it is, so that a test, or a replay, moves the policies with it.
create function app.today() returns date
  language sql stable
return (coalesce(app.setting('app.now')::timestamptz, now()) at time zone 'Europe/Paris')::date;

create function app.paris_day(at timestamptz) returns date
  language sql stable
return (at at time zone 'Europe/Paris')::date;

-- Called in one message with `begin`: who asks, and the refusal of an account that was disabled since its token, or
-- of a client that was revoked. A kind that nobody knows enters nowhere, and only a person or a client brings ids
-- along: `caller` is the account or the client that the token proves, `subject` its person or its organisation.
create function app.set_actor(kind text, caller uuid, subject uuid, at timestamptz) returns void
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  is_client boolean := kind = 'client';
  is_person boolean := kind = 'person';
  role text;
begin
  if kind is null or kind not in ('person', 'client', 'sign_in', 'notifier') then
    raise exception 'unknown kind of actor' using errcode = 'PA401';
  end if;
  perform set_config('app.kind', kind, true),
          set_config('app.account_id', coalesce(case when is_person then caller::text end, ''), true),
          set_config('app.person_id', coalesce(case when is_person then subject::text end, ''), true),
          set_config('app.client_id', coalesce(case when is_client then caller::text end, ''), true),
          set_config('app.organisation_id', coalesce(case when is_client then subject::text end, ''), true),
          set_config('app.contract_scope', '', true),
          set_config('app.contract_scope_of_another', '', true),
          set_config('app.now', at::text, true);
  if is_client then
    role := app.client_role(caller, subject, app.today());
    perform set_config('app.client_role', coalesce(role, ''), true);
    if role is null then
      raise exception 'client_closed' using errcode = 'PA401';
    end if;
  elsif is_person and not exists (
    select from accounts a where a.id = caller and a.person_id = subject and a.disabled_at is null
  ) then
    raise exception 'account_closed' using errcode = 'PA401';
  end if;
end $$;

-- Whether a contract is seen is answered once, for the contract that a transaction is about, and not for every row of
-- every table that a policy looks at (docs/decisions/0017). Whoever enters holds none.

create function app.contract_scope() returns uuid
  language sql stable
return app.setting('app.contract_scope')::uuid;

create function app.contract_scope_of_another() returns uuid
  language sql stable
return app.setting('app.contract_scope_of_another')::uuid;

create function app.remember_contract(wanted uuid, alternant uuid) returns void
  language plpgsql
as $$
begin
  perform set_config('app.held_days', '', true),
          set_config('app.contract_scope', coalesce(wanted::text, ''), true),
          set_config('app.contract_scope_of_another',
            case when alternant is distinct from app.person_id() then coalesce(wanted::text, '') else '' end, true);
end $$;
