import { addDays, ageOn, dayOf, endOfDay, timeOf, type Day, type Instant } from '../../../kernel/days.js';
import { ALWAYS, MAJORITY, ruleOn, type LegalRule } from '../../../kernel/law.js';
import { holidayOn, isSunday } from '../../../kernel/holidays.js';
import { findMinorShift } from './minors/minor-work.rules.js';
import type { Days, MinorHours, Shift } from './shift.types.js';

/** The hours that are night for whoever has not completed so many years: Paris time, the second one the next morning. */
export interface MinorNight extends LegalRule {
  readonly under: number;
  readonly from: number;
  readonly to: number;
}

const READ_IN_2016 = 'lu dans le texte de 2016, les changements depuis sont à vérifier';

/** No exception for care: those of R3163-1 are for hotels, restaurants, bakeries, shows and races. */
export const MINOR_NIGHTS: readonly (readonly MinorNight[])[] = [
  [
    {
      applies: ALWAYS,
      source: `Code du travail, L3163-1 et R3163-1 (${READ_IN_2016})`,
      certainty: 'text',
      under: 16,
      from: 20,
      to: 6,
    },
  ],
  [
    {
      applies: ALWAYS,
      source: `Code du travail, L3163-1 et R3163-1 (${READ_IN_2016})`,
      certainty: 'text',
      under: MAJORITY,
      from: 22,
      to: 6,
    },
  ],
];

/** No exception for care either: those of R3164-1 and R3164-2 are for the trades of food. */
export const MINOR_SUNDAYS: readonly LegalRule[] = [
  { applies: ALWAYS, source: `Code du travail, R3164-1 (${READ_IN_2016})`, certainty: 'text' },
];
export const MINOR_HOLIDAYS: readonly LegalRule[] = [
  { applies: ALWAYS, source: `Code du travail, R3164-2 (${READ_IN_2016})`, certainty: 'text' },
];

/** What of a shift is not a minor's to work: each kind once, holidays each. The day of the majority is worked as an adult. */
export function minorHoursOf(shift: Shift, birthDate: Day | null): MinorHours[] {
  const found: MinorHours[] = [];
  const parts = partsOf(shift);
  for (const part of parts) {
    if (!isMinorOn(part.on, birthDate)) continue;
    // Where it lies is not told: of hours over midnight the break may be the other day's.
    const breakMinutes = parts.length === 1 ? (shift.breakMinutes ?? null) : null;
    const tooLong = findMinorShift(part.on, part.minutes, breakMinutes, birthDate);
    for (const hours of [
      ...hoursOf(part, yearsOn(part.on, birthDate)),
      ...tooLong.map((kind) => ({ kind, on: part.on })),
    ]) {
      const isStated = found.some(({ kind }) => kind === hours.kind && kind !== 'holiday');
      if (!isStated) found.push(hours);
    }
  }
  return found;
}

/** Where only a day is known: a Sunday or a holiday is closed to a minor from its first hour to its last. */
export function closedHoursOf(on: Day, birthDate: Day | null): MinorHours[] {
  return isMinorOn(on, birthDate) ? closedHours(on) : [];
}

/**
 * Judges many days, `until` excluded (null: open-ended): only when each one of them is closed, then of the first.
 * Which of them will be worked is not known, and one that is open is enough.
 */
export function closedThroughout(
  { from, until }: { readonly from: Day; readonly until: Day | null },
  birthDate: Day | null,
): MinorHours[] {
  const first = closedHoursOf(from, birthDate);
  // Closed days follow each other by two or three: an open one is soon met.
  for (let on = from; until === null || on < until; on = addDays(on, 1))
    if (closedHoursOf(on, birthDate).length === 0) return [];
  return first;
}

/** Every day in Paris that a shift touches. */
export function daysOf({ from, to }: Shift): Days {
  const days: [Day, ...Day[]] = [dayOf(from)];
  const last = dayOf(lastInstantOf(to));
  for (let on = addDays(days[0], 1); on <= last; on = addDays(on, 1)) days.push(on);
  return days;
}

/** What of a shift falls on one day in Paris: by the clock, from (included) to (the last second worked). */
interface Part {
  readonly on: Day;
  readonly from: string;
  readonly last: string;
  readonly minutes: number;
}

function partsOf(shift: Shift): Part[] {
  const days = daysOf(shift);
  return days.map((on, index) => ({
    on,
    from: index === 0 ? timeOf(shift.from) : '00:00:00',
    last: index === days.length - 1 ? timeOf(lastInstantOf(shift.to)) : '23:59:59',
    minutes: minutesWithin(on, shift),
  }));
}

function minutesWithin(on: Day, { from, to }: Shift): number {
  const [begins, ends] = [Date.parse(endOfDay(addDays(on, -1))) + 1, Date.parse(endOfDay(on)) + 1];
  return (Math.min(ends, Date.parse(to)) - Math.max(begins, Date.parse(from))) / 60_000;
}

/** The end itself is not worked. */
const lastInstantOf = (to: Instant): Instant => new Date(Date.parse(to) - 1).toISOString() as Instant;

/** Whoever is of unknown age is as young as can be. */
const yearsOn = (on: Day, birthDate: Day | null): number => (birthDate === null ? 0 : ageOn(birthDate, on));

const isMinorOn = (on: Day, birthDate: Day | null): boolean => yearsOn(on, birthDate) < MAJORITY;

function hoursOf({ on, from, last }: Part, age: number): MinorHours[] {
  const hours: MinorHours[] = [];
  // The youngest come first: of two nights the longer one is theirs.
  const night = MINOR_NIGHTS.map((rules) => ruleOn(rules, on)).find((rule) => rule && age < rule.under);
  if (night && (from < clock(night.to) || last >= clock(night.from)))
    hours.push({ kind: 'night', on, from: night.from, to: night.to });
  return [...hours, ...closedHours(on)];
}

function closedHours(on: Day): MinorHours[] {
  const hours: MinorHours[] = [];
  if (ruleOn(MINOR_SUNDAYS, on) && isSunday(on)) hours.push({ kind: 'sunday', on });
  const name = ruleOn(MINOR_HOLIDAYS, on) ? holidayOn(on) : null;
  if (name) hours.push({ kind: 'holiday', on, name });
  return hours;
}

const clock = (hour: number) => `${String(hour).padStart(2, '0')}:00:00`;
