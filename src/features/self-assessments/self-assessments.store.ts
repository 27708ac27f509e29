import type { Tx } from '../../platform/database/db.js';
import { rows } from '../../platform/database/sql.js';
import type { SelfAssessor } from './self-assessments.policy.js';
import type { SelfAssessment } from './self-assessments.types.js';

export async function insertSelfAssessment(
  tx: Tx,
  by: SelfAssessor,
  { id, contractId, recordedAt, on, items }: Omit<SelfAssessment, 'assessedBy'>,
  sequence: number,
): Promise<void> {
  await rows(
    tx,
    `
    insert into self_assessments (id, contract_id, sequence, recorded_at, assessed_by, on_day, items)
    values ($1, $2, $3, $4, $5, $6, $7)
    `,
    [id, contractId, sequence, recordedAt, by.personId, on, JSON.stringify(items)],
  );
}
