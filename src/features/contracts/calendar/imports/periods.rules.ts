import { addDays, daysBetween, isDay, type Day } from '../../../../kernel/days.js';
import type { FieldError } from '../../../../kernel/errors.js';
import { weekdayOf } from '../../../../kernel/holidays.js';
import { WEEKDAYS, type CalendarException, type PlannedPlace, type Weekday } from '../calendar.types.js';
import { elsewhereToo, nothingInIt, tooLong, tooMuch, turnedRound } from './imports.errors.js';
import { FILE_BOUNDS, type ImportedPeriod, type ReadFile } from './imports.types.js';

/** Reads `2026-12-31`, `31/12/2026`, `1.9.2026`: in France the day comes first. Null: none of these, or no such day. */
export function dayOfText(text: string): Day | null {
  const [, day = '', month = '', year = ''] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text.trim()) ?? [];
  const iso = year === '' ? text.trim() : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDay(iso) ? iso : null;
}

const PLACE_WORDS: Readonly<Record<PlannedPlace, RegExp>> = {
  host: /^(host|(entreprise d)?accueil)/,
  company: /^(company|entreprise|employeur|employer)/,
  centre: /^(centre|center|cfa|ecole|formation|training)/,
  exam_leave: /^(exam|revision)/,
  leave: /^(leave|conge|vacances)/,
  rest: /^(rest|repos|off)/,
};

/** The place that a word names, whatever its capitals and accents; null: none. */
export function placeOfText(text: string): PlannedPlace | null {
  const word = text
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036F’' ]/g, '')
    .toLowerCase()
    .replace(/^entreprised/, '');
  const found = Object.entries(PLACE_WORDS).find(([, words]) => words.test(word));
  return (found?.[0] as PlannedPlace | undefined) ?? null;
}

/** What is wrong with the days of one period of a file. */
export function periodMistake({ line, from, to }: ImportedPeriod, column: string | null): FieldError | null {
  if (to < from) return turnedRound(line, column ?? 'DTEND');
  return daysBetween(from, to) >= FILE_BOUNDS.days ? tooLong(line, column) : null;
}

/** Periods of a table, as they stand. Two that share a day are a mistake; a worked day is told by the rhythm. */
export const statedExceptions = ({ periods, mistakes }: ReadFile): Exceptions => {
  const sorted = periods.toSorted((a, b) => (a.from < b.from ? -1 : 1));
  const shared = sorted.flatMap((one, index) => {
    const before = sorted[index - 1];
    return before && one.from <= before.to ? [elsewhereToo(one.line, before.line)] : [];
  });
  const exceptions = sorted.map(({ from, to, place, title }) => ({ from, to, place, title, days: null }));
  return judged(exceptions, [...mistakes, ...shared]);
};

/** Events of an agenda, which are all at one place, day by day: those that follow each other at one place are one period, of just these days. */
export function gatheredExceptions({ periods, mistakes }: ReadFile): Exceptions {
  const total = periods.reduce((sum, { from, to }) => sum + daysBetween(from, to) + 1, 0);
  if (total > FILE_BOUNDS.gathered) return judged([], [tooMuch('periods', FILE_BOUNDS.periods)]);
  const days = new Map<Day, PlannedPlace>();
  for (const { from, to, place } of periods)
    for (let on = from; on <= to; on = addDays(on, 1)) days.set(on, place);
  const exceptions: CalendarException[] = [];
  for (const [on, place] of [...days].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const last = exceptions.at(-1);
    const follows = last && addDays(last.to, 1) === on && last.place === place && weekdayOf(on) !== 0;
    if (follows) exceptions[exceptions.length - 1] = { ...last, to: on };
    else exceptions.push({ from: on, to: on, place, title: null, days: null });
  }
  return judged(
    exceptions.map((one) => (one.from === one.to ? one : { ...one, days: weekdaysOf(one) })),
    mistakes,
  );
}

interface Exceptions {
  readonly exceptions: readonly CalendarException[];
  readonly mistakes: readonly FieldError[];
}

function judged(exceptions: readonly CalendarException[], mistakes: readonly FieldError[]): Exceptions {
  const most = FILE_BOUNDS.periods;
  const more = exceptions.length > most ? [tooMuch('periods', most)] : [];
  const none = exceptions.length === 0 && mistakes.length === 0 ? [nothingInIt()] : [];
  return { exceptions, mistakes: [...mistakes, ...more, ...none] };
}

/** At most a week: the days between never pass a Sunday. */
const weekdaysOf = ({ from, to }: CalendarException): Weekday[] =>
  WEEKDAYS.slice(weekdayOf(from), weekdayOf(from) + daysBetween(from, to) + 1);
