import type { Day } from '../../kernel/days.js';
import type { AssignmentId, Id } from '../../kernel/ids.js';
import { factRow, type Fact } from '../contract-history/contract-history.types.js';
import type { Assignment } from './assignment.entity.js';
import type { AssignmentEnd } from './assignment-end.entity.js';
import type { Assigner } from './assignments.policy.js';

interface Given {
  readonly id: AssignmentId;
  readonly mission: string;
  readonly from: Day;
  readonly until: Day | null;
}

export const assignmentCreated = (by: Assigner, { id, mission, from, until }: Given): Fact => ({
  event: { type: 'assignment.created', data: { assignmentId: id, mission, from, until } },
  rows: [
    factRow<Assignment>('assignments', {
      id,
      assignedBy: by.personId,
      mission,
      fromDay: from,
      untilDay: until,
    }),
  ],
});

/** What was given stays. `on`: the first day out. */
export const assignmentEnded = (
  by: Assigner,
  id: Id<'assignment_end'>,
  { id: assignmentId, mission }: Pick<Given, 'id' | 'mission'>,
  on: Day,
): Fact => ({
  event: { type: 'assignment.ended', data: { assignmentId, mission, on } },
  rows: [factRow<AssignmentEnd>('assignment_ends', { id, assignmentId, endedBy: by.personId, untilDay: on })],
});
