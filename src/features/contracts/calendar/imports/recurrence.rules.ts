import { addDays, daysBetween, type Day } from '../../../../kernel/days.js';
import { weekdayOf } from '../../../../kernel/holidays.js';
import { FILE_BOUNDS } from './imports.types.js';

/** A recurrence as RFC 5545 has it, as far as it is taken. */
export interface Recurrence {
  readonly freq: string;
  readonly interval: number;
  readonly count: number | null;
  readonly until: Day | null;
  /** From Monday, 0, to Sunday, 6. */
  readonly weekdays: readonly number[];
  /** Parts that are not read here: a recurrence that has any is not taken. */
  readonly others: readonly string[];
}

/**
 * The days on which an event takes place, the first included, as many as `most`. Daily and weekly only: others can look for
 * a day that never comes. `not_taken`; `endless` when it has no end, or more days than that.
 */
export function occurrencesOf(
  first: Day,
  { freq, interval, count, until, weekdays, others }: Recurrence,
  most: number,
): Day[] | 'not_taken' | 'endless' {
  const isDaily = freq === 'DAILY';
  if ((!isDaily && freq !== 'WEEKLY') || others.length > 0 || !(interval >= 1 && interval <= 52))
    return 'not_taken';
  if (count === null && until === null) return 'endless';
  const monday = addDays(first, -weekdayOf(first));
  const wanted = weekdays.length > 0 ? weekdays : isDaily ? [0, 1, 2, 3, 4, 5, 6] : [weekdayOf(first)];
  const days: Day[] = [];
  for (let on = first; daysBetween(first, on) < FILE_BOUNDS.days; on = addDays(on, 1)) {
    if (until !== null && until < on) return days;
    const turn = isDaily ? daysBetween(first, on) : Math.floor(daysBetween(monday, on) / 7);
    if (turn % interval !== 0 || !(on === first || wanted.includes(weekdayOf(on)))) continue;
    if (days.length === most) return 'endless';
    days.push(on);
    if (days.length === count) return days;
  }
  return 'endless';
}
