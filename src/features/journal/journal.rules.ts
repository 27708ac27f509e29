import { addDays, dayOf, minutesOf, type Day } from '../../kernel/days.js';
import type { FieldError } from '../../kernel/errors.js';
import type { ContractLife } from '../contracts/contracts.types.js';
import { findShiftMistakes } from '../ladder/entitlements/shift-form.rules.js';
import type { Shift } from '../ladder/entitlements/shift.types.js';
import { weekOf, type Work } from '../ladder/entitlements/minors/minor-work.rules.js';
import { halfHours, longerThanHours, moreThanADay, otherDay, outsideContract } from './journal.errors.js';
import type { JournalEntryStatus, JournalStepKind, WorkedHours } from './journal.types.js';

export type JournalAct = 'acknowledge' | 'withdraw';

/** The one table of what may become of an entry. */
export const JOURNAL_ENTRY_TRANSITIONS: Readonly<
  Record<JournalAct, { readonly from: readonly JournalEntryStatus[]; readonly to: JournalStepKind }>
> = {
  acknowledge: { from: ['recorded'], to: 'acknowledged' },
  withdraw: { from: ['recorded'], to: 'withdrawn' },
};

export const journalStatus = ({
  step,
}: {
  readonly step: { readonly kind: JournalStepKind } | null;
}): JournalEntryStatus => step?.kind ?? 'recorded';

/** What may still be done with an entry. */
export function allowedJournalActs(status: JournalEntryStatus): JournalAct[] {
  const acts = Object.keys(JOURNAL_ENTRY_TRANSITIONS) as JournalAct[];
  return acts.filter((act) => JOURNAL_ENTRY_TRANSITIONS[act].from.includes(status));
}

/**
 * The day is one of those that the parties agreed on, whether the contract was active then or not: what happened is never
 * hidden. And no day holds more than its minutes: 25 hours of them when the clocks go back, 23 when they go forward.
 */
export function findJournalMistakes(
  { startsOn, until }: Pick<ContractLife, 'startsOn' | 'until'>,
  { on, minutes }: { readonly on: Day; readonly minutes: number },
  minutesOfDay: number,
): FieldError[] {
  return [
    ...(startsOn <= on && on < until ? [] : [outsideContract(startsOn, until)]),
    ...findTooLong({ on, minutes }, minutesOfDay),
  ];
}

/** A day has 23, 24 or 25 hours, of which others may be written already. */
export function findTooLong(
  { on, minutes }: { readonly on: Day; readonly minutes: number },
  minutesOfDay: number,
): FieldError[] {
  const left = minutesOf(on) - minutesOfDay;
  return minutes <= left ? [] : [moreThanADay(left, minutesOf(on) / 60)];
}

/** Hours are told whole, begin on the day of the entry and hold its minutes; a night ends on the next day. */
export function findHoursMistakes({
  on,
  minutes,
  startsAt,
  endsAt,
  breakMinutes,
}: WorkedHours & { readonly on: Day; readonly minutes: number }): FieldError[] {
  if (startsAt === null || endsAt === null) {
    const missing = startsAt === null ? '/startsAt' : '/endsAt';
    return startsAt === endsAt && breakMinutes === null ? [] : [halfHours(missing)];
  }
  const mistakes = findShiftMistakes({ from: startsAt, to: endsAt, breakMinutes });
  if (mistakes.length > 0)
    return mistakes.map((one) => ({ ...one, pointer: HOURS_POINTERS[one.pointer] ?? one.pointer }));
  if (dayOf(startsAt) !== on) return [otherDay()];
  const room = Math.floor((Date.parse(endsAt) - Date.parse(startsAt)) / 60_000) - (breakMinutes ?? 0);
  return minutes <= room ? [] : [longerThanHours(room)];
}

const HOURS_POINTERS: Readonly<Record<string, string>> = {
  '/shiftTo': '/endsAt',
  '/shiftBreakMinutes': '/breakMinutes',
};

/** The days whose work says whether that of a day is too much: its week, and the days beside it. `until` excluded. */
export function daysAround(on: Day): { readonly from: Day; readonly until: Day } {
  const days = [addDays(on, -1), ...weekOf(on), addDays(on, 1)].sort();
  return { from: days[0] ?? on, until: addDays(days.at(-1) ?? on, 1) };
}

/** The hours that entitle, where they are told. */
export const shiftOf = ({ startsAt, endsAt, breakMinutes }: WorkedHours): Shift | null =>
  startsAt === null || endsAt === null ? null : { from: startsAt, to: endsAt, breakMinutes };

/** Why it was above the entitlement; work that the law closes to a minor was, whatever the mission. */
export const reasonsOf = (
  { reasons }: { readonly reasons: readonly { readonly code: string }[] },
  flagged: readonly { readonly severity: 'block' | 'warn' }[],
): string[] => {
  const codes = reasons.map(({ code }) => code);
  const isTooMuch = flagged.some(({ severity }) => severity === 'block');
  return isTooMuch && !codes.includes('age') ? [...codes, 'age'] : codes;
};

/** An entry as work. */
export const workOf = ({
  on,
  minutes,
  startsAt,
  endsAt,
  breakMinutes,
}: WorkedHours & { readonly on: Day; readonly minutes: number }): Work => ({
  on,
  minutes,
  from: startsAt,
  to: endsAt,
  breakMinutes: breakMinutes ?? 0,
});
