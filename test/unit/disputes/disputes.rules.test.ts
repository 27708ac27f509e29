import { expect, test } from '@jest/globals';
import {
  allowedActs,
  lastDayToOpen,
  readOn,
  statusOf,
} from '../../../src/features/disputes/disputes.rules.js';
import {
  DISPUTE_STATUSES,
  type Dispute,
  type DisputeEnding,
} from '../../../src/features/disputes/disputes.types.js';
import type { Day, Instant } from '../../../src/kernel/days.js';

const dispute = (ending: DisputeEnding['ending'] | null) =>
  ({
    recordedAt: '2026-03-12T23:30:00.000Z',
    ending: ending && { ending },
  }) as unknown as Dispute;

test('only an open dispute is ruled on, or withdrawn', () => {
  expect(DISPUTE_STATUSES.map(allowedActs)).toEqual([['rule', 'withdraw'], [], []]);
});

test.each([
  [null, 'open'],
  ['withdrawn', 'withdrawn'],
  ['fact_stands', 'ruled'],
  ['fact_overturned', 'ruled'],
] as const)('a dispute that %s ended is %s', (ending, status) => {
  expect(statusOf(dispute(ending))).toBe(status);
});

test('a fact is contested for 30 days after the day on which it was recorded, in France', () => {
  expect(lastDayToOpen('2026-03-12T22:59:59.999Z' as Instant)).toBe('2026-04-11');
  expect(lastDayToOpen('2026-03-12T23:00:00.000Z' as Instant)).toBe('2026-04-12');
});

test.each([
  ['2026-03-28', null, false],
  ['2026-03-29', null, true],
  ['2026-03-29', 'fact_stands', false],
] as const)(
  'a ruling is due on the fifteenth day; on %s, ended by %s, it is late: %s',
  (on, ending, overdue) => {
    expect(readOn(dispute(ending), on as Day)).toMatchObject({ dueOn: '2026-03-28', overdue });
  },
);
