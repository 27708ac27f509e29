import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ageOn, type Day, type Instant } from '../../../src/kernel/days.js';
import { holidayOn, isSunday } from '../../../src/kernel/holidays.js';
import {
  closedThroughout,
  daysOf,
  minorHoursOf,
} from '../../../src/features/ladder/entitlements/shift.rules.js';
import { findShiftMistakes } from '../../../src/features/ladder/entitlements/shift-form.rules.js';
import type { Shift } from '../../../src/features/ladder/entitlements/shift.types.js';

const shift = (from: string, to: string): Shift => ({
  from: new Date(from).toISOString() as Instant,
  to: new Date(to).toISOString() as Instant,
});
/** When, not how long: that is in `minor-work.rules.test.ts`. */
const closedIn = (asked: Shift, birthDate: Day | null) =>
  minorHoursOf(asked, birthDate).filter(({ kind }) => kind !== 'day_max' && kind !== 'continuous_max');
const hours = (from: string, to: string, birthDate: string | null) =>
  closedIn(shift(from, to), birthDate as Day | null).map(({ kind, on }) => `${kind} ${on}`);

const SEVENTEEN = '2009-02-01';
const FIFTEEN = '2010-09-01';

// The 12th of March 2026 is a Thursday; France is an hour ahead of UTC then, two in summer.
test.each([
  ['a day', '2026-03-12T07:00:00+01:00', '2026-03-12T15:00:00+01:00', SEVENTEEN, []],
  ['until 22 h', '2026-03-12T14:00:00+01:00', '2026-03-12T22:00:00+01:00', SEVENTEEN, []],
  [
    'a second more',
    '2026-03-12T14:00:00+01:00',
    '2026-03-12T22:00:01+01:00',
    SEVENTEEN,
    ['night 2026-03-12'],
  ],
  ['from 6 h', '2026-03-12T06:00:00+01:00', '2026-03-12T13:00:00+01:00', SEVENTEEN, []],
  [
    'a second earlier',
    '2026-03-12T05:59:59+01:00',
    '2026-03-12T13:00:00+01:00',
    SEVENTEEN,
    ['night 2026-03-12'],
  ],
  ['at 15, until 20 h', '2026-03-12T13:00:00+01:00', '2026-03-12T20:00:00+01:00', FIFTEEN, []],
  [
    'at 15, a minute more',
    '2026-03-12T13:00:00+01:00',
    '2026-03-12T20:01:00+01:00',
    FIFTEEN,
    ['night 2026-03-12'],
  ],
  [
    'of unknown age, as at 15',
    '2026-03-12T13:00:00+01:00',
    '2026-03-12T21:00:00+01:00',
    null,
    ['night 2026-03-12'],
  ],
  ['in UTC', '2026-03-12T05:00:00Z', '2026-03-12T21:00:00Z', SEVENTEEN, []],
  ['in UTC in summer', '2026-07-15T04:00:00Z', '2026-07-15T20:00:00Z', SEVENTEEN, []],
  [
    'a whole night, told once',
    '2026-03-12T21:00:00+01:00',
    '2026-03-13T07:00:00+01:00',
    SEVENTEEN,
    ['night 2026-03-12'],
  ],
  ['a Sunday', '2026-03-15T09:00:00+01:00', '2026-03-15T12:00:00+01:00', SEVENTEEN, ['sunday 2026-03-15']],
  [
    'into a Sunday',
    '2026-03-14T23:59:00+01:00',
    '2026-03-15T00:01:00+01:00',
    SEVENTEEN,
    ['night 2026-03-14', 'sunday 2026-03-15'],
  ],
  [
    'until the Sunday begins',
    '2026-03-14T14:00:00+01:00',
    '2026-03-15T00:00:00+01:00',
    SEVENTEEN,
    ['night 2026-03-14'],
  ],
  [
    'the day when clocks go forward: 24 hours touch three days',
    '2026-03-28T23:30:00+01:00',
    '2026-03-30T00:30:00+02:00',
    SEVENTEEN,
    ['night 2026-03-28', 'sunday 2026-03-29'],
  ],
  [
    'the second 2 h of the day when clocks go back',
    '2026-10-25T02:30:00+01:00',
    '2026-10-25T07:00:00+01:00',
    SEVENTEEN,
    ['night 2026-10-25', 'sunday 2026-10-25'],
  ],
  [
    'a holiday on a Sunday is both',
    '2026-11-01T09:00:00+01:00',
    '2026-11-01T12:00:00+01:00',
    SEVENTEEN,
    ['sunday 2026-11-01', 'holiday 2026-11-01'],
  ],
  ['a holiday', '2026-05-01T09:00:00+02:00', '2026-05-01T12:00:00+02:00', SEVENTEEN, ['holiday 2026-05-01']],
  ['an adult', '2026-11-01T00:00:00+01:00', '2026-11-02T00:00:00+01:00', '2008-10-31', []],
  ['from the birthday on', '2026-03-12T00:00:00+01:00', '2026-03-12T05:00:00+01:00', '2008-03-12', []],
  [
    'the evening before the birthday',
    '2026-03-11T21:00:00+01:00',
    '2026-03-12T05:00:00+01:00',
    '2008-03-12',
    ['night 2026-03-11'],
  ],
  [
    'until midnight before the birthday, when the day ends at 22 h',
    '2026-03-11T21:00:00+01:00',
    '2026-03-11T22:00:00+01:00',
    '2008-03-12',
    [],
  ],
  [
    'at 16 on the second day the night begins later, but six hours are night for all minors',
    '2026-03-11T19:00:00+01:00',
    '2026-03-12T05:00:00+01:00',
    '2010-03-12',
    ['night 2026-03-11'],
  ],
])('%s', (_, from, to, birthDate, expected) => {
  expect(hours(from, to, birthDate)).toEqual(expected);
});

test.each([
  ['2026-03-12T08:00:00Z', '2026-03-12T08:00:00Z', ['before_from']],
  ['2026-03-12T08:00:00Z', '2026-03-12T07:59:59Z', ['before_from']],
  ['2026-03-12T08:00:00Z', '2026-03-13T08:00:00Z', []],
  ['2026-03-12T08:00:00Z', '2026-03-13T08:00:00.001Z', ['too_long']],
  // The whole day on which the clocks go back, and one worked through that night.
  ['2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z', []],
  ['2026-10-24T22:00:00Z', '2026-10-25T23:00:00.001Z', ['too_long']],
  ['2026-10-24T16:30:15Z', '2026-10-25T17:30:15Z', []],
  ['2026-10-25T23:00:00Z', '2026-10-26T23:00:00.001Z', ['too_long']],
  // And forward: a day of 23 hours, and 24 hours all the same.
  ['2027-03-27T23:00:00Z', '2027-03-28T22:00:00Z', []],
  ['2027-03-27T23:00:00Z', '2027-03-28T23:00:00Z', []],
  ['2027-03-27T23:00:00Z', '2027-03-28T23:00:00.001Z', ['too_long']],
])('from %s to %s is refused for %p', (from, to, expected) => {
  expect(findShiftMistakes(shift(from, to)).map(({ code }) => code)).toEqual(expected);
});

test.each([
  ['2026-03-12T07:00:00Z', '2026-03-12T15:00:00Z', ['2026-03-12']],
  ['2026-03-12T18:00:00Z', '2026-03-12T23:00:00Z', ['2026-03-12']],
  ['2026-03-12T18:00:00Z', '2026-03-12T23:00:00.001Z', ['2026-03-12', '2026-03-13']],
  ['2026-03-28T22:30:00Z', '2026-03-29T22:30:00Z', ['2026-03-28', '2026-03-29', '2026-03-30']],
])('from %s to %s touches %p', (from, to, expected) => {
  expect(daysOf(shift(from, to))).toEqual(expected);
});

// The 5th of April 2026 is Easter Sunday.
test.each([
  ['a Sunday', '2026-03-15', '2026-03-16', SEVENTEEN, ['sunday']],
  ['a Saturday', '2026-03-14', '2026-03-15', SEVENTEEN, []],
  ['a Sunday and the day after', '2026-03-15', '2026-03-17', SEVENTEEN, []],
  ['from a Sunday on', '2026-03-15', null, SEVENTEEN, []],
  ['Easter', '2026-04-05', '2026-04-07', SEVENTEEN, ['sunday']],
  ['Easter and the day after', '2026-04-05', '2026-04-08', SEVENTEEN, []],
  ['Easter, of age on the Monday', '2026-04-05', '2026-04-07', '2008-04-06', []],
  ['a holiday on a Sunday', '2026-11-01', '2026-11-02', null, ['sunday', 'holiday']],
  ['a Sunday, of age', '2026-03-15', '2026-03-16', '2008-03-15', []],
])('%s: what is closed throughout', (_, from, until, birthDate, expected) => {
  const days = { from: from as Day, until: until as Day | null };
  const found = closedThroughout(days, birthDate as Day | null);
  expect(found.map(({ kind }) => kind)).toEqual(expected);
  for (const { on } of found) expect(on).toBe(from);
});

const PARIS = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Paris',
  dateStyle: 'short',
  timeStyle: 'short',
});

/** Minute by minute, with another reading of the clock in Paris. */
function kindsByMinutes({ from, to }: Shift, birthDate: Day | null): Set<string> {
  const kinds = new Set<string>();
  const start = Date.parse(from);
  for (let at = start; at < Date.parse(to); at += 60_000) {
    const [day = '', time = ''] = PARIS.format(at).split(' ');
    const age = birthDate === null ? 0 : ageOn(birthDate, day as Day);
    if (age >= 18) continue;
    const hour = Number(time.slice(0, 2));
    if (hour < 6 || hour >= (age < 16 ? 20 : 22)) kinds.add('night');
    if (isSunday(day as Day)) kinds.add('sunday');
    if (holidayOn(day as Day)) kinds.add(`holiday ${day}`);
  }
  return kinds;
}

test('it finds what a walk through the shift, minute by minute, meets', () => {
  const instant = fc
    .integer({ min: Date.parse('2026-03-20T00:00Z') / 60_000, max: Date.parse('2026-11-12T00:00Z') / 60_000 })
    .map((minute) => minute * 60_000);
  const birth = fc.option(
    fc.constantFrom('2007-12-01', '2008-03-29', '2008-10-25', '2010-03-29', '2010-10-25', '2011-01-01'),
  );
  fc.assert(
    fc.property(instant, fc.integer({ min: 1, max: 1440 }), birth, (start, minutes, birthDate) => {
      const asked = shift(new Date(start).toISOString(), new Date(start + minutes * 60_000).toISOString());
      const found = closedIn(asked, birthDate as Day | null);
      const kinds = found.map((one) => (one.kind === 'holiday' ? `holiday ${one.on}` : one.kind));
      expect(new Set(kinds)).toEqual(kindsByMinutes(asked, birthDate as Day | null));
      expect(kinds).toHaveLength(new Set(kinds).size);
    }),
    { numRuns: 60 },
  );
});

test('a minor’s day of work ends after 8 hours, and a stretch after 4 h 30; each day of a shift by itself', () => {
  const long = (to: string, breakMinutes?: number) =>
    minorHoursOf(
      {
        ...shift('2026-03-12T07:00:00+01:00', `2026-03-12T${to}:00+01:00`),
        ...(breakMinutes === undefined ? {} : { breakMinutes }),
      },
      SEVENTEEN as Day,
    ).map(({ kind }) => kind);

  expect(long('15:30')).toEqual([]);
  expect(long('15:31')).toEqual(['day_max']);
  expect(long('16:00', 60)).toEqual([]);
  expect(long('11:30', 0)).toEqual([]);
  expect(long('11:31', 0)).toEqual(['continuous_max']);
  expect(hours('2026-03-12T19:00:00+01:00', '2026-03-13T07:00:00+01:00', SEVENTEEN)).toEqual([
    'night 2026-03-12',
  ]);
});
