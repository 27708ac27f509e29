import type { Tx } from '../../platform/database/db.js';
import { rows } from '../../platform/database/sql.js';
import type { Decider } from '../sign-offs/facts/deciders.policy.js';
import type { ResumptionRow } from './level-decisions.types.js';

export async function insertResumption(
  tx: Tx,
  by: Decider,
  resumption: Omit<ResumptionRow, 'recordedBy' | 'readsComments'>,
  sequence: number,
): Promise<void> {
  const { id, contractId, recordedAt, on, comment } = resumption;
  await rows(
    tx,
    `
    insert into resumptions (id, contract_id, sequence, recorded_at, recorded_by, on_day, comment)
    values ($1, $2, $3, $4, $5, $6, $7)
    `,
    [id, contractId, sequence, recordedAt, by.personId, on, comment],
  );
}
