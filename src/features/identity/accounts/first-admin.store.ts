import type { DataSource } from 'typeorm';
import type { Instant } from '../../../kernel/days.js';
import type { PersonId } from '../../../kernel/ids.js';
import type { ChosenPassword } from '../../../platform/access/chosen-passwords.js';
import { hashPassword } from '../../../platform/access/passwords.js';
import { row, rows } from '../../../platform/database/sql.js';
import { newId } from '../../../platform/ids.js';

/**
 * Somebody must invite the first: a platform administrator from the settings, if there never was one. Runs as the owner
 * of the database, before the API serves, hence outside the features' own stores. An account that already has that
 * e-mail becomes the administrator's and keeps its password.
 *
 * @returns whether there was none
 */
export async function ensureFirstAdmin(
  owner: DataSource,
  admin: { readonly email: string; readonly password: ChosenPassword },
  now: Instant,
): Promise<boolean> {
  const email = admin.email.toLowerCase();
  return owner.transaction(async (tx) => {
    // Two processes that start at once: the second finds what the first did.
    await rows(tx, 'select pg_advisory_xact_lock(7254372)');
    const known = await row(tx, `select from memberships m where m.role = 'platform_admin' limit 1`);
    if (known) return false;

    const account = await row<{ personId: PersonId }>(
      tx,
      'select a.person_id as "personId" from accounts a where a.email = $1',
      [email],
    );
    const personId: PersonId = account?.personId ?? newId();
    if (!account) {
      const name = email.slice(0, email.lastIndexOf('@'));
      await rows(
        tx,
        `
        insert into people (id, given_name, family_name, email, version, created_at, updated_at)
        values ($1, $2, $2, $3, 1, $4, $4)
        `,
        [personId, name, email, now],
      );
      await rows(
        tx,
        'insert into person_names (person_id, recorded_at, version, given_name, family_name) values ($1, $2, 1, $3, $3)',
        [personId, now, name],
      );
      await rows(
        tx,
        'insert into accounts (id, person_id, email, password_hash, created_at) values ($1, $2, $3, $4, $5)',
        [newId(), personId, email, await hashPassword(admin.password), now],
      );
    }
    await rows(
      tx,
      `insert into memberships (id, person_id, role, created_at) values ($1, $2, 'platform_admin', $3)`,
      [newId(), personId, now],
    );
    return true;
  });
}
