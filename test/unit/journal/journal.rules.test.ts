import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  allowedJournalActs,
  daysAround,
  findHoursMistakes,
  findJournalMistakes,
  journalStatus,
} from '../../../src/features/journal/journal.rules.js';
import { JOURNAL_ENTRY_STATUSES, type WorkedHours } from '../../../src/features/journal/journal.types.js';
import {
  allowedPlanActs,
  findPlanMistakes,
  planStatus,
} from '../../../src/features/training-plan/plan.rules.js';
import { PLAN_ITEM_STATUSES, type PlanItemKept } from '../../../src/features/training-plan/plan.types.js';
import type { ContractLife } from '../../../src/features/contracts/contracts.types.js';
import { evaluateLadder } from '../../../src/features/ladder/ladder.rules.js';
import type { Refusal } from '../../../src/features/ladder/entitlements/entitlement.types.js';
import { addDays, instantAt, type Day } from '../../../src/kernel/days.js';
import { day, History, smallLadder } from '../ladder/world.js';

const life: ContractLife = {
  startsOn: day(0),
  until: day(100),
  signedOn: day(0),
  suspensions: [],
  endedOn: null,
  endedAs: null,
  cancelledOn: null,
};
const codes = (errors: readonly { pointer: string; code: string }[]) =>
  errors.map(({ pointer, code }) => `${pointer} ${code}`);

test('only an entry that nothing became of is acknowledged or withdrawn', () => {
  expect(JOURNAL_ENTRY_STATUSES.map((status) => [status, allowedJournalActs(status)])).toEqual([
    ['recorded', ['acknowledge', 'withdraw']],
    ['acknowledged', []],
    ['withdrawn', []],
  ]);
  expect(journalStatus({ step: null })).toBe('recorded');
  expect(journalStatus({ step: { kind: 'withdrawn' } })).toBe('withdrawn');
});

test.each([
  ['the day before the first', -1, ['/on outside_contract']],
  ['the first day', 0, []],
  ['the last day', 99, []],
  ['the day after the last', 100, ['/on outside_contract']],
])('an entry of %s', (_, offset, wanted) => {
  expect(codes(findJournalMistakes(life, { on: day(offset), minutes: 1 }, 0))).toEqual(wanted);
});

test.each([
  [0, 1440, []],
  [1, 1440, ['/minutes more_than_a_day']],
  [1439, 1, []],
  [1440, 1, ['/minutes more_than_a_day']],
])('a day that holds %d minutes and takes %d more', (before, minutes, wanted) => {
  expect(codes(findJournalMistakes(life, { on: day(1), minutes }, before))).toEqual(wanted);
});

test.each([
  ['2026-10-24', 1440],
  ['2026-10-25', 1500],
  ['2026-10-26', 1440],
  ['2027-03-27', 1440],
  ['2027-03-28', 1380],
  ['2027-03-29', 1440],
])('%s holds %d minutes and not one more', (on, minutes) => {
  const long = { startsOn: '2026-01-01' as Day, until: '2028-01-01' as Day };
  const one = (more: number, before = 0) =>
    codes(findJournalMistakes(long, { on: on as Day, minutes: more }, before));

  expect([one(minutes), one(minutes + 1)]).toEqual([[], ['/minutes more_than_a_day']]);
  expect([one(60, minutes - 60), one(61, minutes - 60)]).toEqual([[], ['/minutes more_than_a_day']]);
});

test('what stands in the plan is replaced or withdrawn, however far it is; what ended is not', () => {
  expect(PLAN_ITEM_STATUSES.map((status) => [status, allowedPlanActs(status).length])).toEqual([
    ['planned', 2],
    ['reached', 2],
    ['overdue', 2],
    ['replaced', 0],
    ['withdrawn', 0],
  ]);
});

test('an item ends with the contract, also when that ended early', () => {
  const wanted = (by: Day, of = life) =>
    codes(findPlanMistakes(smallLadder(), of, { mission: 'meal', competencies: [], by }));
  const ended = { ...life, endedOn: day(50), endedAs: 'terminated' as const };

  expect([wanted(day(-1)), wanted(day(0)), wanted(day(99)), wanted(day(100))]).toEqual([
    ['/by outside_contract'],
    [],
    [],
    ['/by outside_contract'],
  ]);
  expect([wanted(day(49), ended), wanted(day(50), ended)]).toEqual([[], ['/by outside_contract']]);
});

const REASONS: readonly Refusal[] = [
  { code: 'contract_not_active' },
  { code: 'concern' },
  { code: 'age', minAge: 18, isKnown: true },
  { code: 'regulated', lapsedOn: null, isKnown: true },
];

/** Counts otherwise: what is still missing, pair by pair. */
test('an item is reached when nothing of it is missing, overdue when something is and its day is over', () => {
  const ladder = smallLadder();
  const pairs = ladder.levels.flatMap((level) =>
    level.requirements.map(({ competency }) => ({ competency, level: level.code })),
  );
  fc.assert(
    fc.property(
      fc.subarray(pairs.slice(0, 2)),
      fc.subarray(pairs),
      fc.option(fc.subarray([...REASONS])),
      fc.integer({ min: -1, max: 1 }),
      (signed, competencies, reasons, offset) => {
        const history = new History();
        for (const { competency, level } of signed) history.sign(competency, level);
        const state = evaluateLadder(ladder, history.facts, history.now);
        const today = day(10);
        const item: Pick<PlanItemKept, 'replacedBy' | 'withdrawal' | 'mission' | 'competencies' | 'by'> = {
          replacedBy: null,
          withdrawal: null,
          mission: reasons ? 'meal' : null,
          competencies,
          by: addDays(today, offset),
        };
        const left =
          competencies.filter((one) => !signed.includes(one)).length +
          (reasons ?? []).filter(({ code }) => code !== 'contract_not_active').length;
        const wanted = left === 0 ? 'reached' : offset < 0 ? 'overdue' : 'planned';

        expect(planStatus(item, state, reasons && { reasons }, today)).toBe(wanted);
        expect(planStatus({ ...item, replacedBy: 'other' as never }, state, null, today)).toBe('replaced');
      },
    ),
  );
});

test('a mission that the ladder no longer has is not reached', () => {
  const state = evaluateLadder(smallLadder(), [], new History().now);
  const item = { replacedBy: null, withdrawal: null, mission: 'gone', competencies: [], by: day(1) };

  expect(planStatus(item, state, null, day(1))).toBe('planned');
});

const at = (time: string, on = '2026-03-12' as Day) => instantAt(on, time);
test.each<[string, Partial<WorkedHours>, string[]]>([
  ['none', {}, []],
  ['whole', { startsAt: at('07:00'), endsAt: at('08:00') }, []],
  ['without an end', { startsAt: at('07:00') }, ['/endsAt required']],
  ['a break alone', { breakMinutes: 10 }, ['/startsAt required']],
  ['backwards', { startsAt: at('07:00'), endsAt: at('07:00') }, ['/endsAt before_from']],
  [
    'of another day',
    { startsAt: at('07:00', '2026-03-11' as Day), endsAt: at('09:00', '2026-03-11' as Day) },
    ['/startsAt other_day'],
  ],
  [
    'of a break alone',
    { startsAt: at('07:00'), endsAt: at('08:00'), breakMinutes: 60 },
    ['/breakMinutes too_long'],
  ],
  [
    'shorter than the work',
    { startsAt: at('07:00'), endsAt: at('08:00'), breakMinutes: 1 },
    ['/minutes longer_than_hours'],
  ],
])('an entry of an hour with hours: %s', (_, values, mistakes) => {
  const entry = {
    on: '2026-03-12' as Day,
    minutes: 60,
    startsAt: null,
    endsAt: null,
    breakMinutes: null,
    ...values,
  };

  expect(codes(findHoursMistakes(entry))).toEqual(mistakes);
});

test('the days around are those of the week and the two beside', () => {
  expect(daysAround('2026-03-12' as Day)).toEqual({ from: '2026-03-09', until: '2026-03-16' });
  expect(daysAround('2026-03-15' as Day)).toEqual({ from: '2026-03-09', until: '2026-03-17' });
  expect(daysAround('2026-03-09' as Day)).toEqual({ from: '2026-03-08', until: '2026-03-16' });
});
