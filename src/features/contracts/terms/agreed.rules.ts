import { addDays, earlierOf, laterOf, type Day } from '../../../kernel/days.js';
import { completeForm } from '../form/form.rules.js';
import type { ContractForm, PayPeriod } from '../form/form.types.js';
import { withMembers } from '../form/members.rules.js';
import type { AgreedHours } from '../pay/pay.types.js';
import type { AgreedChange } from './agreed.types.js';

/** Those that have taken effect by a day, in their order: that of their last signatures, the later of which holds. */
export const inForce = <Agreed extends { readonly from: Day }>(
  agreed: readonly Agreed[],
  day: Day,
): Agreed[] => agreed.filter(({ from }) => from <= day);

/** What the form says of a day: as it was filled, and what amendments in force by then made of it. */
export const formOn = (filled: ContractForm, agreed: readonly AgreedChange[], day: Day): ContractForm =>
  completeForm(inForce(agreed, day).reduce((form, { members }) => withMembers(form, members), filled));

export const hoursIn = (agreed: readonly AgreedChange[]): AgreedHours[] =>
  agreed.flatMap(({ from, members }) => {
    const weeklyMinutes = members['terms.weeklyMinutes'];
    return typeof weeklyMinutes === 'number' ? [{ from, weeklyMinutes }] : [];
  });

/** A pay period, and its place in the list in which it was agreed on. */
export type PlacedPeriod = PayPeriod & { readonly index: number };

/** What is paid on each day: as the form was filled, and from the day of each amendment of pay on as that says. */
export const periodsAgreed = (
  filled: readonly PayPeriod[],
  agreed: readonly AgreedChange[],
): PlacedPeriod[] =>
  agreed.reduce((held, { from, members }) => {
    const periods = members['pay.periods'] as readonly PayPeriod[] | undefined;
    if (!periods) return held;
    const before = held.filter((period) => period.from < from);
    const after = placed(periods).filter(({ to }) => from <= to);
    return [
      ...before.map((period) => ({ ...period, to: earlierOf(period.to, addDays(from, -1)) })),
      ...after.map((period) => ({ ...period, from: laterOf(period.from, from) })),
    ];
  }, placed(filled));

const placed = (periods: readonly PayPeriod[]): PlacedPeriod[] =>
  periods.map((period, index) => ({ ...period, index }));
