import { expect, test } from '@jest/globals';
import { isLate } from '../../../src/features/sign-offs/lateness.rules.js';
import type { Day, Instant } from '../../../src/kernel/days.js';

const late = (observedOn: string, recordedAt: string) => isLate(observedOn as Day, recordedAt as Instant);

test.each([
  ['on the day itself', '2026-03-12', '2026-03-12T08:00:00.000Z', false],
  ['after a night', '2026-03-11', '2026-03-12T06:00:00.000Z', false],
  ['on the second day, until its last moment', '2026-03-10', '2026-03-12T22:59:59.999Z', false],
  ['on the third day, from its first moment', '2026-03-10', '2026-03-12T23:00:00.000Z', true],
  ['weeks after', '2026-02-01', '2026-03-12T08:00:00.000Z', true],
])('what is recorded %s', (_, observedOn, recordedAt, expected) => {
  expect(late(observedOn, recordedAt)).toBe(expected);
});

test('days are days in France, also in the night when clocks change', () => {
  expect(late('2026-03-27', '2026-03-29T21:59:59.999Z')).toBe(false);
  expect(late('2026-03-27', '2026-03-29T22:00:00.000Z')).toBe(true);
});
