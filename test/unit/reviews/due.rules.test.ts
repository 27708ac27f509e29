import { expect, test } from '@jest/globals';
import { dueReviews } from '../../../src/features/reviews/due/due.rules.js';
import type { ReviewCircumstances, ReviewStepKind } from '../../../src/features/reviews/reviews.types.js';
import type { Day } from '../../../src/kernel/days.js';
import type { ContractId, ReviewId } from '../../../src/kernel/ids.js';

const day = (text: string) => text as Day;
const life = {
  startsOn: day('2025-09-01'),
  until: day('2027-09-01'),
  signedOn: day('2025-08-20'),
  suspensions: [],
  endedOn: null,
  endedAs: null,
  cancelledOn: null,
} as const;
const contract = (values: Partial<ReviewCircumstances> = {}): ReviewCircumstances => ({
  contractId: 'contract' as ContractId,
  kind: 'apprenticeship',
  life,
  rules: [],
  reviews: [],
  ...values,
});
const review = (on: string, ...steps: (readonly [ReviewStepKind, string?])[]) => ({
  id: on as ReviewId,
  kind: 'review' as const,
  on: day(on),
  steps: steps.map(([kind, moved]) => ({ kind, on: moved === undefined ? null : day(moved) })),
});
const every = (everyMonths: number | null, firstMonths: number | null = 2) => [
  { kind: 'review' as const, firstMonths, everyMonths },
];
const brief = (values: Partial<ReviewCircumstances>, today: string) =>
  dueReviews(contract(values), day(today)).map(({ kind, dueOn, state }) => [kind, dueOn, state].join(' '));

test.each([
  ['2025-10-17', 'upcoming'],
  ['2025-10-18', 'soon'],
  ['2025-11-01', 'soon'],
  ['2025-11-02', 'late'],
])('the first review is due two months after the start: on %s it is %s', (today, state) => {
  expect(brief({}, today)).toEqual([`review 2025-11-01 ${state}`]);
});

test('a contract of professionalisation is reviewed first when the law says so, by the rule of its signing day', () => {
  expect(brief({ kind: 'professionalisation' }, '2025-09-02')).toEqual(['review 2025-11-01 upcoming']);
});

test('the next one is counted from the last that was held, by the rule of the centre; none where it wants none', () => {
  const reviews = [review('2025-10-20', ['held', '2025-10-22'], ['closed'])];
  expect(brief({ reviews, rules: every(6) }, '2025-11-10')).toEqual(['review 2026-04-22 upcoming']);
  expect(brief({ reviews, rules: every(null) }, '2025-11-10')).toEqual([]);
  expect(brief({ reviews }, '2025-11-10')).toEqual([]);
  expect(brief({ rules: every(6, null) }, '2025-11-10')).toEqual([]);
});

test('a planned one answers what is due until its day is over; a cancelled one never does', () => {
  const planned = { reviews: [review('2025-11-20', ['moved', '2025-11-25'])] };
  expect(brief(planned, '2025-11-25')).toEqual(['review 2025-11-01 planned']);
  expect(brief(planned, '2025-11-26')).toEqual(['review 2025-11-01 late']);
  expect(brief({ reviews: [review('2025-11-20', ['cancelled'])] }, '2025-11-10')).toEqual([
    'review 2025-11-01 late',
  ]);
  const resumed = [review('2025-11-20', ['cancelled'], ['resumed'])];
  expect(brief({ reviews: resumed }, '2025-11-10')).toEqual(['review 2025-11-01 planned']);
});

test('suspended days do not count, those of a suspension that runs neither', () => {
  const away = (from: string, until: string | null) => ({
    life: { ...life, suspensions: [{ from: day(from), until: until === null ? null : day(until) }] },
  });
  const [moved] = dueReviews(contract(away('2025-10-01', '2025-10-11')), day('2025-11-05'));
  expect(moved).toMatchObject({ dueOn: '2025-11-11', suspendedDays: 10, state: 'soon' });
  expect(brief(away('2025-11-01', '2025-11-20'), '2025-11-21')).toEqual(['review 2025-11-01 late']);
  expect(brief(away('2025-10-01', null), '2026-02-01')).toEqual(['review 2026-03-05 upcoming']);
});

test('nothing is due of a contract that ended, or after its end', () => {
  expect(
    brief({ life: { ...life, endedOn: day('2025-10-01'), endedAs: 'terminated' } }, '2025-10-01'),
  ).toEqual([]);
  expect(brief({ life: { ...life, until: day('2025-11-01') } }, '2025-10-01')).toEqual([]);
  expect(brief({ life: { ...life, cancelledOn: day('2025-09-02') } }, '2025-10-01')).toEqual([]);
});

test('a visit is due where the centre wants visits', () => {
  const rules = [{ kind: 'visit' as const, firstMonths: 3, everyMonths: 12 }];
  expect(brief({ rules }, '2025-09-02')).toEqual(['review 2025-11-01 upcoming', 'visit 2025-12-01 upcoming']);
});
