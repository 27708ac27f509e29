import type { AssignmentId } from '../../kernel/ids.js';
import type { Tx } from '../../platform/database/db.js';
import { rows } from '../../platform/database/sql.js';
import type { AssignmentRow } from './assignments.types.js';
import type { Assigner } from './assignments.policy.js';

export async function insertAssignment(
  tx: Tx,
  by: Assigner,
  assignment: Omit<AssignmentRow, 'assignedBy' | 'ended'> & { readonly id: AssignmentId },
  sequence: number,
): Promise<void> {
  const { id, contractId, mission, from, until, recordedAt } = assignment;
  await rows(
    tx,
    `
    insert into assignments (id, contract_id, sequence, recorded_at, assigned_by, mission, from_day, until_day)
    values ($1, $2, $3, $4, $5, $6, $7, $8)
    `,
    [id, contractId, sequence, recordedAt, by.personId, mission, from, until],
  );
}
