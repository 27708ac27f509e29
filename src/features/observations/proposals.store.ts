import type { ContractId } from '../../kernel/ids.js';
import type { Tx } from '../../platform/database/db.js';
import { rows } from '../../platform/database/sql.js';
import type { Dismisser } from './proposals.policy.js';
import type { Dismissal } from './proposals.types.js';

export async function insertDismissal(
  tx: Tx,
  by: Dismisser,
  contractId: ContractId,
  { id, recordedAt, reason }: Omit<Dismissal, 'dismissedBy'>,
  sequence: number,
): Promise<void> {
  await rows(
    tx,
    `
    insert into proposal_dismissals (id, contract_id, sequence, recorded_at, observation_id, dismissed_by, reason)
    values ($1, $2, $3, $4, $5, $6, $7)
    `,
    [id, contractId, sequence, recordedAt, by.observationId, by.personId, reason],
  );
}
