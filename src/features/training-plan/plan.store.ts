import type { Tx } from '../../platform/database/db.js';
import { rows } from '../../platform/database/sql.js';
import type { Planner } from './plan.policy.js';
import type { PlanItemKept, PlanWithdrawal } from './plan.types.js';

export async function insertPlanItem(
  tx: Tx,
  by: Planner,
  item: Omit<PlanItemKept, 'recordedBy' | 'replacedBy' | 'withdrawal' | 'readsComments'>,
  sequence: number,
): Promise<void> {
  const { id, contractId, recordedAt, replaces, horizon, mission, competencies, place, unit, note } = item;
  await rows(
    tx,
    `
    insert into plan_items
      (id, contract_id, sequence, recorded_at, recorded_by, replaces, horizon, mission, competencies, place, unit, by_day, note)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
    `,
    [
      id,
      contractId,
      sequence,
      recordedAt,
      by.personId,
      replaces,
      horizon,
      mission,
      JSON.stringify(competencies),
      place,
      unit,
      item.by,
      note,
    ],
  );
}

export async function insertPlanItemWithdrawal(
  tx: Tx,
  by: Planner,
  item: Pick<PlanItemKept, 'id' | 'contractId'>,
  { id, recordedAt, reason }: Omit<PlanWithdrawal, 'recordedBy'>,
  sequence: number,
): Promise<void> {
  await rows(
    tx,
    `
    insert into plan_item_withdrawals (id, plan_item_id, contract_id, sequence, recorded_at, recorded_by, reason)
    values ($1, $2, $3, $4, $5, $6, $7)
    `,
    [id, item.id, item.contractId, sequence, recordedAt, by.personId, reason],
  );
}
