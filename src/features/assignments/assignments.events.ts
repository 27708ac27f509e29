import type { Day } from '../../kernel/days.js';
import type { Happening } from '../../platform/events/contract-history.js';

/** What the history tells of each fact. Never a text: readers of the history may not be readers of comments. */
export const assignmentCreated = (
  assignmentId: string,
  mission: string,
  from: Day,
  until: Day | null,
): Happening => ({
  type: 'assignment.created',
  data: { assignmentId, mission, from, until },
});
