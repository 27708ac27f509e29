import type { OrganisationId, PersonId } from '../../../kernel/ids.js';
import type { Queryable } from '../../../platform/database/db.js';
import { row, rows } from '../../../platform/database/sql.js';
import type { MembershipRow } from './memberships.types.js';

/** Every membership of a person that the reader may see. */
export function listMemberships(q: Queryable, personId: PersonId): Promise<MembershipRow[]> {
  return rows(
    q,
    `
    select m.id, m.organisation_id as "organisationId", m.role, m.from_day as "from", m.until_day as "until"
    from memberships m
    where m.person_id = $1
    order by m.id
    `,
    [personId],
  );
}

/** Somebody signs in already, and no centre ever knew them as an alternant. */
export async function signsInBesideACentre(
  q: Queryable,
  person: PersonId,
  organisation: OrganisationId,
): Promise<boolean> {
  const found = await row<{ signsIn: boolean }>(
    q,
    'select app.signs_in_beside_a_centre($1, $2) as "signsIn"',
    [person, organisation],
  );
  return found?.signsIn ?? false;
}

/** The person asks, or knows a secret of the client that does. */
export async function isBehindCaller(q: Queryable, person: PersonId): Promise<boolean> {
  const found = await row<{ isBehind: boolean }>(
    q,
    'select $1 = any (app.people_behind_caller()) as "isBehind"',
    [person],
  );
  return found?.isBehind ?? false;
}
