import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is left open to who signs in: accounts, people and memberships. Invitations are accepted through functions too. */
export class DropPoliciesOfSignIn1797060000400 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('drop policy accounts_sign_in on accounts');
    await runner.query('revoke all on accounts from palier_api');
    await runner.query(
      'grant select (id, person_id, email, disabled_at, created_at, disabled_by) on accounts to palier_api',
    );
    for (const [table, policy] of [
      ['memberships', 'memberships_read'],
      ['memberships', 'memberships_write'],
      ['people', 'people_read'],
    ] as const) {
      await withoutSignIn(runner, table, policy);
    }
  }

  down(): Promise<void> {
    return Promise.reject(
      new Error('It would show accounts to whoever signs in again: restore a backup instead.'),
    );
  }
}

/** The policy as it stands, without its last way in: whatever else was changed of it stays. */
async function withoutSignIn(runner: QueryRunner, table: string, policy: string): Promise<void> {
  const [{ cmd, qual, with_check: check } = { cmd: '', qual: null, with_check: null }] = (await runner.query(
    'select cmd, qual, with_check from pg_policies where tablename = $1 and policyname = $2',
    [table, policy],
  )) as { cmd: string; qual: string | null; with_check: string | null }[];
  const rest = (condition: string) => condition.replace(WAY_IN, '');
  if (![qual, check].some((condition) => condition && WAY_IN.test(condition))) return; // closed already
  await runner.query(`drop policy ${policy} on ${table}`);
  await runner.query(`
    create policy ${policy} on ${table} for ${cmd} to palier_api
      ${qual ? `using (${rest(qual)})` : ''} ${check ? `with check (${rest(check)})` : ''}
  `);
}

const WAY_IN = / OR \( SELECT app\.is_signing_in\(\) AS is_signing_in\)/;
