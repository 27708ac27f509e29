import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays, instantAt, type Day } from '../../../../src/kernel/days.js';
import {
  explainMinorWork,
  findMinorShift,
  findMinorWork,
  inHours,
  weekOf,
  type Work,
} from '../../../../src/features/ladder/entitlements/minors/minor-work.rules.js';
import {
  MINOR_WORK_RULES,
  minorWorkOn,
} from '../../../../src/features/ladder/entitlements/minors/minors-law.rules.js';
import { countWords, MAX_WORDS } from '../../../../src/kernel/sentences.js';

// A Thursday.
const ON = '2026-03-12' as Day;
const SEVENTEEN = '2009-02-01' as Day;
const FIFTEEN = '2010-09-01' as Day;
const ADULT = '2008-03-12' as Day;

/** `07:00-15:00/30` on that day, or so many minutes of which no hours are given. */
function work(on: Day, given: string | number): Work {
  if (typeof given === 'number') return { on, minutes: given, from: null, to: null, breakMinutes: 0 };
  const [hours = '', pause = '0'] = given.split('/');
  const [from, to] = hours.split('-').map((time) => instantAt(on, time));
  const length = (Date.parse(String(to)) - Date.parse(String(from))) / 60_000;
  return {
    on,
    minutes: length - Number(pause),
    from: from ?? null,
    to: to ?? null,
    breakMinutes: Number(pause),
  };
}
const found = (birthDate: Day | null, ...all: Work[]) =>
  findMinorWork(ON, all, birthDate).map(({ rule }) => rule);
const days = (count: number, minutes: number) =>
  weekOf(ON)
    .slice(0, count)
    .map((on) => work(on, minutes));

test.each<[string, Day | null, Work[], string[]]>([
  ['8 h', SEVENTEEN, [work(ON, 300), work(ON, 180)], []],
  ['a minute more', SEVENTEEN, [work(ON, 300), work(ON, 181)], ['day_max']],
  ['of unknown age', null, [work(ON, 481)], ['day_max']],
  ['18 on that day', ADULT, [work(ON, 900)], []],
  ['18 on the next day', addDays(ADULT, 1), [work(ON, 481)], ['day_max']],
  ['35 h in the week', SEVENTEEN, days(5, 420), []],
  ['a minute more in the week', SEVENTEEN, [...days(5, 420), work(ON, 1)], ['week_max']],
  ['of another week', SEVENTEEN, [...days(5, 420), work(addDays(ON, -4), 60)], []],
  ['4 h 30 at a stretch', SEVENTEEN, [work(ON, '07:00-11:30')], []],
  ['a minute more at a stretch', SEVENTEEN, [work(ON, '07:00-11:31')], ['continuous_max']],
  ['a break of 30 min', SEVENTEEN, [work(ON, '07:00-14:00/30')], []],
  ['a break of 29 min', SEVENTEEN, [work(ON, '07:00-14:00/29')], ['continuous_max']],
  ['30 min between two', SEVENTEEN, [work(ON, '07:00-11:00'), work(ON, '11:30-13:00')], []],
  ['29 min between two', SEVENTEEN, [work(ON, '07:00-11:00'), work(ON, '11:29-13:00')], ['continuous_max']],
  ['12 h of rest', SEVENTEEN, [work(addDays(ON, -1), '17:00-20:00'), work(ON, '08:00-10:00')], []],
  [
    'a minute less',
    SEVENTEEN,
    [work(addDays(ON, -1), '17:00-20:01'), work(ON, '08:00-10:00')],
    ['daily_rest_min'],
  ],
  [
    'less before the next day',
    SEVENTEEN,
    [work(ON, '17:00-20:01'), work(addDays(ON, 1), '08:00-10:00')],
    ['daily_rest_min'],
  ],
  [
    '12 h at fifteen',
    FIFTEEN,
    [work(addDays(ON, -1), '17:00-20:00'), work(ON, '08:00-10:00')],
    ['daily_rest_min'],
  ],
  ['14 h at fifteen', FIFTEEN, [work(addDays(ON, -1), '15:00-18:00'), work(ON, '08:00-10:00')], []],
  ['six days', SEVENTEEN, days(6, 60), ['weekly_rest_min']],
])('of a minor: %s', (_, birthDate, all, rules) => {
  expect(found(birthDate, ...all)).toEqual(rules);
});

test('what blocks is what the law says blocks', () => {
  expect(findMinorWork(ON, days(6, 481), SEVENTEEN)).toEqual([
    { rule: 'day_max', severity: 'block' },
    { rule: 'week_max', severity: 'block' },
    { rule: 'weekly_rest_min', severity: 'warn' },
  ]);
});

test.each<[number, number | null, string[]]>([
  [510, null, []],
  [511, null, ['day_max']],
  [270, 0, []],
  [271, 0, ['continuous_max']],
  [540, 60, []],
  [541, 60, ['day_max']],
  [511, 29, ['day_max', 'continuous_max']],
])('a shift of %i minutes with a break of %p is refused for %j', (minutes, pause, rules) => {
  expect(findMinorShift(ON, minutes, pause, SEVENTEEN)).toEqual(rules);
  expect(findMinorShift(ON, minutes, pause, ADULT)).toEqual([]);
});

test('more work never makes a day lawful, and nothing is found of an adult', () => {
  const one = fc.record({
    day: fc.integer({ min: -3, max: 3 }),
    at: fc.integer({ min: 0, max: 19 }),
    long: fc.integer({ min: 1, max: 4 }),
  });
  fc.assert(
    fc.property(fc.array(one, { maxLength: 8 }), one, (all, more) => {
      const given = [...all, more].map(({ day, at, long }) =>
        work(addDays(ON, day), `${String(at).padStart(2, '0')}:00-${String(at + long).padStart(2, '0')}:00`),
      );
      const before = found(SEVENTEEN, ...given.slice(0, -1));
      expect(found(SEVENTEEN, ...given)).toEqual(expect.arrayContaining(before));
      expect(found(ADULT, ...given)).toEqual([]);
    }),
    { numRuns: 100 },
  );
});

test('the figures are those of the law on that day, in minutes; before it is known there is none', () => {
  expect(MINOR_WORK_RULES.map((rule) => minorWorkOn(rule, ON))).toEqual([
    { severity: 'block', article: 'L3162-1 ; L6222-25', figures: [{ under: 18, minutes: 480 }] },
    { severity: 'block', article: 'L3162-1 ; L6222-25', figures: [{ under: 18, minutes: 2100 }] },
    { severity: 'block', article: 'L3162-3', figures: [{ under: 18, minutes: 270, breakMinutes: 30 }] },
    {
      severity: 'block',
      article: 'L3164-1',
      figures: [
        { under: 16, minutes: 840 },
        { under: 18, minutes: 720 },
      ],
    },
    { severity: 'warn', article: 'L3164-2', figures: [{ under: 18, minutes: 2880 }] },
  ]);
  expect(minorWorkOn('day_max', '2018-12-31' as Day)).toBeNull();
});

test('each is said in a sentence that a nurse reads once, with its figure', () => {
  const sentences = MINOR_WORK_RULES.map((rule) => explainMinorWork(rule, ON));

  expect(sentences.flatMap(({ fr, en }) => [fr, en]).filter((text) => countWords(text) > MAX_WORDS)).toEqual(
    [],
  );
  expect(sentences[2]?.fr).toBe('Plus de 4 h 30 de suite sans vraie pause, interdit avant 18 ans (L3162-3).');
  expect(inHours(720)).toBe('12 h');
});
