import { expect, test } from '@jest/globals';
import { findEndMistake } from '../../../src/features/assignments/assignments.rules.js';
import type { Day } from '../../../src/kernel/days.js';

test.each([
  ['2026-03-11', '2026-03-20', 'before_from'],
  ['2026-03-12', '2026-03-20', undefined],
  ['2026-03-20', '2026-03-20', undefined],
  ['2026-03-21', '2026-03-20', 'after_end'],
  ['2028-03-21', null, undefined],
])('a mission given from 12 March, out on %s, ends on %s: %s', (until, on, code) => {
  const given = { from: '2026-03-12' as Day, until: on as Day | null };
  expect(findEndMistake(given, until as Day)?.code).toBe(code);
});
