import { expect, test } from '@jest/globals';
import { dueAfter, erasureState, isOpen } from '../../../src/features/privacy/erasures/erasures.rules.js';
import type { Instant } from '../../../src/kernel/days.js';

const at = '2026-03-12T08:00:00.000Z' as Instant;
const waiting = { withdrawnAt: null, doneAt: null, obstacles: [] };

test('an erasure is due thirty days after it was asked', () => {
  expect(dueAfter(at)).toBe('2026-04-11T08:00:00.000Z');
});

test.each([
  ['waiting', waiting, true],
  ['held_back', { ...waiting, obstacles: ['contract_runs'] as const }, true],
  ['withdrawn', { ...waiting, withdrawnAt: at }, false],
  ['done', { ...waiting, doneAt: at, obstacles: ['erased'] as const }, false],
])('one is %s', (state, erasure, open) => {
  expect([erasureState(erasure), isOpen(erasure)]).toEqual([state, open]);
});
