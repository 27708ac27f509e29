import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  findOverload,
  findOverloadOfAll,
  findPlaces,
  type Allowance,
  type Followed,
} from '../../../src/features/contracts/signing/capacity.rules.js';
import type { ContractKind } from '../../../src/features/contracts/contracts.types.js';
import { addDays, type Day } from '../../../src/kernel/days.js';

const day = (text: string) => text as Day;
const SIGNED = day('2025-07-01');
const FULL_YEARS = { from: day('2025-09-01'), until: day('2027-09-01') };
const one = (values: Partial<Followed> = {}): Followed => ({
  kind: 'apprenticeship',
  isRepeating: false,
  ...FULL_YEARS,
  ...values,
});
const ONE = one();
const REPEATING = one({ isRepeating: true });
const PRO = one({ kind: 'professionalisation' });
const during = (from: string, until: string) => one({ from: day(from), until: day(until) });
const derogation = (from: string, until: string, apprentices: number): Allowance => ({
  from: day(from),
  until: day(until),
  apprentices,
});
const judging = { signedOn: SIGNED, allowances: [] };

test.each<[string, Followed, Followed[], string | null]>([
  ['the second', ONE, [during('2024-09-01', '2026-09-01')], null],
  ['the third', ONE, [during('2024-09-01', '2026-09-01'), ONE], '2025-09-01'],
  ['the third, who repeats', REPEATING, [ONE, ONE], null],
  ['the third, beside one who repeats', ONE, [ONE, REPEATING], null],
  ['a second one who repeats, the third in all', REPEATING, [ONE, REPEATING], null],
  ['the fourth, two of them repeating', REPEATING, [ONE, ONE, REPEATING], '2025-09-01'],
  [
    'one ends the day another begins',
    ONE,
    [during('2024-09-01', '2026-09-01'), during('2026-09-01', '2027-01-01')],
    null,
  ],
  [
    'they meet for one day, a year from now',
    ONE,
    [during('2024-09-01', '2026-09-02'), during('2026-09-01', '2027-01-01')],
    '2026-09-01',
  ],
  ['the third in professionalisation', PRO, [PRO, PRO], null],
  ['the fourth in professionalisation', PRO, [PRO, PRO, PRO], '2025-09-01'],
  ['an apprentice beside two in professionalisation', ONE, [PRO, PRO], null],
  ['the second apprentice beside two in professionalisation', ONE, [ONE, PRO, PRO], '2025-09-01'],
  ['one in professionalisation beside two apprentices', PRO, [ONE, ONE], null],
  [
    'one in professionalisation beside two apprentices and one who repeats',
    PRO,
    [ONE, ONE, REPEATING],
    '2025-09-01',
  ],
  [
    'an apprentice who repeats, the fourth beside one in professionalisation',
    REPEATING,
    [ONE, ONE, PRO],
    '2025-09-01',
  ],
])('a tutor’s capacity: %s', (_, asked, others, on) => {
  expect(findOverload(asked, others, judging)?.on ?? null).toBe(on);
});

test('the refusal counts what its own rule counts, and says which', () => {
  expect(findOverload(ONE, [ONE, ONE], judging)).toEqual({
    on: '2025-09-01',
    followed: 3,
    limit: 2,
    repeating: 1,
    source: 'Code du travail, R6223-6',
  });
  expect(findOverload(ONE, [ONE, PRO, PRO], judging)).toMatchObject({
    followed: 4,
    limit: 3,
    repeating: 0,
    source: 'Code du travail, D6325-9',
  });
  expect(findOverload(PRO, [PRO, PRO], { ...judging, isEmployer: true })?.limit).toBe(2);
});

test('before a rule is known, nothing is refused', () => {
  expect(findOverload(ONE, [ONE, ONE, ONE], { ...judging, signedOn: day('2018-12-31') })).toBeNull();
});

test('a derogation gives room on its days alone, to apprentices alone', () => {
  const allowances = [derogation('2025-09-01', '2027-09-01', 3)];
  const tooShort = [derogation('2025-09-01', '2027-08-31', 3)];

  expect(findOverload(ONE, [ONE, ONE], { ...judging, allowances })).toBeNull();
  expect(findOverload(ONE, [ONE, ONE], { ...judging, allowances: tooShort })?.on).toBe('2027-08-31');
  expect(findOverload(ONE, [ONE, ONE, ONE], { ...judging, allowances })).toMatchObject({
    followed: 4,
    limit: 3,
  });
  expect(findOverload(PRO, [ONE, ONE, ONE], { ...judging, allowances })?.source).toBe(
    'Code du travail, D6325-9',
  );
});

test('two records that become one are counted together, from today on', () => {
  const past = during('2023-09-01', '2025-09-01');
  expect(findOverloadOfAll([past, past, past], day('2026-03-12'), { allowances: [] })).toBeNull();
  expect(findOverloadOfAll([ONE, ONE, past], day('2026-03-12'), { allowances: [] })).toBeNull();
  expect(findOverloadOfAll([ONE, ONE, ONE], day('2026-03-12'), { allowances: [] })?.on).toBe('2026-03-12');
});

test('the places that are left are told period by period', () => {
  const places = findPlaces(
    { from: day('2026-03-12'), until: day('2027-03-12') },
    [during('2025-09-01', '2026-07-01'), during('2025-09-01', '2027-09-01')],
    { ...judging, allowances: [derogation('2026-09-01', '2027-01-01', 4)] },
  );
  expect(places).toEqual([
    { from: '2026-03-12', until: '2026-07-01', apprenticeship: 0, repeating: 1, professionalisation: 1 },
    { from: '2026-07-01', until: '2026-09-01', apprenticeship: 1, repeating: 1, professionalisation: 2 },
    { from: '2026-09-01', until: '2027-01-01', apprenticeship: 3, repeating: 1, professionalisation: 2 },
    { from: '2027-01-01', until: '2027-03-12', apprenticeship: 1, repeating: 1, professionalisation: 2 },
  ]);
});

/** What the articles say, day by day, told again from them alone: no period, no first day. */
const isTooMany = (
  asked: Followed,
  others: readonly Followed[],
  allowances: readonly Allowance[],
): string | null => {
  const isOn = (from: Day | null, until: Day | null, on: Day) => (from ?? '') <= on && on < (until ?? '9');
  for (let on = asked.from; on < (asked.until ?? ''); on = addDays(on, 1)) {
    const that = [asked, ...others].filter(({ from, until }) => isOn(from, until, on));
    const apprentices = that.filter(({ kind }) => kind === 'apprenticeship');
    const plain = apprentices.filter(({ isRepeating }) => !isRepeating).length;
    const most = Math.max(
      2,
      ...allowances.filter(({ from, until }) => isOn(from, until, on)).map((a) => a.apprentices),
    );
    // One who repeats takes the place beside, the next ones places like everybody.
    const places = plain + Math.max(0, apprentices.length - plain - 1);
    if (asked.kind === 'apprenticeship' && places > most) return on;
    if (that.some(({ kind }) => kind === 'professionalisation') && that.length > 3) return on;
  }
  return null;
};

test('in any order, on any days, what is refused is what the articles forbid on some day', () => {
  const START = day('2025-09-01');
  const followed = fc
    .record({
      kind: fc.constantFrom<ContractKind>('apprenticeship', 'apprenticeship', 'professionalisation'),
      isRepeating: fc.boolean(),
      start: fc.integer({ min: 0, max: 20 }),
      length: fc.integer({ min: 1, max: 12 }),
    })
    .map(({ start, length, ...rest }) => ({
      ...rest,
      from: addDays(START, start),
      until: addDays(START, start + length),
    }));
  const allowance = fc
    .record({
      start: fc.integer({ min: 0, max: 20 }),
      length: fc.integer({ min: 1, max: 15 }),
      apprentices: fc.integer({ min: 3, max: 5 }),
    })
    .map(({ start, length, apprentices }) => ({
      apprentices,
      from: addDays(START, start),
      until: addDays(START, start + length),
    }));
  fc.assert(
    fc.property(
      followed,
      fc.array(followed, { maxLength: 6 }),
      fc.array(allowance, { maxLength: 2 }),
      (asked, others, allowances) => {
        const found = findOverload(asked, others, { signedOn: SIGNED, allowances });
        expect(found?.on ?? null).toBe(isTooMany(asked, others, allowances));
        if (found) expect(found.followed).toBeGreaterThan(found.limit);
      },
    ),
    { numRuns: 500 },
  );
});
