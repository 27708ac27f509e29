import type { PersonId } from '../../kernel/ids.js';
import type { Queryable } from '../../platform/database/db.js';
import { rows } from '../../platform/database/sql.js';
import { SIGN_OFFS } from './sign-offs.queries.js';
import { type SignOffRow } from './sign-off.types.js';

/** The sign-off that was recorded under a client's id, as it stands. */
export interface SentBefore {
  readonly requestHash: Buffer;
  readonly signOff: SignOffRow;
}

const SENT = {
  name: 'sent_sign_offs',
  text: `
    select k.client_id as "clientId", k.request_hash as "requestHash", s.*
    from sent_sign_offs k
    left join (${SIGN_OFFS}) s on s.id = k.sign_off_id
    where k.person_id = $1
      and k.client_id = any ($2)
  `,
};

/**
 * What the person sent under these ids, whichever the contract. Of a contract that they no longer see the sign-off is
 * empty: whoever sends it again does not see the contract either.
 */
export async function findSentBefore(
  q: Queryable,
  personId: PersonId,
  clientIds: readonly string[],
): Promise<Map<string, SentBefore>> {
  const found = await rows<SignOffRow & { clientId: string; requestHash: Buffer }>(q, SENT, [
    personId,
    clientIds,
  ]);
  // Their own words are no secret to them, whatever they may read today.
  return new Map(
    found.map(({ clientId, requestHash, ...signOff }) => [
      clientId,
      { requestHash, signOff: { ...signOff, readsComments: true } },
    ]),
  );
}
