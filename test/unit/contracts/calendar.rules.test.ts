import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { calendarRecorded } from '../../../src/features/contracts/calendar/calendar.facts.js';
import {
  findCalendarMistakes,
  withExceptions,
} from '../../../src/features/contracts/calendar/calendar.rules.js';
import {
  WEEKDAYS,
  type Alternation,
  type CalendarException,
  type CalendarFacts,
  type DayPlace,
  type PlannedPlace,
} from '../../../src/features/contracts/calendar/calendar.types.js';
import { contractDatesOf } from '../../../src/features/contracts/calendar/dates.rules.js';
import { dayReader, daysFrom, periodsOf } from '../../../src/features/contracts/calendar/days.rules.js';
import { findCalendarFindings } from '../../../src/features/contracts/calendar/findings.rules.js';
import { trialEndingOn } from '../../../src/features/contracts/trial-period/trial-ending.rules.js';
import {
  trialDaysOf,
  trialDaysAtMost,
  trialDaysProven,
  trialPeriodOf,
} from '../../../src/features/contracts/trial-period/trial-period.rules.js';
import { addDays, contains, daysBetween, type Day, type Period } from '../../../src/kernel/days.js';
import { holidayOn } from '../../../src/kernel/holidays.js';
import { alternation, OFFICE, TWO_AND_ONE, week } from './alternation.js';

const D = (day: string) => day as Day;
const exception = (
  from: string,
  to: string,
  place: PlannedPlace,
  title: string | null = null,
): CalendarException => ({
  from: D(from),
  to: D(to),
  place,
  title,
  days: null,
});
const placeOn = (facts: CalendarFacts, on: string) => dayReader(facts)(D(on)).place;

test('two weeks at the company and one at the centre come round, with days off and holidays', () => {
  const { calendar } = alternation();
  const days: [string, DayPlace][] = [
    ['2025-08-31', 'out'],
    ['2025-09-01', 'company'],
    ['2025-09-06', 'rest'],
    ['2025-09-12', 'company'],
    ['2025-09-15', 'centre'],
    ['2025-09-22', 'company'],
    ['2025-11-11', 'holiday'],
    ['2027-08-31', 'centre'],
    ['2027-09-01', 'out'],
  ];
  expect(days.map(([on]) => [on, placeOn(calendar, on)])).toEqual(days);
});

test('a calendar names the day itself: then it is worked though it is a holiday', () => {
  const at = (exceptions: CalendarException[], on: string) =>
    placeOn(alternation({ calendar: { plan: { ...TWO_AND_ONE, exceptions } } }).calendar, on);

  expect(at([exception('2025-11-10', '2025-11-14', 'company')], '2025-11-11')).toBe('holiday');
  expect(at([exception('2025-11-11', '2025-11-11', 'company')], '2025-11-11')).toBe('company');
  expect(at([exception('2025-09-06', '2025-09-06', 'centre')], '2025-09-06')).toBe('centre');
  // A period takes the days that are worked, unless it says which.
  expect(at([exception('2025-09-01', '2025-09-14', 'centre')], '2025-09-06')).toBe('rest');
  expect(at([{ ...exception('2025-09-01', '2025-09-14', 'centre'), days: ['saturday'] }], '2025-09-06')).toBe(
    'centre',
  );
  expect(at([exception('2025-09-01', '2025-09-14', 'exam_leave')], '2025-09-06')).toBe('leave');
});

test('an absence takes the days on which somebody would be there, and says why only where that is known', () => {
  const away = { from: D('2025-09-05'), until: D('2025-09-09') };
  const days = daysFrom(
    alternation({ calendar: { absences: [{ ...away, kind: 'sick_leave' }] } }).calendar,
    D('2025-09-04'),
    D('2025-09-09'),
  );
  const unknown = dayReader(
    alternation({ calendar: { plan: null, absences: [{ ...away, kind: null }] } }).calendar,
  );

  expect(days.map(({ place }) => place)).toEqual([
    'company',
    'absence',
    'rest',
    'rest',
    'absence',
    'company',
  ]);
  expect(days[1]?.title?.fr).toBe('arrêt maladie');
  expect(unknown(D('2025-09-05'))).toMatchObject({ place: 'absence', title: null });
  expect(unknown(D('2025-09-09'))).toMatchObject({ place: 'unknown', why: 'nothing_planned' });
});

test('days are told as periods: a week-end parts nothing, and is not counted', () => {
  const days = daysFrom(alternation().calendar, D('2025-09-01'), D('2025-09-28'));

  expect(periodsOf(days).map(({ from, to, place, days: n }) => [from, to, place, n])).toEqual([
    ['2025-09-01', '2025-09-12', 'company', 10],
    ['2025-09-13', '2025-09-14', 'rest', 2],
    ['2025-09-15', '2025-09-19', 'centre', 5],
    ['2025-09-20', '2025-09-21', 'rest', 2],
    ['2025-09-22', '2025-09-26', 'company', 5],
    ['2025-09-27', '2025-09-28', 'rest', 2],
  ]);
});

test('everything that is wrong with a calendar is told, each at its place', () => {
  const mistakes = findCalendarMistakes({
    patterns: [
      { from: D('2025-09-02'), weeks: [{ company: ['monday'], centre: ['monday'], halfDays: ['friday'] }] },
      { from: D('2025-09-02'), weeks: [week(OFFICE)] },
    ],
    exceptions: [
      exception('2025-10-10', '2025-10-20', 'centre'),
      exception('2025-10-02', '2025-10-01', 'leave'),
      exception('2025-10-20', '2025-10-21', 'leave'),
      exception('2025-10-11', '2025-10-12', 'leave'),
    ],
  });

  expect(mistakes.map(({ pointer, code }) => [pointer, code])).toEqual([
    ['/patterns/0/from', 'not_a_monday'],
    ['/patterns/0/weeks/0/centre', 'two_places'],
    ['/patterns/0/weeks/0/halfDays', 'not_worked'],
    ['/patterns/1/from', 'not_a_monday'],
    ['/patterns/1/from', 'same_start'],
    ['/exceptions/1/to', 'before_from'],
    ['/exceptions/3', 'shares_days'],
    ['/exceptions/2', 'shares_days'],
  ]);
  expect(findCalendarMistakes({ patterns: [undefined], exceptions: null })).toEqual([]);
});

test('imported periods take the place of what was said of their days, and of no others', () => {
  const plan = {
    patterns: [],
    exceptions: [
      exception('2025-09-01', '2025-09-30', 'centre'),
      exception('2026-01-05', '2026-01-09', 'leave'),
    ],
  };
  const { exceptions } = withExceptions(plan, [exception('2025-09-10', '2025-09-12', 'company')]);

  expect(exceptions.map(({ from, to, place }) => [from, to, place])).toEqual([
    ['2025-09-01', '2025-09-09', 'centre'],
    ['2025-09-10', '2025-09-12', 'company'],
    ['2025-09-13', '2025-09-30', 'centre'],
    ['2026-01-05', '2026-01-09', 'leave'],
  ]);
  expect(withExceptions(plan, [])).toEqual(plan);
});

test('the event of a calendar says how much it says, and no title', () => {
  const history = { author: { recordedBy: 'p', recordedByClient: null } } as never;
  const plan = { ...TWO_AND_ONE, exceptions: [exception('2025-09-01', '2025-09-02', 'leave', 'titre')] };
  const fact = calendarRecorded(history, 'k' as never, plan, 'csv');

  expect(JSON.stringify(fact.event)).not.toContain('titre');
  expect(fact).toMatchObject({
    event: { type: 'contract.calendar_recorded', data: { source: 'csv', patterns: 1, exceptions: 1 } },
    rows: [{ values: { items: plan.exceptions } }],
  });
});

test('the 45 days are those in the company: the day and the day before', () => {
  // Ten in each round of three weeks, but for 11 November: 39 by 14 November, 44 by the 28th.
  const facts = alternation();
  const { endsOn, length, isCertain, unknown } = trialPeriodOf(facts, D('2025-09-01'));

  expect({ endsOn, length, isCertain, unknown }).toEqual({
    endsOn: '2025-12-01',
    length: 45,
    isCertain: true,
    unknown: null,
  });
  expect(trialPeriodOf(facts, D('2025-11-30')).daysUsed).toBe(44);
  expect(trialPeriodOf(facts, D('2025-12-01')).daysUsed).toBe(45);
  expect(trialPeriodOf(facts, D('2025-12-24')).daysUsed).toBe(45);
  // The first day out on which the 45th is over, and the day after one more was worked.
  const proven = (out: string, today = '2026-03-01') => trialDaysProven(facts, D(out), D(today));
  expect([proven('2025-12-02'), proven('2025-12-03'), proven('2025-09-01')]).toEqual([45, 46, 0]);
  // What is to come is not proven.
  expect(proven('2026-01-01', '2025-09-02')).toBe(2);
  // At most: with what is planned, and what nobody knows of.
  expect([D('2025-12-02'), D('2025-12-03')].map((out) => trialDaysAtMost(facts, out))).toEqual([45, 46]);
});

test('without a calendar nothing is counted, and nothing is proven', () => {
  const facts = alternation({ calendar: { plan: null } });

  expect(trialPeriodOf(facts, D('2026-03-01'))).toMatchObject({
    daysUsed: null,
    endsOn: null,
    unknown: 'no_calendar',
    isCertain: false,
  });
  expect(trialDaysProven(facts, D('2026-03-01'), D('2026-03-01'))).toBe(0);
  expect(trialDaysAtMost(facts, D('2025-09-03'))).toBe(2);
});

test('host days are counted apart, and the earlier end is told', () => {
  const plan = { ...TWO_AND_ONE, exceptions: [exception('2025-09-22', '2025-10-03', 'host')] };
  const trial = trialPeriodOf(alternation({ calendar: { plan } }), D('2025-10-05'));

  expect(trial).toMatchObject({
    daysUsed: 10,
    hostDays: 10,
    earliestEndsOn: '2025-12-01',
    endsOn: '2025-12-22',
  });
});

test.each([
  ['fixed_term', '2026-03-01', null, 14],
  ['fixed_term', '2025-11-03', null, 9],
  ['fixed_term', '2026-09-01', null, 30],
  ['open_ended', '2027-09-01', null, 61],
  ['open_ended', '2027-09-01', 30, 30],
  [null, '2026-03-01', null, 14],
] as const)(
  'a professionalisation contract, %s until %s, has its own trial period',
  (nature, until, statedDays, length) => {
    const facts = alternation({ kind: 'professionalisation', nature, until: D(until), statedDays });
    const trial = trialPeriodOf(facts, D('2025-09-03'));

    expect(trial).toMatchObject({
      length,
      daysUsed: 3,
      countedIn: 'calendar',
      endsOn: addDays(D('2025-09-01'), length - 1),
      isCertain: nature !== null,
    });
    expect(trialDaysProven(facts, D('2026-08-01'), D('2026-08-01'))).toBe(0);
  },
);

/** Told again, day by day and from nothing else: no order, no search, no sharing of work between days. */
function naivePlace({ calendar }: Alternation, on: Day): DayPlace {
  const { startsOn, heldUntil, suspensions, plan, absences, where } = calendar;
  if (on < startsOn || on >= heldUntil) return 'out';
  if (suspensions.some((one) => contains(one, on))) return 'suspended';
  const weekday = WEEKDAYS[(new Date(on).getUTCDay() + 6) % 7] ?? 'monday';
  let found: DayPlace = 'unknown';
  let workdays: readonly string[] = OFFICE;
  let isNamed = false;
  for (const pattern of [...(plan?.patterns ?? [])].sort((a, b) => a.from.localeCompare(b.from))) {
    if (on < pattern.from) continue;
    const turn = pattern.weeks[Math.floor(daysBetween(pattern.from, on) / 7) % pattern.weeks.length];
    found = turn?.company.includes(weekday) ? 'company' : turn?.centre.includes(weekday) ? 'centre' : 'rest';
    const all = pattern.weeks.flatMap(({ company, centre }) => [...company, ...centre]);
    workdays = all.length > 0 ? all : OFFICE;
  }
  for (const { from, to, place, days } of plan?.exceptions ?? []) {
    if (on < from || to < on) continue;
    const isWork = ['company', 'centre', 'host'].includes(place);
    if (!(days ? days.includes(weekday) : from === to || !isWork || workdays.includes(weekday))) continue;
    found = place === 'exam_leave' ? 'leave' : place;
    isNamed = from === to;
  }
  const isThere = ['company', 'centre', 'host'].includes(found);
  if (isThere && !isNamed && holidayOn(on, where)) return 'holiday';
  const isAway = absences.some((one) => contains(one, on));
  return isAway && (isThere || found === 'unknown') ? 'absence' : found;
}

const somewhen = fc.integer({ min: -40, max: 900 }).map((days) => addDays(D('2023-09-04'), days));
const weekdays = fc.subarray([...WEEKDAYS]);
const aPattern = fc.record({
  from: fc.integer({ min: -8, max: 60 }).map((weeks) => addDays(D('2023-09-04'), 7 * weeks)),
  weeks: fc.array(
    fc.tuple(weekdays, weekdays).map(([company, other]) => ({
      company,
      centre: other.filter((day) => !company.includes(day)),
      halfDays: [],
    })),
    { minLength: 1, maxLength: 4 },
  ),
});
const somePeriods = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 20 })), { maxLength: 8 })
  .map((gaps) => {
    let from = D('2023-08-20');
    return gaps.map(([gap, length]) => {
      const first = addDays(from, gap);
      const to = addDays(first, length);
      from = addDays(to, 1);
      return { from: first, to };
    });
  });
const someExceptions = fc
  .tuple(
    somePeriods,
    fc.infiniteStream(
      fc.tuple(
        fc.constantFrom<PlannedPlace>('company', 'centre', 'host', 'leave', 'exam_leave', 'rest'),
        fc.option(fc.subarray([...WEEKDAYS], { minLength: 1 })),
      ),
    ),
  )
  .map(([periods, planned]) =>
    periods.map((period): CalendarException => {
      const [place, days] = planned.next().value;
      return { ...period, place, days, title: null };
    }),
  );
const someAway = fc.array(
  fc.tuple(somewhen, fc.option(fc.integer({ min: 1, max: 40 }))).map(([from, length]): Period => ({
    from,
    until: length === null ? null : addDays(from, length),
  })),
  { maxLength: 3 },
);
const anAlternation = fc
  .record({
    starts: fc.integer({ min: 0, max: 30 }),
    length: fc.integer({ min: 1, max: 800 }),
    practical: fc.option(fc.integer({ min: 0, max: 90 })),
    patterns: fc.uniqueArray(aPattern, { maxLength: 3, selector: ({ from }) => from }),
    exceptions: someExceptions,
    suspensions: someAway,
    absences: someAway,
    department: fc.constantFrom(null, '67', '974', '75'),
  })
  .map(({ starts, length, practical, patterns, exceptions, suspensions, absences, department }) => {
    const startsOn = addDays(D('2023-09-01'), starts);
    const until = addDays(startsOn, length);
    return alternation({
      startsOn,
      until,
      signedOn: startsOn,
      practicalTrainingStartsOn: practical === null ? null : addDays(startsOn, practical),
      calendar: {
        suspensions,
        absences: absences.map((away) => ({ ...away, from: away.from ?? startsOn, kind: null })),
        plan: patterns.length + exceptions.length === 0 ? null : { patterns, exceptions },
        where: { department, observesGoodFriday: true },
      },
    });
  });

test('where somebody is, and which days of the trial period are used, is what counting day by day gives', () => {
  fc.assert(
    fc.property(anAlternation, somewhen, (facts, at) => {
      const { startsOn, until, practicalTrainingStartsOn } = facts;
      const read = dayReader(facts.calendar);
      const from = practicalTrainingStartsOn ?? startsOn;
      let [used, host, unknown] = [0, 0, 0];
      let [endsOn, earliest, usedThen]: [Day | null, Day | null, number] = [null, null, 0];
      for (let on = addDays(startsOn, -2); on < addDays(until, 2); on = addDays(on, 1)) {
        const place = naivePlace(facts, on);
        if (read(on).place !== place) throw new Error(`${on}: ${read(on).place}, not ${place}`);
        if (on < from || until <= on || used === 45) continue;
        used += place === 'company' ? 1 : 0;
        host += place === 'host' ? 1 : 0;
        unknown += place === 'unknown' ? 1 : 0;
        if (used + host === 45 && earliest === null) earliest = on;
        if (used === 45) endsOn = on;
        if (on <= at) usedThen = used;
      }
      const trial = trialPeriodOf(facts, at);
      const { plan } = facts.calendar;
      expect([trial.daysUsed, trial.endsOn, trial.earliestEndsOn, trial.isCertain]).toEqual(
        plan
          ? [usedThen, endsOn, earliest === endsOn ? null : earliest, unknown === 0]
          : [null, null, null, false],
      );
      const counted = trialDaysOf(facts, addDays(at, -1)).filter(({ count }) => count === 'counted').length;
      expect(trialDaysProven(facts, at, addDays(at, 5))).toBe(counted);
    }),
    { numRuns: 150, seed: 7 },
  );
});

const OFFICE_PLAN = { patterns: [{ from: D('2025-09-01'), weeks: [week(OFFICE)] }], exceptions: [] };
const codesOf = (
  facts: Alternation,
  today: string,
  deposit: Parameters<typeof findCalendarFindings>[1] = null,
) =>
  findCalendarFindings(facts, deposit, D(today)).map(({ code, severity, blocks }) => [
    code,
    severity,
    blocks,
  ]);
const deposited = (on: string) => ({ on: D(on), number: null, decision: null, decidedOn: null });

test('a late deposit, a trial that ends, a missing calendar and too little training are found; nothing is blocked', () => {
  const facts = alternation({ calendar: { plan: OFFICE_PLAN } });

  expect(codesOf(facts, '2025-09-06')).toEqual([['training_share_low', 'warn', null]]);
  expect(codesOf(facts, '2025-09-07')).toContainEqual(['deposit_late', 'warn', null]);
  expect(codesOf(facts, '2025-09-07', deposited('2025-09-06'))).not.toContainEqual([
    'deposit_late',
    'warn',
    null,
  ]);
  expect(codesOf(facts, '2025-09-30', deposited('2025-09-08'))).toContainEqual([
    'deposit_was_late',
    'inform',
    null,
  ]);
  expect(codesOf(alternation({ signedOn: null }), '2025-09-30')).toEqual([]);
  expect(codesOf(alternation({ isCancelled: true, calendar: { plan: null } }), '2025-09-30')).toEqual([]);
  expect(trialEndingOn(alternation(), D('2025-11-24'))).toBe('2025-12-01');
  const trial = (today: string) => codesOf(alternation(), today, deposited('2025-09-02'));
  expect([trial('2025-11-23'), trial('2025-11-24'), trial('2025-12-01'), trial('2025-12-02')]).toEqual([
    [],
    [['trial_ending', 'inform', null]],
    [['trial_ending', 'inform', null]],
    [],
  ]);
  expect(codesOf(alternation({ calendar: { plan: null } }), '2025-09-05')).toEqual([
    ['calendar_missing', 'inform', null],
  ]);
  expect(codesOf({ ...facts, contractType: '23' }, '2025-09-05')).toEqual([]);
});

test('a contract shows the days that follow from its calendar', () => {
  expect(contractDatesOf(alternation(), D('2025-09-03'))).toEqual({
    trialDaysUsed: 3,
    trialEndsOn: '2025-12-01',
    depositDueOn: '2025-09-06',
  });
});
