import { addDays, ageOn, dayOf, type Day, type Instant } from '../../../../kernel/days.js';
import { bilingual, type Bilingual } from '../../../../kernel/language.js';
import { minorWorkOn, type MinorWork, type MinorWorkRule } from './minors-law.rules.js';

/** Work of a day, as far as it was told; `from` and `to` where its hours were. */
export interface Work {
  readonly on: Day;
  /** Without the break. */
  readonly minutes: number;
  readonly from: Instant | null;
  readonly to: Instant | null;
  readonly breakMinutes: number;
}

interface Limit {
  readonly rule: MinorWorkRule;
  readonly severity: MinorWork['severity'];
  readonly minutes: number;
  readonly breakMinutes: number;
}

/** What the law says of that day to somebody of that age; null: nothing. Whoever is of unknown age is as young as can be. */
export function minorLimit(rule: MinorWorkRule, on: Day, birthDate: Day | null): Limit | null {
  const law = minorWorkOn(rule, on);
  const age = birthDate === null ? 0 : ageOn(birthDate, on);
  const figure = law?.figures.find(({ under }) => age < under);
  return law && figure
    ? { rule, severity: law.severity, minutes: figure.minutes, breakMinutes: figure.breakMinutes ?? 0 }
    : null;
}

/** What of the work of a day is more than a minor may do, among what is told of the days around it. */
export function findMinorWork(
  on: Day,
  work: readonly Work[],
  birthDate: Day | null,
): { readonly rule: MinorWorkRule; readonly severity: MinorWork['severity'] }[] {
  const ofDay = work.filter((one) => one.on === on);
  const week = weekOf(on);
  const ofWeek = work.filter((one) => week.includes(one.on));
  const exceeds: Readonly<Record<MinorWorkRule, (limit: Limit) => boolean>> = {
    day_max: ({ minutes }) => sum(ofDay) > minutes,
    week_max: ({ minutes }) => sum(ofWeek) > minutes,
    continuous_max: ({ minutes, breakMinutes }) => longestStretch(ofDay, breakMinutes) > minutes,
    daily_rest_min: ({ minutes }) => shortestRest(on, work) < minutes,
    weekly_rest_min: ({ minutes }) => longestTimeOff(week, ofWeek) * DAY < minutes,
  };
  return (Object.keys(exceeds) as MinorWorkRule[]).flatMap((rule) => {
    const limit = minorLimit(rule, on, birthDate);
    return limit && exceeds[rule](limit) ? [{ rule, severity: limit.severity }] : [];
  });
}

/** Hours of work that are asked about: more than a day’s, or too long without a break. An untold break is as short as the law allows. */
export function findMinorShift(
  on: Day,
  minutes: number,
  breakMinutes: number | null,
  birthDate: Day | null,
): ('day_max' | 'continuous_max')[] {
  const day = minorLimit('day_max', on, birthDate);
  const stretch = minorLimit('continuous_max', on, birthDate);
  const assumed = breakMinutes ?? stretch?.breakMinutes ?? 0;
  const worked = minutes - assumed;
  return [
    ...(day?.severity === 'block' && worked > day.minutes ? ['day_max' as const] : []),
    ...(stretch?.severity === 'block' &&
    (assumed < stretch.breakMinutes ? minutes : worked / 2) > stretch.minutes
      ? ['continuous_max' as const]
      : []),
  ];
}

const DAY = 24 * 60;
const sum = (work: readonly Work[]): number => work.reduce((all, { minutes }) => all + minutes, 0);
const minutesAt = (instant: Instant): number => Date.parse(instant) / 60_000;

/** From Monday to Sunday: a week of the law (L3121-35). */
export function weekOf(on: Day): Day[] {
  const sinceMonday = (new Date(`${on}T00:00:00Z`).getUTCDay() + 6) % 7;
  return Array.from({ length: 7 }, (_, index) => addDays(on, index - sinceMonday));
}

type Span = readonly [from: number, to: number];

/** Where a break that counts lies is not told: in the middle, which is the kindest. */
function spansOf(work: readonly Work[], breakMinutes: number): Span[] {
  const spans = work.flatMap((one): Span[] => {
    if (one.from === null || one.to === null) return [];
    const [from, to] = [minutesAt(one.from), minutesAt(one.to)];
    if (one.breakMinutes < breakMinutes || breakMinutes === 0) return [[from, to]];
    const half = (to - from - one.breakMinutes) / 2;
    return [
      [from, from + half],
      [to - half, to],
    ];
  });
  return spans.sort(([a], [b]) => a - b);
}

/** The longest time that no break of that length interrupts. */
function longestStretch(work: readonly Work[], breakMinutes: number): number {
  let longest = 0;
  let stretch: Span | null = null;
  for (const [from, to] of spansOf(work, breakMinutes)) {
    stretch =
      stretch && from - stretch[1] < breakMinutes ? [stretch[0], Math.max(stretch[1], to)] : [from, to];
    longest = Math.max(longest, stretch[1] - stretch[0]);
  }
  return longest;
}

/** Between the last work of a day and the first of the next, where that day is one of the two. */
function shortestRest(on: Day, work: readonly Work[]): number {
  const spans = (day: Day) =>
    spansOf(
      work.filter((one) => one.on === day),
      0,
    );
  const rest = (before: Day, after: Day): number => {
    const ends = spans(before).map(([, to]) => to);
    const [first] = spans(after);
    return ends.length > 0 && first ? first[0] - Math.max(...ends) : Infinity;
  };
  return Math.min(rest(addDays(on, -1), on), rest(on, addDays(on, 1)));
}

/** In days that follow each other. A week of which nothing is told but one day is no week without rest. */
function longestTimeOff(week: readonly Day[], work: readonly Work[]): number {
  const worked = new Set(work.flatMap(({ on, to }) => (to === null ? [on] : [on, dayOf(to)])));
  let longest = 0;
  let free = 0;
  for (const day of week) {
    free = worked.has(day) ? 0 : free + 1;
    longest = Math.max(longest, free);
  }
  return longest;
}

/** In a sentence: what is more than the law has it, and whose law. */
export function explainMinorWork(rule: MinorWorkRule, on: Day): Bilingual {
  const law = minorWorkOn(rule, on);
  const source = law?.article ?? '';
  const [figure] = law?.figures.slice(-1) ?? [];
  const limit = figure === undefined ? '' : inHours(figure.minutes);
  switch (rule) {
    case 'day_max':
      return bilingual(
        `Plus de ${limit} de travail ce jour-là, interdit avant 18 ans (${source}).`,
        `More than ${limit} of work on that day, closed to minors (${source}).`,
      );
    case 'week_max':
      return bilingual(
        `Plus de ${limit} de travail cette semaine-là, interdit avant 18 ans (${source}).`,
        `More than ${limit} of work in that week, closed to minors (${source}).`,
      );
    case 'continuous_max':
      return bilingual(
        `Plus de ${limit} de suite sans vraie pause, interdit avant 18 ans (${source}).`,
        `More than ${limit} without a proper break, closed to minors (${source}).`,
      );
    case 'daily_rest_min':
      return bilingual(
        `Repos trop court entre deux jours : ${limit} au moins avant 18 ans, davantage avant 16 ans (${source}).`,
        `Too short a rest between two days: ${limit} at least under 18, more under 16 (${source}).`,
      );
    case 'weekly_rest_min':
      return bilingual(
        `Pas deux jours de repos de suite cette semaine-là, attendus avant 18 ans (${source}).`,
        `No two days off in a row in that week, expected under 18 (${source}).`,
      );
  }
}

export function inHours(minutes: number): string {
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)} h${rest === 0 ? '' : ` ${String(rest).padStart(2, '0')}`}`;
}
