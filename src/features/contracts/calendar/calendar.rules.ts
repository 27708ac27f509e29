import { addDays, type Day } from '../../../kernel/days.js';
import type { FieldError } from '../../../kernel/errors.js';
import { weekdayOf } from '../../../kernel/holidays.js';
import {
  endsBeforeItStarts,
  notAMonday,
  notWorked,
  sameStart,
  sharesDays,
  twoPlaces,
} from './calendar.errors.js';
import type { AlternationPlan, CalendarException, CalendarPattern, CalendarWeek } from './calendar.types.js';

/** A calendar, of which some members may be missing because they are wrong by themselves. */
type Sent<T> = { readonly [Name in keyof T]?: T[Name] | null };
interface SentPlan {
  readonly patterns?: readonly (SentPattern | undefined)[] | null;
  readonly exceptions?: readonly (Sent<CalendarException> | undefined)[] | null;
}
type SentPattern = Sent<Omit<CalendarPattern, 'weeks'>> & {
  readonly weeks?: readonly (Sent<CalendarWeek> | undefined)[] | null;
};

/** Everything that is wrong between the members of a calendar. */
export function findCalendarMistakes({ patterns, exceptions }: SentPlan): FieldError[] {
  return [...patternMistakes(patterns ?? []), ...exceptionMistakes(exceptions ?? [])];
}

function patternMistakes(patterns: readonly (SentPattern | undefined)[]): FieldError[] {
  const starts = patterns.map((pattern) => pattern?.from ?? null);
  return patterns.flatMap((pattern, index) => {
    const pointer = `/patterns/${index}`;
    const from = starts[index] ?? null;
    return [
      ...(from !== null && weekdayOf(from) !== 0 ? [notAMonday(`${pointer}/from`)] : []),
      ...(from !== null && starts.indexOf(from) < index ? [sameStart(`${pointer}/from`)] : []),
      ...(pattern?.weeks ?? []).flatMap((week, at) => weekMistakes(week, `${pointer}/weeks/${at}`)),
    ];
  });
}

function weekMistakes(week: Sent<CalendarWeek> | undefined, pointer: string): FieldError[] {
  const [company, centre, halfDays] = [week?.company ?? [], week?.centre ?? [], week?.halfDays ?? []];
  return [
    ...(centre.some((day) => company.includes(day)) ? [twoPlaces(`${pointer}/centre`)] : []),
    ...(halfDays.some((day) => !company.includes(day) && !centre.includes(day))
      ? [notWorked(`${pointer}/halfDays`)]
      : []),
  ];
}

function exceptionMistakes(exceptions: readonly (Sent<CalendarException> | undefined)[]): FieldError[] {
  const whole = exceptions.flatMap((one, index) =>
    one?.from && one.to ? [{ from: one.from, to: one.to, index }] : [],
  );
  const turned = whole.filter(({ from, to }) => to < from);
  const sorted = whole.filter(({ from, to }) => from <= to).sort((a, b) => (a.from < b.from ? -1 : 1));
  const shared: FieldError[] = [];
  let last = sorted[0];
  for (const one of sorted.slice(1)) {
    if (last && one.from <= last.to) shared.push(sharesDays(`/exceptions/${one.index}`, last.index));
    if (!last || last.to < one.to) last = one;
  }
  return [...turned.map(({ index }) => endsBeforeItStarts(`/exceptions/${index}/to`)), ...shared];
}

/** The plan with other periods from their first to their last day: what it said of days before and after stays. */
export function withExceptions(
  plan: AlternationPlan,
  periods: readonly CalendarException[],
): AlternationPlan {
  const first = periods.reduce<Day | null>((least, { from }) => (least && least < from ? least : from), null);
  const last = periods.reduce<Day | null>((most, { to }) => (most && to < most ? most : to), null);
  if (first === null || last === null) return plan;
  const kept = plan.exceptions.flatMap((one) => [
    ...(one.from < first ? [{ ...one, to: one.to < first ? one.to : addDays(first, -1) }] : []),
    ...(last < one.to ? [{ ...one, from: last < one.from ? one.from : addDays(last, 1) }] : []),
  ]);
  const exceptions = [...kept, ...periods].toSorted((a, b) => (a.from < b.from ? -1 : 1));
  return { patterns: plan.patterns, exceptions };
}
