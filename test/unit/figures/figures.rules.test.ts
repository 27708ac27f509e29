import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Day, Instant } from '../../../src/kernel/days.js';
import type { PersonId } from '../../../src/kernel/ids.js';
import { figuresOf } from '../../../src/features/figures/figures.rules.js';
import { isOfIntake, schoolYearOf } from '../../../src/features/figures/indicators.rules.js';
import type { FigureContract } from '../../../src/features/figures/figures.types.js';

const YEAR = schoolYearOf(2024);
const AT = '2024-10-01T08:00:00Z' as Instant;
const step = (
  sequence: number,
  kind: 'created' | 'signed' | 'terminated',
  on: string | null,
  cause = '',
) => ({
  kind,
  sequence,
  recordedAt: AT,
  on: on as Day | null,
  cause: cause === '' ? null : cause,
  initiator: null,
  terms: kind === 'created' ? { startsOn: '2024-09-02' as Day, until: '2026-09-01' as Day } : null,
});

let people = 0;
const contract = (cause: string | null, hasProgress: boolean, framework = 'DEAS'): FigureContract => ({
  alternantId: `p${(people += 1)}` as PersonId,
  framework,
  frameworkTitle: framework,
  steps: [
    step(1, 'created', null),
    step(2, 'signed', '2024-09-01'),
    ...(cause === null ? [] : [step(3, 'terminated', '2025-01-10', cause)]),
  ],
  levels: 4,
  achievedAt: hasProgress ? ['2024-11-01T08:00:00Z' as Instant] : [],
  requestDays: [],
  mainTutorId: null,
});
const many = (count: number, ...of: Parameters<typeof contract>) =>
  Array.from({ length: count }, () => contract(...of));
const linesOf = (contracts: readonly FigureContract[], indicator: string) =>
  figuresOf(contracts, YEAR)
    .filter((figure) => figure.indicator === indicator)
    .map(({ framework, category, value, population }) => [framework.code, category, value, population]);

test('breaks by cause; a diploma obtained is none; small causes are told together', () => {
  const world = [
    ...many(20, null, false),
    ...many(6, 'trial_period', false),
    ...many(3, 'resignation_mediated', false),
    ...many(2, 'other', false),
    ...many(5, 'diploma_obtained', false),
  ];
  expect(linesOf(world, 'contract_ends').sort()).toEqual([
    ['DEAS', 'broken_trial_period', 5, 35],
    ['DEAS', 'completed', 5, 35],
    ['DEAS', 'pooled', 5, 35],
    ['DEAS', 'running', 20, 35],
  ]);
});

test('nobody, four people, or what is the same of everybody: nothing is told', () => {
  expect(linesOf([], 'contract_ends')).toEqual([[null, 'withheld', null, null]]);
  expect(linesOf(many(4, null, false), 'contract_ends')).toEqual([[null, 'withheld', null, null]]);
  const three = [...many(20, null, false), ...many(3, 'other', false)];
  expect(linesOf(three, 'contract_ends')).toEqual(linesOf(many(23, null, false), 'contract_ends'));
});

test('an intake is what was signed and begins in the year', () => {
  const [one] = many(1, null, false) as [FigureContract];
  expect(isOfIntake(one, YEAR)).toBe(true);
  expect(isOfIntake(one, schoolYearOf(2023))).toBe(false);
  expect(isOfIntake({ ...one, steps: one.steps.slice(0, 1) }, YEAR)).toBe(false);
});

const FRAMEWORKS = ['DEAS', 'DEAES', 'DEES'];
const kinds = FRAMEWORKS.flatMap((framework) =>
  [null, 'trial_period', 'other'].flatMap((cause) =>
    [false, true].map((hasProgress) => [cause, hasProgress, framework] as const),
  ),
);
/** How many of each kind, in both views and in the one alone. */
const counts = (max: number) =>
  fc.array(fc.nat({ max }), { minLength: kinds.length, maxLength: kinds.length });
const worldOf = (some: readonly number[]) =>
  some.flatMap((count, index) => many(count, ...(kinds[index] ?? ([null, false, 'DEAS'] as const))));
/** Counts of people, without the middles, of which none is a count. */
const answer = (world: readonly FigureContract[]) =>
  JSON.stringify(figuresOf(world, YEAR).filter(({ unit }) => unit === 'contracts'));
const total = (some: readonly number[]) => some.reduce((sum, one) => sum + one, 0);

/**
 * Two views: a centre's contracts, and an employer's among them. Whoever holds both answers takes the one from the other. Where
 * one to four contracts are the difference, another world answers the same, and has another difference.
 */
test('no two answers say how many of fewer than five are in the one and not in the other', () => {
  const few = fc
    .array(fc.nat({ max: kinds.length - 1 }), { minLength: 1, maxLength: 4 })
    .map((picked) => kinds.map((_, kind) => picked.filter((one) => one === kind).length));
  fc.assert(
    fc.property(counts(4), few, (both, alone) => {
      const centre = both.map((count, kind) => count + (alone[kind] ?? 0));
      const answers = [answer(worldOf(centre)), answer(worldOf(both))];
      type Move = readonly [kind: number, change: number, inBoth: boolean];
      const isWitness = (moves: readonly Move[]) => {
        const [otherBoth, otherCentre] = [[...both], [...centre]];
        for (const [kind, change, inBoth] of moves) {
          otherCentre[kind] = (otherCentre[kind] ?? 0) + change;
          if (inBoth) otherBoth[kind] = (otherBoth[kind] ?? 0) + change;
        }
        if (otherBoth.some((count, at) => count < 0 || count > (otherCentre[at] ?? 0))) return false;
        if (total(otherCentre) - total(otherBoth) === total(alone)) return false;
        return answer(worldOf(otherCentre)) === answers[0] && answer(worldOf(otherBoth)) === answers[1];
      };
      const moves = kinds.flatMap((_, kind) =>
        [1, -1, 2, -2].flatMap((change): Move[] => [
          [kind, change, false],
          [kind, change, true],
        ]),
      );
      return (
        moves.some((move) => isWitness([move])) ||
        moves.some((one) => moves.some((other) => isWitness([one, other])))
      );
    }),
    { numRuns: 60 },
  );
});
