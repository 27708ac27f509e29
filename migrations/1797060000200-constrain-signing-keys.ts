import type { MigrationInterface, QueryRunner } from 'typeorm';

const DEFINER = 'security definer set search_path = public, pg_temp';
/** The longest that an access token lives (60 minutes), and five more for a process that signs with the former key yet. */
const LONGEST_TOKEN = `interval '65 minutes'`;

/** The private key is sealed before it comes here, by a key that the database never sees; no table shows it to the API. */
export class ConstrainSigningKeys1797060000200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table signing_keys
        drop column private_jwk,
        drop column public_jwk,
        add column sealed_key bytea not null
    `);
    await runner.query('drop policy signing_keys_sign_in on signing_keys');
    await runner.query('revoke all on signing_keys from palier_api');
    // A key is in force until it is retired, or until the last token that it may have signed has expired: nothing has to
    // run for it to go.
    await runner.query(`
      create function app.signing_keys_in_force(at timestamptz) returns table (kid text, sealed_key bytea)
        language sql stable ${DEFINER}
      begin atomic
        select k.kid, k.sealed_key
        from signing_keys k
        where k.retired_at is null
          and app.is_signing_in()
          and not exists (
            select from signing_keys newer
            where newer.retired_at is null
              and newer.created_at > k.created_at
              and newer.created_at + ${LONGEST_TOKEN} <= at
          )
        order by k.created_at, k.kid;
      end
    `);
    // The first key of all: of processes that start at once one makes it, and the others find it.
    await runner.query(`
      create function app.keep_first_signing_key(kid text, sealed_key bytea) returns void
        language plpgsql ${DEFINER} as $$
      #variable_conflict use_variable
      begin
        if not app.is_signing_in() then
          return;
        end if;
        perform pg_advisory_xact_lock(hashtextextended('signing keys', 0));
        insert into signing_keys (kid, sealed_key, created_at)
        select kid, sealed_key, app.setting('app.now')::timestamptz
        where not exists (select from signing_keys k where k.retired_at is null);
      end $$
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Sealed keys cannot be read by the version before: restore a backup.'));
  }
}
