import type { Day } from '../../kernel/days.js';
import type { AssignmentId } from '../../kernel/ids.js';
import { factRow, type Fact } from '../contract-history/contract-history.types.js';
import type { Assignment } from './assignment.entity.js';
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
