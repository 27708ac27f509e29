import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays, dayOf, instantAt, clockTimeOf, type Day, type Instant } from '../../../src/kernel/days.js';
import { NOTIFICATION_KINDS, SAFETY_KINDS } from '../../../src/kernel/notification-kinds.js';
import { DEFAULT_PREFERENCES } from '../../../src/features/notifications/notifications.types.js';
import { dueAt, isQuiet, nextDigest } from '../../../src/features/notifications/notify/timing.rules.js';

const at = (instant: string) => instant as Instant;
const minute = 60_000;

const times = fc
  .integer({ min: 0, max: 1439 })
  .map((m) => `${String(Math.floor(m / 60)).padStart(2, '0')}:${String(m % 60).padStart(2, '0')}`);
/** Around both changes of hour of 2026, and in between. */
const instants = fc
  .oneof(
    fc.integer({ min: Date.parse('2026-03-27T00:00:00Z'), max: Date.parse('2026-03-31T00:00:00Z') }),
    fc.integer({ min: Date.parse('2026-10-23T00:00:00Z'), max: Date.parse('2026-10-27T00:00:00Z') }),
    fc.integer({ min: Date.parse('2026-01-01T00:00:00Z'), max: Date.parse('2026-12-31T00:00:00Z') }),
  )
  .map((ms) => new Date(ms - (ms % minute)).toISOString() as Instant);

test.each([
  ['2026-03-12', '07:30', '2026-03-12T06:30:00.000Z'],
  ['2026-07-12', '07:30', '2026-07-12T05:30:00.000Z'],
  ['2026-03-29', '02:30', '2026-03-29T01:30:00.000Z'], // skipped: shown as 03:30
  ['2026-10-25', '02:30', '2026-10-25T00:30:00.000Z'], // twice: the first
  ['2026-10-25', '03:00', '2026-10-25T02:00:00.000Z'],
  ['2026-12-31', '00:00', '2026-12-30T23:00:00.000Z'],
])('on %s clocks in Paris show %s at %s', (day, time, instant) => {
  expect(instantAt(day as Day, time)).toBe(instant);
});

test.each([
  ['06:59', true],
  ['07:00', false],
  ['19:59', false],
  ['20:00', true],
  ['00:00', true],
])('by the usual hours, at %s it is quiet: %s', (time, expected) => {
  expect(isQuiet(time, DEFAULT_PREFERENCES)).toBe(expected);
});

test('without quiet hours it is never quiet; within one day they end the same day', () => {
  expect(isQuiet('08:00', { quietFrom: '08:00', quietTo: '08:00' })).toBe(false);
  expect(
    ['11:59', '12:00', '13:59', '14:00'].map((t) => isQuiet(t, { quietFrom: '12:00', quietTo: '14:00' })),
  ).toEqual([false, true, true, false]);
});

test('the next digest is the first minute to come that shows its time, found minute by minute', () => {
  fc.assert(
    fc.property(instants, times, (now, time) => {
      const next = nextDigest(time, now);
      let looked = Date.parse(now) + minute;
      while (clockTimeOf(new Date(looked).toISOString() as Instant) !== time) {
        looked += minute;
        // An hour that is skipped shows no such minute.
        if (looked > Date.parse(next)) break;
      }
      const isSkipped = looked > Date.parse(next);
      expect(isSkipped ? time.slice(0, 2) : '').toBe(isSkipped ? '02' : '');
      // The second showing of an hour that comes twice is no digest: the first was.
      const isSecond =
        time.startsWith('02') && dayOf(new Date(looked).toISOString() as Instant) === '2026-10-25';
      if (!isSkipped && !isSecond) expect(new Date(looked).toISOString()).toBe(next);
    }),
    { numRuns: 60 },
  );
});

test('digests that follow each other are of days that follow each other: one a day, none left out', () => {
  fc.assert(
    fc.property(instants, times, (now, time) => {
      const first = nextDigest(time, now);
      const second = nextDigest(time, first);
      expect(dayOf(second)).toBe(addDays(dayOf(first), 1));
    }),
    { numRuns: 200 },
  );
});

test('nothing urgent waits more than its quiet hours, and nothing that waits leaves in them', () => {
  fc.assert(
    fc.property(
      instants,
      times,
      times,
      fc.constantFrom(...SAFETY_KINDS),
      fc.boolean(),
      (now, quietFrom, quietTo, kind, isStaff) => {
        const preferences = { ...DEFAULT_PREFERENCES, quietFrom, quietTo };
        const due = dueAt(kind, isStaff, preferences, now);
        expect(due === null || due < now).toBe(false);
        const atAnyHour = isStaff && (kind === 'revocation' || kind === 'concern_high');
        if (atAnyHour || !isQuiet(clockTimeOf(now), preferences)) expect(due).toBe(now);
        else expect(Date.parse(due ?? '') - Date.parse(now)).toBeLessThanOrEqual(25 * 60 * minute);
      },
    ),
    { numRuns: 200 },
  );
});

test('what is switched off has no hour, except what safety hangs on, for staff', () => {
  const preferences = { ...DEFAULT_PREFERENCES, mutedKinds: NOTIFICATION_KINDS };
  const now = at('2026-03-12T09:00:00.000Z');

  expect(NOTIFICATION_KINDS.filter((kind) => dueAt(kind, true, preferences, now) !== null)).toEqual(
    SAFETY_KINDS,
  );
  expect(NOTIFICATION_KINDS.filter((kind) => dueAt(kind, false, preferences, now) !== null)).toEqual([]);
});
