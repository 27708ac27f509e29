import type { ObservationId, PersonId } from '../../kernel/ids.js';
import type { Queryable } from '../../platform/database/db.js';
import { rows } from '../../platform/database/sql.js';
import type { SentBefore } from './shift/shift.types.js';
import { SIGN_OFFS } from './sign-offs.queries.js';
import type { SignedOrObserved, SignOffRow } from './sign-off.types.js';

const SENT = {
  name: 'sent_sign_offs',
  text: `
    select
      k.client_id      as "clientId",
      k.request_hash   as "requestHash",
      k.observation_id as "observedId",
      s.*
    from sent_facts k
    left join (${SIGN_OFFS}) s on s.id = k.sign_off_id
    where k.person_id = $1
      and k.client_id = any ($2)
  `,
};

type SentRow = SignOffRow & {
  readonly clientId: string;
  readonly requestHash: Buffer;
  readonly observedId: ObservationId | null;
};

/** What was sent under these ids. Their own words are no secret to them, whatever they may read today. */
export async function findSentBefore(
  q: Queryable,
  personId: PersonId,
  clientIds: readonly string[],
): Promise<Map<string, SentBefore<SignedOrObserved>>> {
  const found = await rows<SentRow>(q, SENT, [personId, clientIds]);
  return new Map(
    found.map(({ clientId, requestHash, observedId, ...signOff }) => [
      clientId,
      {
        requestHash,
        recorded: observedId
          ? { observed: { competency: '', title: '', level: '', observationId: observedId, evidence: null } }
          : { signOff: { ...signOff, readsComments: true } },
      },
    ]),
  );
}
