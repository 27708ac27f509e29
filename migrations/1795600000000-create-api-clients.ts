import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a person or an API client of a party may record of a contract's life; everything else is a person's alone. */
const BY_A_PARTY = ['contract_steps', 'mandates', 'mandate_absences'];

/**
 * API clients: an organisation that calls by itself, as its HR or its administrator, never as a person. What a client
 * may not do has a person as its author, and a client is none.
 */
export class CreateApiClients1795600000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await tables(runner);
    await entering(runner);
    await keys(runner);
    await authors(runner);
    await policies(runner);
  }

  async down(): Promise<void> {
    throw new Error('What clients recorded cannot lose its author: drop the database instead.');
  }
}

async function tables(runner: QueryRunner): Promise<void> {
  await runner.query(`
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
    )
  `);
  await runner.query(`create index api_clients_organisation on api_clients (organisation_id, id)`);
  await runner.query(`
    create table api_client_secrets (
      id           uuid not null constraint api_client_secrets_pkey primary key,
      client_id    uuid not null constraint api_client_secrets_client_id_fkey references api_clients,
      secret_hash  bytea not null,
      created_by   uuid not null constraint api_client_secrets_created_by_fkey references people,
      created_at   timestamptz not null,
      expires_at   timestamptz,
      last_used_at timestamptz
    )
  `);
  await runner.query(`create index api_client_secrets_client on api_client_secrets (client_id, created_at)`);
}

async function entering(runner: QueryRunner): Promise<void> {
  await runner.query(`
    create function app.client_id() returns uuid language sql stable
      return app.setting('app.client_id')::uuid
  `);
  await runner.query(`
    create function app.is_signed_in() returns boolean language sql stable
      return app.person_id() is not null or app.client_id() is not null
  `);
  // A client stands for its organisation: the employer's HR, the centre's administrator. Null: it may no longer call.
  await runner.query(`
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
      )
  `);
  // A client's organisation is known from its entry: its rights are those of a member, without a membership.
  await runner.query(`
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
        when app.setting('app.client_role') = any (roles) then array[app.setting('app.organisation_id')::uuid]
        else '{}'
      end
  `);
  await runner.query(`drop function app.enter(text, uuid, uuid, timestamptz)`);
  // caller: the account or the client that the token proves; subject: its person or its organisation.
  await runner.query(`
    create function app.enter(kind text, caller uuid, subject uuid, at timestamptz) returns void
      language plpgsql volatile security definer set search_path = public, pg_temp as $$
    declare
      is_client boolean := kind = 'client';
      role text;
    begin
      perform set_config('app.kind', kind, true),
              set_config('app.account_id', coalesce(case when not is_client then caller::text end, ''), true),
              set_config('app.person_id', coalesce(case when not is_client then subject::text end, ''), true),
              set_config('app.client_id', coalesce(case when is_client then caller::text end, ''), true),
              set_config('app.organisation_id', coalesce(case when is_client then subject::text end, ''), true),
              set_config('app.now', at::text, true);
      if is_client then
        role := app.client_role(caller, subject, app.today());
        perform set_config('app.client_role', coalesce(role, ''), true);
        if role is null then
          raise exception 'client_closed' using errcode = 'PA401';
        end if;
      elsif kind = 'person' and not exists (
        select from accounts a where a.id = caller and a.person_id = subject and a.disabled_at is null
      ) then
        raise exception 'account_closed' using errcode = 'PA401';
      end if;
    end $$
  `);
  // Names the reader's own relation to a contract: never null, also for a client.
  await runner.query(`
    create or replace function app.reads_comments(c contracts) returns boolean language sql stable
      return coalesce(c.alternant_id = app.person_id(), false)
        or c.id = any (app.contracts_mandated())
        or c.employer_id = any (app.organisations_as('auditor'))
        or c.training_centre_id = any (app.organisations_as('centre_admin', 'auditor'))
  `);
}

/** Keys are per caller, and what they keep is sealed: an answer may hold a secret that is shown once. */
async function keys(runner: QueryRunner): Promise<void> {
  await runner.query(`delete from idempotency_keys`);
  await runner.query(`drop policy idempotency_keys_own on idempotency_keys`);
  await runner.query(`drop function app.stored_answer(uuid, text, timestamptz)`);
  await runner.query(`alter table idempotency_keys rename column account_id to caller_id`);
  await runner.query(`alter table idempotency_keys drop column body`);
  await runner.query(`alter table idempotency_keys add column sealed_body bytea`);
  await runner.query(`
    create function app.caller_id() returns uuid language sql stable
      return coalesce(app.account_id(), app.client_id())
  `);
  await runner.query(`
    create policy idempotency_keys_own on idempotency_keys to palier_api
      using (caller_id = (select app.caller_id())) with check (caller_id = (select app.caller_id()))
  `);
  // Asked before any transaction, by the caller that the token proves; a closed account or client is answered nothing.
  await runner.query(`
    create function app.stored_answer(caller uuid, wanted text, at timestamptz)
      returns table (request_hash bytea, status integer, headers jsonb, sealed_body bytea)
      language sql stable security definer set search_path = public, pg_temp
    begin atomic
      select k.request_hash, k.status, k.headers, k.sealed_body
      from idempotency_keys k
      where k.caller_id = caller
        and k.key = wanted
        and k.expires_at > at
        and k.status is not null
        and (
          exists (select from accounts a where a.id = caller and a.disabled_at is null)
          or exists (
            select from api_clients a
            where a.id = caller
              and app.client_role(a.id, a.organisation_id, (at at time zone 'Europe/Paris')::date) is not null
          )
        );
    end
  `);
  await runner.query(`
    create or replace function app.claim_key(wanted text, hash bytea, expires timestamptz) returns void
      language plpgsql volatile as $$
    begin
      delete from idempotency_keys k
      where k.caller_id = app.caller_id() and k.key = wanted and k.expires_at <= app.setting('app.now')::timestamptz;
      insert into idempotency_keys (caller_id, key, request_hash, expires_at)
      values (app.caller_id(), wanted, hash, expires)
      on conflict do nothing;
      if not found then
        raise exception 'key_answered' using errcode = 'PA208';
      end if;
    exception when lock_not_available then
      raise exception 'key_in_flight' using errcode = 'PA209';
    end $$
  `);
}

async function authors(runner: QueryRunner): Promise<void> {
  for (const table of BY_A_PARTY) {
    await runner.query(`
      alter table ${table}
        alter column recorded_by drop not null,
        add column recorded_by_client uuid
          constraint ${table}_recorded_by_client_fkey references api_clients,
        add constraint ${table}_has_one_author check (num_nonnulls(recorded_by, recorded_by_client) = 1)
    `);
  }
  await runner.query(`
    alter table events
      add constraint events_actor_client_id_fkey foreign key (actor_client_id) references api_clients,
      add constraint events_have_one_actor check (num_nonnulls(actor_person_id, actor_client_id) = 1)
  `);
}

async function policies(runner: QueryRunner): Promise<void> {
  for (const table of ['api_clients', 'api_client_secrets']) {
    await runner.query(`alter table ${table} enable row level security`);
    await runner.query(`alter table ${table} force row level security`);
    await runner.query(`grant select, insert, update, delete on ${table} to palier_maintenance`);
    await runner.query(
      `create policy ${table}_upkeep on ${table} to palier_maintenance using (true) with check (true)`,
    );
    await runner.query(`grant select, insert on ${table} to palier_api`);
  }
  await runner.query(`grant update (revoked_by, revoked_at) on api_clients to palier_api`);
  await runner.query(`grant update (expires_at, last_used_at) on api_client_secrets to palier_api`);
  const administered = `(
       (select app.is_platform_admin())
    or organisation_id = any ((select app.organisations_as('hr', 'centre_admin'))::uuid[])
  )`;
  await runner.query(`
    create policy api_clients_read on api_clients for select to palier_api
      using (${administered} or (select app.is_signing_in()))
  `);
  // A client makes no client: its maker is a person.
  await runner.query(`
    create policy api_clients_write on api_clients for insert to palier_api
      with check (created_by = (select app.person_id()) and ${administered})
  `);
  await runner.query(`
    create policy api_clients_update on api_clients for update to palier_api
      using ((select app.person_id()) is not null and ${administered})
  `);
  const ofVisible = `exists (select from api_clients a where a.id = api_client_secrets.client_id)`;
  await runner.query(
    `create policy api_client_secrets_read on api_client_secrets for select to palier_api using (${ofVisible})`,
  );
  await runner.query(`
    create policy api_client_secrets_write on api_client_secrets for insert to palier_api
      with check (created_by = (select app.person_id()) and ${ofVisible})
  `);
  await runner.query(`
    create policy api_client_secrets_update on api_client_secrets for update to palier_api
      using (${ofVisible} and ((select app.person_id()) is not null or (select app.is_signing_in())))
  `);
  await signedInRead(runner);
  await writtenByAParty(runner);
}

/** What everyone signed in reads, clients too. */
async function signedInRead(runner: QueryRunner): Promise<void> {
  for (const table of ['organisations', 'organisation_names']) {
    await runner.query(`alter policy ${table}_read on ${table} using ((select app.is_signed_in()))`);
  }
  for (const table of ['frameworks', 'ladders']) {
    await runner.query(`
      alter policy ${table}_read on ${table} using (
           (published_at is not null and (select app.is_signed_in()))
        or (owner_id is null and (select app.is_platform_admin()))
        or owner_id = any ((select app.organisations_as('centre_admin'))::uuid[])
      )
    `);
  }
}

/** One's own hand, whoever writes: the person or the client that entered. */
async function writtenByAParty(runner: QueryRunner): Promise<void> {
  const byOneself = (person: string, client: string) => `(
        ${person} is not distinct from (select app.person_id())
    and ${client} is not distinct from (select app.client_id())
  )`;
  const administered = (table: string) => `exists (
    select from contracts c
    where c.id = ${table}.contract_id
      and (
        c.employer_id = any ((select app.organisations_as('hr'))::uuid[])
        or c.training_centre_id = any ((select app.organisations_as('centre_admin'))::uuid[])
      )
  )`;
  const visible = (table: string) => `exists (select from contracts c where c.id = ${table}.contract_id)`;
  const mine = byOneself('recorded_by', 'recorded_by_client');
  await runner.query(
    `alter policy contract_steps_write on contract_steps with check (${mine} and ${administered('contract_steps')})`,
  );
  await runner.query(
    `alter policy mandates_write on mandates with check (${mine} and ${administered('mandates')})`,
  );
  await runner.query(
    `alter policy mandate_absences_write on mandate_absences with check (${mine} and ${visible('mandate_absences')})`,
  );
  await runner.query(`
    alter policy events_write on events
      with check (${byOneself('actor_person_id', 'actor_client_id')} and ${visible('events')})
  `);
}
