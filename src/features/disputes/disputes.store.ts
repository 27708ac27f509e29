import type { Tx } from '../../platform/database/db.js';
import { rows } from '../../platform/database/sql.js';
import type { Ruler } from '../sign-offs/facts/facts.types.js';
import type { Disputer, DisputeWithdrawer } from './disputes.policy.js';
import type { Dispute, DisputeEnding } from './disputes.types.js';

export async function insertDispute(
  tx: Tx,
  by: Disputer,
  { id, contractId, recordedAt, about, onBehalfOf, grounds }: Omit<Dispute, 'ending' | 'openedBy'>,
  sequence: number,
  attempt: number,
): Promise<void> {
  await rows(
    tx,
    `
    insert into disputes
      (id, contract_id, sequence, recorded_at, opened_by, on_behalf_of, ${about.kind}_id, attempt, grounds)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    `,
    [id, contractId, sequence, recordedAt, by.personId, onBehalfOf, about.id, attempt, grounds],
  );
}

export async function insertDisputeEnding(
  tx: Tx,
  by: Ruler | DisputeWithdrawer,
  { id: disputeId, contractId }: Pick<Dispute, 'id' | 'contractId'>,
  { id, recordedAt, ending, reason }: Pick<DisputeEnding, 'id' | 'recordedAt' | 'ending' | 'reason'>,
  sequence: number,
): Promise<void> {
  await rows(
    tx,
    `
    insert into dispute_endings (id, dispute_id, contract_id, sequence, recorded_at, ended_by, ending, reason)
    values ($1, $2, $3, $4, $5, $6, $7, $8)
    `,
    [id, disputeId, contractId, sequence, recordedAt, by.personId, ending, reason],
  );
}
