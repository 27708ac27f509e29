import { expect, test } from '@jest/globals';
import type { AssignmentEnd } from '../../../src/features/assignments/assignment-end.entity.js';
import type { Assignment } from '../../../src/features/assignments/assignment.entity.js';
import { assignmentCreated, assignmentEnded } from '../../../src/features/assignments/assignments.facts.js';
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

test('its end is a fact of its own, by whoever ended it', () => {
  const by = requireAssigner(person('main_tutor'), everybody, today);
  const fact = assignmentEnded(by, 'e' as never, { id: 'a' as AssignmentId, mission: 'meal' }, tomorrow);

  expect(fact.event).toEqual({
    type: 'assignment.ended',
    data: { assignmentId: 'a', mission: 'meal', on: tomorrow },
  });
  expect(rowIn<AssignmentEnd>([fact], 'assignment_ends')).toEqual({
    id: 'e',
    assignmentId: 'a',
    endedBy: 'main_tutor',
    untilDay: tomorrow,
  });
});
