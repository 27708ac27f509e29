import { expect, test } from '@jest/globals';
import { requireAssigner } from '../../../src/features/assignments/assignments.policy.js';
import type { MandateRole } from '../../../src/features/mandates/mandates.types.js';
import { person } from '../ladder/world.js';
import { codeOf, EDGES, everybody, held, team, today, whoMay } from '../mandates/team.js';

const may = (asked = everybody) =>
  whoMay((name) => codeOf(() => requireAssigner(name, asked, today)) === null);

test('the tutors of a contract give its missions; nobody else does', () => {
  expect(may()).toEqual(['main_tutor', 'co_tutor', 'substitute']);
  expect(requireAssigner(person('co_tutor'), everybody, today).personId).toBe(person('co_tutor'));
  expect(codeOf(() => requireAssigner(person('observer'), everybody, today))).toBe('mandate_missing');
});

test.each(EDGES)('a tutor’s mandate counts %s', (_, values, counts) => {
  const role: MandateRole = 'substitute';
  expect(may(team(held(role, values)))).toEqual(counts ? [role] : []);
});

test('the alternant gives no mission to themself, whatever mandate they were given', () => {
  expect(may(team(held('main_tutor', { personId: person('ines') })))).toEqual([]);
});
