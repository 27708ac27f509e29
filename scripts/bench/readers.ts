import type pg from 'pg';
import { newId } from '../../src/platform/ids.js';
import type { SignToken } from './stage.js';

/** Several people who may read every contract, each a caller of their own. @returns their tokens */
export async function settleReaders(
  owner: pg.Client,
  amount: number,
  at: string,
  signToken: SignToken,
): Promise<string[]> {
  const tokens: string[] = [];
  for (let number = 1; number <= amount; number += 1) {
    const [personId, accountId] = [newId(), newId()];
    await owner.query(
      `insert into people (id, given_name, family_name, version, created_at, updated_at)
       values ($1, 'Lectrice', $2, 1, $3, $3)`,
      [personId, `N${number}`, at],
    );
    await owner.query(
      `insert into person_names (person_id, recorded_at, version, given_name, family_name)
       values ($1, $3, 1, 'Lectrice', $2)`,
      [personId, `N${number}`, at],
    );
    await owner.query('insert into accounts (id, person_id, email, created_at) values ($1, $2, $3, $4)', [
      accountId,
      personId,
      `lectrice${number}@exemple.test`,
      at,
    ]);
    await owner.query(
      `insert into memberships (id, person_id, organisation_id, role, created_at)
       select gen_random_uuid(), $1, o.id, 'auditor', $2 from organisations o where o.kind = 'training_centre'`,
      [personId, at],
    );
    tokens.push(await signToken({ accountId, personId, roles: ['auditor'] }));
  }
  return tokens;
}
