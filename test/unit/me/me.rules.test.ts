import { expect, test } from '@jest/globals';
import { periodState, readUntil } from '../../../src/features/me/me.rules.js';
import type { Day } from '../../../src/kernel/days.js';

const today = '2026-03-12' as Day;
const yesterday = '2026-03-11' as Day;
const tomorrow = '2026-03-13' as Day;

test.each([
  ['current', { from: null, until: null }],
  ['current', { from: today, until: tomorrow }],
  ['later', { from: tomorrow, until: null }],
  ['ended', { from: null, until: today }],
  ['ended', { from: yesterday, until: yesterday }],
])('%s: %o', (state, period) => {
  expect(periodState(period, today)).toBe(state);
});

test('a mandate opens its contract on the 30 days that follow its last one', () => {
  expect(readUntil('2026-03-01' as Day)).toBe('2026-03-30');
  expect(readUntil(null)).toBeNull();
});
