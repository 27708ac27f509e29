import { expect, test } from '@jest/globals';
import { instantToName } from '../../../src/features/ladder/named-instant.rules.js';
import type { Instant } from '../../../src/kernel/days.js';

const at = (ms: string) => `2026-03-12T08:00:00.${ms}Z` as Instant;
const last = '2026-03-11T08:00:00.000Z' as Instant;

test.each([
  [
    'nobody writes: as long ago as clocks may differ',
    { lastRecordedAt: last, writingForMs: null },
    at('490'),
  ],
  ['somebody writes: before they began', { lastRecordedAt: last, writingForMs: 39.5 }, at('450')],
  ['never before the last fact', { lastRecordedAt: at('499'), writingForMs: 39.5 }, at('499')],
  ['somebody has just ended: read again', { lastRecordedAt: last, writingForMs: -1 }, null],
])('%s', (_, read, named) => {
  expect(instantToName([read], at('500'), 10)).toBe(named);
});
