import type { Day } from '../../kernel/days.js';
import type { Happening } from '../../platform/events/journal.js';

export const assignmentCreated = (
  assignmentId: string,
  mission: string,
  from: Day,
  until: Day | null,
): Happening => ({
  type: 'assignment.created',
  data: { assignmentId, mission, from, until },
});
