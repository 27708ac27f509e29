import { factRow, type Fact } from '../contract-history/contract-history.types.js';
import type { PlanItemWithdrawal } from './plan-item-withdrawal.entity.js';
import type { PlanItem } from './plan-item.entity.js';
import type { Planner } from './plan.policy.js';
import type { PlanItemKept, PlanWithdrawal } from './plan.types.js';

/** What the history tells is never a text: its readers may not be readers of comments. */

/** One that replaces another is one fact, and says so. */
export const planItemRecorded = (
  planner: Planner,
  item: Omit<
    PlanItemKept,
    'contractId' | 'recordedAt' | 'recordedBy' | 'replacedBy' | 'withdrawal' | 'readsComments'
  >,
): Fact => {
  const { id, replaces, horizon, mission, competencies, place, unit, by, note } = item;
  return {
    event: {
      type: replaces === null ? 'training_plan.item_added' : 'training_plan.item_replaced',
      data: { planItemId: id, replaces, horizon, mission, competencies, place, by },
    },
    rows: [
      factRow<PlanItem>('plan_items', {
        id,
        recordedBy: planner.personId,
        replaces,
        horizon,
        mission,
        competencies: [...competencies],
        place,
        unit,
        byDay: by,
        note,
      }),
    ],
  };
};

export const planItemWithdrawn = (
  by: Planner,
  planItemId: PlanItemKept['id'],
  { id, reason }: Pick<PlanWithdrawal, 'id' | 'reason'>,
): Fact => ({
  event: { type: 'training_plan.item_withdrawn', data: { planItemId, withdrawalId: id } },
  rows: [
    factRow<PlanItemWithdrawal>('plan_item_withdrawals', { id, planItemId, recordedBy: by.personId, reason }),
  ],
});
