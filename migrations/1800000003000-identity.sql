-- Accounts and sessions. Whoever signs in is nobody yet, and sees no table: each step of a sign-in is a function that
-- answers for one exact e-mail, token or secret, and only to who entered to sign in. What asks contracts stands after
-- them (account-administration).

create table accounts (
  id                   uuid not null constraint accounts_pkey primary key,
  person_id            uuid not null constraint accounts_person_id_fkey references people,
  email                text not null,
  password_hash        text,
  disabled_at          timestamptz,
  created_at           timestamptz not null,
  disabled_by          uuid constraint accounts_disabled_by_fkey references people,
  disabled_by_platform boolean not null default false,
  constraint accounts_email_is_lower_case check (email = lower(email)),
  constraint accounts_disabled_by_when_disabled check (disabled_by is null or disabled_at is not null)
);
create unique index accounts_email_once on accounts (email);
create unique index accounts_person_once on accounts (person_id);
create index accounts_disabled on accounts (disabled_at) where disabled_at is not null;

-- The hash of a password is for `app.account_to_verify` alone.
alter table accounts enable row level security, force row level security;
grant select, insert, update, delete on accounts to palier_maintenance;
grant select (id, person_id, email, disabled_at, created_at, disabled_by) on accounts to palier_api;
create policy accounts_maintenance on accounts to palier_maintenance using (true) with check (true);
create policy accounts_own on accounts for select to palier_api using (id = (select app.account_id()));

-- Failures of an e-mail and of an address, by which attempts are slowed down.
create table sign_in_failures (
  key      text not null constraint sign_in_failures_pkey primary key,
  failures integer not null,
  first_at timestamptz not null,
  last_at  timestamptz not null
);
create index sign_in_failures_last on sign_in_failures (last_at);

alter table sign_in_failures enable row level security, force row level security;
grant select, insert, update, delete on sign_in_failures to palier_maintenance;
create policy sign_in_failures_maintenance on sign_in_failures to palier_maintenance using (true) with check (true);

create table refresh_tokens (
  id         uuid not null constraint refresh_tokens_pkey primary key,
  account_id uuid not null constraint refresh_tokens_account_id_fkey references accounts,
  family_id  uuid not null,
  token_hash bytea not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at    timestamptz,
  revoked_at timestamptz
);
create unique index refresh_tokens_hash_once on refresh_tokens (token_hash);
create index refresh_tokens_family on refresh_tokens (family_id);
create index refresh_tokens_account on refresh_tokens (account_id);
create index refresh_tokens_expiry on refresh_tokens (expires_at);

alter table refresh_tokens enable row level security, force row level security;
grant select, insert, update, delete on refresh_tokens to palier_maintenance;
create policy refresh_tokens_maintenance on refresh_tokens to palier_maintenance using (true) with check (true);

-- Signing in with a password.

create function app.account_to_verify(email_in_lower_case text)
  returns table (id uuid, password_hash text, disabled_at timestamptz)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select a.id, a.password_hash, a.disabled_at
  from accounts a
  where a.email = email_in_lower_case and app.is_signing_in();
end;

-- Locked in one order: of twenty attempts at once each counts on the last.
create function app.lock_tallies(keys text[]) returns table (key text, failures integer, last_at timestamptz)
  language plpgsql security definer set search_path = public, pg_temp
as $$
#variable_conflict use_column
begin
  if not app.is_signing_in() or cardinality(keys) > 2 then
    return;
  end if;
  return query
    insert into sign_in_failures as f (key, failures, first_at, last_at)
    select k.key, 0, app.setting('app.now')::timestamptz, app.setting('app.now')::timestamptz
    from unnest(keys) k (key)
    order by k.key
    on conflict (key) do update set failures = f.failures
    returning f.key, f.failures, f.last_at;
end $$;

-- One failure starts a tally, the next ones are told from it.
create function app.count_failure(tally text, failures_now integer) returns void
  language sql security definer set search_path = public, pg_temp
begin atomic
  update sign_in_failures f
  set failures = failures_now,
      last_at = app.setting('app.now')::timestamptz,
      first_at = case when failures_now = 1 then app.setting('app.now')::timestamptz else f.first_at end
  where f.key = tally and app.is_signing_in();
end;

-- The hash that was verified is the proof: an account disabled meanwhile, or whose password changed, opens nothing. A
-- sign-in and who disables the account wait for each other. The right password clears the account's tally; the
-- address keeps what others did from it.
create function app.open_session(
  account uuid, verified_hash text, account_tally text, address_tally text, id uuid, family uuid,
  token_hash bytea, expires_at timestamptz
)
  returns table (person_id uuid, roles text[])
  language plpgsql security definer set search_path = public, pg_temp
as $$
#variable_conflict use_variable
declare
  person uuid;
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
  insert into refresh_tokens (id, account_id, family_id, token_hash, created_at, expires_at)
  values (id, account, family, token_hash, app.setting('app.now')::timestamptz, expires_at);
  return query select person, app.token_roles(person);
end $$;

-- Staying signed in, and signing out.

-- The account is locked first, and the token read after: whoever rotates or ends its tokens waits for the one before.
create function app.lock_session(hash bytea)
  returns table (account_id uuid, expires_at timestamptz, used_at timestamptz, revoked_at timestamptz)
  language plpgsql security definer set search_path = public, pg_temp
as $$
#variable_conflict use_column
begin
  if not app.is_signing_in() then
    return;
  end if;
  perform from accounts a
  where a.id = (select t.account_id from refresh_tokens t where t.token_hash = hash) and a.disabled_at is null
  for no key update;
  if not found then
    return;
  end if;
  return query
    select t.account_id, t.expires_at, t.used_at, t.revoked_at from refresh_tokens t where t.token_hash = hash;
end $$;

-- No row when it served, was ended, or expired meanwhile: the decision stands in the update.
create function app.rotate_refresh_token(hash bytea, id uuid, next_hash bytea, next_expires_at timestamptz)
  returns table (person_id uuid, roles text[])
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
  return query
    select a.person_id, app.token_roles(a.person_id) from accounts a where a.id = present.account_id;
end $$;

create function app.end_family_of(hash bytea) returns void
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  if not app.is_signing_in() then
    return;
  end if;
  perform from accounts a
  where a.id = (select t.account_id from refresh_tokens t where t.token_hash = hash)
  for no key update;
  update refresh_tokens t
  set revoked_at = app.setting('app.now')::timestamptz
  where t.family_id = (select k.family_id from refresh_tokens k where k.token_hash = hash)
    and t.revoked_at is null;
end $$;

-- Keys that sign access tokens. The private key is sealed before it comes here, by a key that the database never
-- sees; no table shows it to the API.

create table signing_keys (
  kid        text not null constraint signing_keys_pkey primary key,
  created_at timestamptz not null,
  retired_at timestamptz,
  sealed_key bytea not null
);

alter table signing_keys enable row level security, force row level security;
grant select, insert, update, delete on signing_keys to palier_maintenance;
create policy signing_keys_maintenance on signing_keys to palier_maintenance using (true) with check (true);

-- A key is in force until it is retired, or until the last token that it may have signed has expired: nothing has to
-- run for it to go. A token lives 60 minutes at most, and a process may sign with the former key for five more.
create function app.signing_keys_in_force(at timestamptz) returns table (kid text, sealed_key bytea)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select k.kid, k.sealed_key
  from signing_keys k
  where k.retired_at is null
    and app.is_signing_in()
    and not exists (
      select from signing_keys newer
      where newer.retired_at is null
        and newer.created_at > k.created_at
        and newer.created_at + interval '65 minutes' <= at
    )
  order by k.created_at, k.kid;
end;

-- The first key of all: one of the processes that start at once makes it, and the others find it.
create function app.keep_first_signing_key(kid text, sealed_key bytea) returns void
  language plpgsql security definer set search_path = public, pg_temp
as $$
#variable_conflict use_variable
begin
  if not app.is_signing_in() then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('signing keys', 0));
  insert into signing_keys (kid, sealed_key, created_at)
  select kid, sealed_key, app.setting('app.now')::timestamptz
  where not exists (select from signing_keys k where k.retired_at is null);
end $$;
