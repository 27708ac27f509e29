import type { Happening } from '../../platform/events/contract-history.js';
import type { PlanItemKept } from './plan.types.js';

/** Never a text: readers of the history may not be readers of comments. */

/** One that replaces another is one fact, and says so. */
export const planItemRecorded = ({
  id,
  replaces,
  horizon,
  mission,
  competencies,
  place,
  by,
}: Pick<
  PlanItemKept,
  'id' | 'replaces' | 'horizon' | 'mission' | 'competencies' | 'place' | 'by'
>): Happening => ({
  type: replaces === null ? 'training_plan.item_added' : 'training_plan.item_replaced',
  data: { planItemId: id, replaces, horizon, mission, competencies, place, by },
});

export const planItemWithdrawn = (withdrawalId: string, planItemId: string): Happening => ({
  type: 'training_plan.item_withdrawn',
  data: { planItemId, withdrawalId },
});
