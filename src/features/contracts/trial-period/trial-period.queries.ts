import type { Day, Instant } from '../../../kernel/days.js';
import type { ContractId } from '../../../kernel/ids.js';
import type { Queryable } from '../../../platform/database/db.js';
import { readAlternation } from '../calendar/alternation.queries.js';
import { isTransfer } from '../form/contract-types.rules.js';
import { trialDaysAtMost, trialDaysProven } from './trial-period.rules.js';

/**
 * How many days of practical training in the company are proven before the first day out, by what is recorded at an instant, and
 * how many there may have been at most;
 * null: no calendar says where the alternant was, or the contract has another kind of trial period. Days between two dates
 * never prove any. @throws not_found
 */
export async function trialDaysProvenBy(
  q: Queryable,
  contractId: ContractId,
  firstDayOut: Day,
  { at, today }: { readonly at: Instant; readonly today: Day },
): Promise<{ readonly proven: number; readonly atMost: number } | null> {
  const alternation = await readAlternation(q, contractId, at);
  if (alternation.kind !== 'apprenticeship' || alternation.calendar.plan === null) return null;
  if (isTransfer(alternation.contractType)) return null;
  return {
    proven: trialDaysProven(alternation, firstDayOut, today),
    atMost: trialDaysAtMost(alternation, firstDayOut),
  };
}
