import {
  addDays,
  ageOn,
  clockTimeOf,
  dayOf,
  instantAt,
  timeOf,
  type Day,
  type Instant,
} from '../../../kernel/days.js';
import type { FieldError } from '../../../kernel/errors.js';
import { ALWAYS, MAJORITY, ruleOn, type LegalRule } from '../../../kernel/law.js';
import { fieldError } from '../../../kernel/refusals.js';
import { holidayOn, isSunday } from './holidays.rules.js';
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

const DAY_MS = 24 * 3_600_000;

/** A day later by the clock in Paris, and never less than 24 hours: the night on which the clocks go back is a shift too. */
function longestUntil(from: Instant): number {
  const sameTime = instantAt(addDays(dayOf(from), 1), clockTimeOf(from));
  const seconds = Date.parse(from) % 60_000;
  return Math.max(Date.parse(from) + DAY_MS, Date.parse(sameTime) + seconds);
}

/** What of a shift is not a minor's to work: each kind once, holidays each. The day of the majority is worked as an adult. */
export function minorHoursOf(shift: Shift, birthDate: Day | null): MinorHours[] {
  const found: MinorHours[] = [];
  for (const part of partsOf(shift)) {
    if (!isMinorOn(part.on, birthDate)) continue;
    for (const hours of hoursOf(part, yearsOn(part.on, birthDate))) {
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

/** Neither backwards nor longer than a day: whoever asks of that means something else. */
export function findShiftMistakes({ from, to }: Shift): FieldError[] {
  const length = Date.parse(to) - Date.parse(from);
  if (length <= 0)
    return [
      fieldError(
        '/shiftTo',
        'before_from',
        'La fin de l’horaire doit suivre son début.',
        'The end of the shift must follow its beginning.',
      ),
    ];
  if (Date.parse(to) > longestUntil(from))
    return [
      fieldError(
        '/shiftTo',
        'too_long',
        'Un horaire dure un jour au plus, 24 heures hors changement d’heure : posez la question jour par jour.',
        'A shift is one day at most, 24 hours but for a change of the clocks: ask day by day.',
      ),
    ];
  return [];
}

/** One bound without the other; the pointer is that of the one that is missing. */
export const halfAShift = (pointer: string): FieldError =>
  fieldError(
    pointer,
    'required',
    'Un horaire a un début et une fin : donnez les deux, ou aucun des deux.',
    'A shift has a beginning and an end: give "shiftFrom" and "shiftTo", or neither.',
  );

/** What of a shift falls on one day in Paris: by the clock, from (included) to (the last second worked). */
interface Part {
  readonly on: Day;
  readonly from: string;
  readonly last: string;
}

function partsOf(shift: Shift): Part[] {
  const days = daysOf(shift);
  return days.map((on, index) => ({
    on,
    from: index === 0 ? timeOf(shift.from) : '00:00:00',
    last: index === days.length - 1 ? timeOf(lastInstantOf(shift.to)) : '23:59:59',
  }));
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
