import { expect, test } from '@jest/globals';
import { failuresAfter, secondsToWait } from '../../../src/features/identity/sign-in/login-throttle.rules.js';
import type { Instant } from '../../../src/kernel/days.js';

const lastAt = '2026-03-12T08:00:00.000Z' as Instant;
const after = (ms: number) => new Date(Date.parse(lastAt) + ms).toISOString() as Instant;
const tally = (failures: number) => ({ key: 'k', failures, lastAt });

test.each([
  ['nothing failed', 0, 0, 0],
  ['one guess is left', 4, 0, 0],
  ['the free guesses are spent', 5, 0, 1],
  ['the second is not over', 5, 999, 1],
  ['the second is over', 5, 1000, 0],
  ['each failure doubles the pause', 8, 0, 8],
  ['up to five minutes', 14, 0, 300],
  ['and never more', 1_000_000, 0, 300],
  ['just before the last of five minutes', 14, 299_999, 1],
  ['five minutes', 14, 300_000, 0],
])('%s', (_, failures, elapsed, seconds) => {
  expect(secondsToWait(tally(failures), 5, after(elapsed))).toBe(seconds);
});

test('failures add up until a quarter of an hour went by without one', () => {
  expect(failuresAfter(tally(7), after(899_999))).toBe(8);
  expect(failuresAfter(tally(7), after(900_000))).toBe(1);
});
