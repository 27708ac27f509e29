import { minutesOf, type Day } from '../../kernel/days.js';
import type { FieldError } from '../../kernel/errors.js';
import type { ContractLife } from '../contracts/contracts.types.js';
import { moreThanADay, outsideContract } from './journal.errors.js';
import type { JournalEntryStatus, JournalStepKind } from './journal.types.js';

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
