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
  const offset = weekdayOf(first);
  const wanted = weekdays.length > 0 ? weekdays : isDaily ? [0, 1, 2, 3, 4, 5, 6] : [offset];
  const days: Day[] = [];
  const last = until === null ? FILE_BOUNDS.days : daysBetween(first, until);
  for (let after = 0; after < FILE_BOUNDS.days; after += 1) {
    if (last < after) return days;
    const turn = isDaily ? after : Math.floor((offset + after) / 7);
    if (turn % interval !== 0 || !(after === 0 || wanted.includes((offset + after) % 7))) continue;
    if (days.length === most) return 'endless';
    days.push(addDays(first, after));
    if (days.length === count) return days;
  }
  return 'endless';
}

const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const READ = ['FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'BYDAY', 'WKST'];

/** What a rule of RFC 5545 says; `dayOf` reads its days. What is not read of it is among `others`. */
export function recurrenceOf(rule: string, dayOf: (text: string) => Day | null): Recurrence {
  const parts = new Map(
    rule.split(';').map((part) => {
      const [name = '', value = ''] = part.split('=', 2);
      return [name.trim().toUpperCase(), value.trim().toUpperCase()] as const;
    }),
  );
  const days = parts.get('BYDAY')?.split(',') ?? [];
  const until = parts.get('UNTIL');
  const interval = numberOf(parts.get('INTERVAL') ?? '1');
  const count = parts.get('COUNT');
  const isRead =
    days.every((day) => WEEKDAYS.includes(day)) &&
    (until === undefined || dayOf(until) !== null) &&
    (count === undefined || numberOf(count) > 0) &&
    // Where the week begins matters only where weeks are left out.
    (interval === 1 || (parts.get('WKST') ?? 'MO') === 'MO');
  return {
    freq: parts.get('FREQ') ?? '',
    interval,
    count: count === undefined ? null : numberOf(count),
    until: until === undefined ? null : dayOf(until),
    weekdays: days.map((day) => WEEKDAYS.indexOf(day)),
    others: [...[...parts.keys()].filter((name) => !READ.includes(name)), ...(isRead ? [] : [rule])],
  };
}

const numberOf = (text: string): number => (/^\d{1,6}$/.test(text) ? Number(text) : 0);
