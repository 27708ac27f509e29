import { expect, test } from '@jest/globals';
import type { Assignment } from '../../../src/features/assignments/assignment.entity.js';
import { assignmentCreated } from '../../../src/features/assignments/assignments.facts.js';
import { requireAssigner } from '../../../src/features/assignments/assignments.policy.js';
import { rowIn } from '../../../src/features/contract-history/contract-history.types.js';
import type { AssignmentId } from '../../../src/kernel/ids.js';
import { person } from '../ladder/world.js';
import { everybody, today, tomorrow } from '../mandates/team.js';

test.each([tomorrow, null])('a mission is given by its author, from a day on, until %s', (until) => {
  const by = requireAssigner(person('co_tutor'), everybody, today);
  const fact = assignmentCreated(by, { id: 'a' as AssignmentId, mission: 'meal', from: today, until });

  expect(fact.event).toEqual({
    type: 'assignment.created',
    data: { assignmentId: 'a', mission: 'meal', from: today, until },
  });
  expect(rowIn<Assignment>([fact], 'assignments')).toEqual({
    id: 'a',
    assignedBy: 'co_tutor',
    mission: 'meal',
    fromDay: today,
    untilDay: until,
  });
  expect(fact.moves).toBeUndefined();
});
