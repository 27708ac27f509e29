import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Whoever signs in is nobody yet, and sees no table: each step of a sign-in is a function that answers for one exact
 * e-mail, token or secret. They answer only to who entered to sign in.
 */
export class ConstrainSignIn1797060000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await enterAsOneOfFour(runner);
    await signIn(runner);
    await sessions(runner);
    await clients(runner);
    await callersClosed(runner);
    await answerTheSignedIn(runner);
    await upkeep(runner);
    await closeTables(runner);
  }

  down(): Promise<void> {
    return Promise.reject(
      new Error('It would show password hashes to the role of the API again: restore a backup instead.'),
    );
  }
}

const DEFINER = 'security definer set search_path = public, pg_temp';

/** A kind that nobody knows enters nowhere, and only a person or a client brings ids along. */
async function enterAsOneOfFour(runner: QueryRunner): Promise<void> {
  await runner.query(`
    create or replace function app.enter(kind text, caller uuid, subject uuid, at timestamptz) returns void
      language plpgsql ${DEFINER} as $$
    declare
      is_client boolean := kind = 'client';
      is_person boolean := kind = 'person';
      role text;
    begin
      if kind is null or kind not in ('person', 'client', 'sign_in', 'telling') then
        raise exception 'unknown kind of actor' using errcode = 'PA401';
      end if;
      perform set_config('app.kind', kind, true),
              set_config('app.account_id', coalesce(case when is_person then caller::text end, ''), true),
              set_config('app.person_id', coalesce(case when is_person then subject::text end, ''), true),
              set_config('app.client_id', coalesce(case when is_client then caller::text end, ''), true),
              set_config('app.organisation_id', coalesce(case when is_client then subject::text end, ''), true),
              set_config('app.held_contract', '', true),
              set_config('app.held_contract_of_another', '', true),
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
    end $$
  `);
}

async function signIn(runner: QueryRunner): Promise<void> {
  await runner.query(`
    create function app.account_to_verify(email_in_lower_case text)
      returns table (id uuid, password_hash text, disabled_at timestamptz)
      language sql stable ${DEFINER}
    begin atomic
      select a.id, a.password_hash, a.disabled_at
      from accounts a
      where a.email = email_in_lower_case and app.is_signing_in();
    end
  `);
  // Locked in one order: of twenty attempts at once each counts on the last.
  await runner.query(`
    create function app.lock_tallies(keys text[])
      returns table (key text, failures integer, last_at timestamptz)
      language plpgsql ${DEFINER} as $$
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
    end $$
  `);
  // One failure starts a tally, the next ones are told from it.
  await runner.query(`
    create function app.count_failure(tally text, failures_now integer) returns void
      language sql ${DEFINER}
    begin atomic
      update sign_in_failures f
      set failures = failures_now,
          last_at = app.setting('app.now')::timestamptz,
          first_at = case when failures_now = 1 then app.setting('app.now')::timestamptz else f.first_at end
      where f.key = tally and app.is_signing_in();
    end
  `);
}

async function sessions(runner: QueryRunner): Promise<void> {
  // The hash that was verified is the proof: an account disabled meanwhile, or whose password changed, opens nothing. Of
  // a sign-in and of who disables the account one waits for the other. The right password clears the account's tally;
  // the address keeps what others did from it.
  await runner.query(`
    create function app.open_session(
      account uuid, verified_hash text, account_tally text, address_tally text,
      id uuid, family uuid, token_hash bytea, expires_at timestamptz
    ) returns table (person_id uuid, roles text[]) language plpgsql ${DEFINER} as $$
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
    end $$
  `);
  // The account is locked first, and the token read after: whoever rotates or ends its tokens waits for the one before.
  await runner.query(`
    create function app.lock_session(hash bytea)
      returns table (account_id uuid, expires_at timestamptz, used_at timestamptz, revoked_at timestamptz)
      language plpgsql ${DEFINER} as $$
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
    end $$
  `);
  // No row when it served, was ended, or expired meanwhile: the decision stands in the update.
  await runner.query(`
    create function app.rotate_refresh_token(hash bytea, id uuid, next_hash bytea, next_expires_at timestamptz)
      returns table (person_id uuid, roles text[]) language plpgsql ${DEFINER} as $$
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
    end $$
  `);
  await runner.query(`
    create function app.end_family_of(hash bytea) returns void language plpgsql ${DEFINER} as $$
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
    end $$
  `);
  // What somebody is, is told with the session that they opened, and to nobody else.
  await runner.query('revoke execute on function app.token_roles(uuid) from public');
}

/** The client that this very secret opens, and no hash of any: the comparison is made where the hashes are. */
async function clients(runner: QueryRunner): Promise<void> {
  await runner.query(`
    create function app.client_of_secret(client uuid, hash bytea)
      returns table (organisation_id uuid, scopes text[], role text, has_administrator boolean)
      language plpgsql ${DEFINER} as $$
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
    end $$
  `);
}

/** Ids of accounts disabled and clients revoked lately: what a process needs to refuse tokens that it already knows. */
async function callersClosed(runner: QueryRunner): Promise<void> {
  await runner.query(`
    create function app.callers_closed_since(since timestamptz) returns table (id uuid) language sql stable ${DEFINER}
    begin atomic
      select a.id from accounts a where a.disabled_at > since and app.is_signing_in()
      union all
      select c.id from api_clients c where c.revoked_at > since and app.is_signing_in();
    end
  `);
  await runner.query(`
    create function app.is_closed_caller(caller uuid) returns boolean language sql stable ${DEFINER}
      return app.is_signing_in() and (
        exists (select from accounts a where a.id = caller and a.disabled_at is not null)
        or exists (select from api_clients c where c.id = caller and c.revoked_at is not null)
      )
  `);
}

/** What these tell is not said to nobody, nor to who is only signing in. */
async function answerTheSignedIn(runner: QueryRunner): Promise<void> {
  await runner.query(`
    create or replace function app.names_of_people(people uuid[], at timestamptz)
      returns table (person_id uuid, given_name text, family_name text)
      language sql stable ${DEFINER}
    begin atomic
      select distinct on (n.person_id) n.person_id, n.given_name, n.family_name
      from person_names n
      where n.person_id = any (people) and n.recorded_at <= at and app.is_signed_in()
      order by n.person_id, n.version desc;
    end
  `);
  // Who records or invites people asks whether somebody is known already. Nobody else has a reason to.
  await runner.query(`
    create or replace function app.people_with_email(wanted text) returns uuid[]
      language sql stable ${DEFINER}
      return case
        when app.is_platform_admin() or cardinality(app.organisations_as('hr', 'centre_admin')) > 0
        then coalesce((select array_agg(p.id) from people p where lower(p.email) = lower(wanted)), '{}')
        else '{}'
      end
  `);
  await runner.query(`
    create or replace function app.person_birth(person uuid, out found boolean, out birth_date date)
      language sql stable ${DEFINER}
    begin atomic
      select count(*) = 1, max(p.birth_date) from people p where p.id = person and app.is_signed_in();
    end
  `);
  await runner.query(`
    create or replace function app.member_roles(person uuid, organisation uuid, from_day date, until_day date)
      returns text[] language sql stable ${DEFINER}
      return coalesce((
        select array_agg(distinct m.role)
        from memberships m
        where m.person_id = person
          and m.organisation_id = organisation
          and daterange(m.from_day, m.until_day) && daterange(member_roles.from_day, member_roles.until_day)
          and app.is_signed_in()
      ), '{}')
  `);
  // The owner asks as well, to compute progress anew.
  await runner.query(`
    create or replace function app.published_ladder(wanted uuid)
      returns table (id uuid, code text, title text, levels jsonb, missions jsonb)
      language sql stable ${DEFINER}
    begin atomic
      select l.id, l.code, l.title, l.levels, l.missions
      from ladders l
      where l.id = wanted
        and l.published_at is not null
        and (app.is_signed_in() or pg_has_role(session_user, 'palier_maintenance', 'member'));
    end
  `);
}

async function upkeep(runner: QueryRunner): Promise<void> {
  await runner.query(`
    create or replace function app.delete_expired(at timestamptz, batch integer) returns integer
      language plpgsql ${DEFINER} as $$
      declare
        deleted integer := 0;
        n integer;
      begin
        if not app.is_signing_in() or not pg_try_advisory_xact_lock(7254374) then
          return 0;
        end if;
        delete from idempotency_keys k where k.ctid = any (array(
          select e.ctid from idempotency_keys e where e.expires_at <= at limit batch for update skip locked));
        get diagnostics n = row_count;
        deleted := deleted + n;
        delete from refresh_tokens t where t.ctid = any (array(
          select e.ctid from refresh_tokens e where e.expires_at <= at limit batch for update skip locked));
        get diagnostics n = row_count;
        deleted := deleted + n;
        delete from sign_in_failures f where f.ctid = any (array(
          select e.ctid from sign_in_failures e where e.last_at <= at - interval '1 hour' limit batch for update skip locked));
        get diagnostics n = row_count;
        return deleted + n;
      end $$
  `);
}

/** Row security would show none of their rows; the rights go as well. */
async function closeTables(runner: QueryRunner): Promise<void> {
  for (const table of ['refresh_tokens', 'sign_in_failures']) {
    await runner.query(`drop policy ${table}_sign_in on ${table}`);
    await runner.query(`revoke all on ${table} from palier_api`);
  }
  await runner.query('drop policy api_clients_read on api_clients');
  await runner.query(`
    create policy api_clients_read on api_clients for select to palier_api using (
      (select app.is_platform_admin())
      or organisation_id = any ((select app.organisations_as('hr', 'centre_admin'))::uuid[])
    )
  `);
  await runner.query('drop policy api_client_secrets_update on api_client_secrets');
  await runner.query(`
    create policy api_client_secrets_update on api_client_secrets for update to palier_api using (
      exists (select from api_clients a where a.id = client_id) and (select app.person_id()) is not null
    )
  `);
  await runner.query('revoke select, update on api_client_secrets from palier_api');
  await runner.query(`
    grant select (id, client_id, created_by, created_at, expires_at, last_used_at), update (expires_at)
      on api_client_secrets to palier_api
  `);
}
