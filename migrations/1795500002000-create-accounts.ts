import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Accounts, sign-in, invitations; and `app.enter`, which opens every transaction of the API. */
export class CreateAccounts1795500002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table accounts (
        id            uuid not null constraint accounts_pkey primary key,
        person_id     uuid not null constraint accounts_person_id_fkey references people,
        email         text not null,
        password_hash text,
        disabled_at   timestamptz,
        created_at    timestamptz not null,
        constraint accounts_email_is_lower_case check (email = lower(email))
      )
    `);
    await runner.query(`create unique index accounts_email_once on accounts (email)`);
    await runner.query(`create unique index accounts_person_once on accounts (person_id)`);
    await runner.query(`
      create table refresh_tokens (
        id         uuid not null constraint refresh_tokens_pkey primary key,
        account_id uuid not null constraint refresh_tokens_account_id_fkey references accounts,
        family_id  uuid not null,
        token_hash bytea not null,
        created_at timestamptz not null,
        expires_at timestamptz not null,
        used_at    timestamptz,
        revoked_at timestamptz
      )
    `);
    await runner.query(`create unique index refresh_tokens_hash_once on refresh_tokens (token_hash)`);
    await runner.query(`create index refresh_tokens_family on refresh_tokens (family_id)`);
    await runner.query(`
      create table signing_keys (
        kid         text not null constraint signing_keys_pkey primary key,
        private_jwk jsonb not null,
        public_jwk  jsonb not null,
        created_at  timestamptz not null,
        retired_at  timestamptz
      )
    `);
    await runner.query(`
      create table sign_in_failures (
        key        text not null constraint sign_in_failures_pkey primary key,
        failures   integer not null,
        first_at   timestamptz not null,
        last_at    timestamptz not null
      )
    `);
    await runner.query(`
      create table invitations (
        id              uuid not null constraint invitations_pkey primary key,
        email           text not null,
        organisation_id uuid constraint invitations_organisation_id_fkey references organisations,
        role            text not null,
        person_id       uuid not null constraint invitations_person_id_fkey references people,
        token_hash      bytea not null,
        invited_by      uuid not null constraint invitations_invited_by_fkey references people,
        created_at      timestamptz not null,
        expires_at      timestamptz not null,
        accepted_at     timestamptz
      )
    `);
    await runner.query(`create unique index invitations_token_once on invitations (token_hash)`);
    await runner.query(`create index invitations_organisation on invitations (organisation_id)`);
    await runner.query(`
      create table idempotency_keys (
        account_id   uuid not null,
        key          text not null,
        request_hash bytea not null,
        status       integer,
        headers      jsonb,
        body         text,
        expires_at   timestamptz not null,
        constraint idempotency_keys_pkey primary key (account_id, key)
      )
    `);
    await runner.query(`create index idempotency_keys_expiry on idempotency_keys (expires_at)`);

    // One message with begin: who asks, and the refusal of an account that was disabled since its token.
    await runner.query(`
      create function app.enter(kind text, account uuid, person uuid, at timestamptz) returns void
        language plpgsql volatile security definer set search_path = public, pg_temp as $$
      begin
        perform set_config('app.kind', kind, true),
                set_config('app.account_id', coalesce(account::text, ''), true),
                set_config('app.person_id', coalesce(person::text, ''), true),
                set_config('app.now', at::text, true);
        if kind = 'person' and not exists (
          select from accounts a where a.id = account and a.person_id = person and a.disabled_at is null
        ) then
          raise exception 'account_closed' using errcode = 'PA401';
        end if;
      end $$
    `);
    // Asked before any transaction, by the account that the token proves.
    await runner.query(`
      create function app.stored_answer(account uuid, wanted text, at timestamptz)
        returns table (request_hash bytea, status integer, headers jsonb, body text)
        language sql stable security definer set search_path = public, pg_temp
      begin atomic
        select k.request_hash, k.status, k.headers, k.body
        from idempotency_keys k
        where k.account_id = account
          and k.key = wanted
          and k.expires_at > at
          and k.status is not null;
      end
    `);
    // Waits (lock_timeout) for a request that holds the key; PA208: it has been answered; PA209: it still runs.
    await runner.query(`
      create function app.claim_key(wanted text, hash bytea, expires timestamptz) returns void
        language plpgsql volatile as $$
      begin
        delete from idempotency_keys k
        where k.account_id = app.account_id() and k.key = wanted and k.expires_at <= app.setting('app.now')::timestamptz;
        insert into idempotency_keys (account_id, key, request_hash, expires_at)
        values (app.account_id(), wanted, hash, expires)
        on conflict do nothing;
        if not found then
          raise exception 'key_answered' using errcode = 'PA208';
        end if;
      exception when lock_not_available then
        raise exception 'key_in_flight' using errcode = 'PA209';
      end $$
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `drop table idempotency_keys, invitations, sign_in_failures, signing_keys, refresh_tokens, accounts cascade`,
    );
  }
}
