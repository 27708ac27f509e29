import type { Day } from '../../../kernel/days.js';
import type { ContractId } from '../../../kernel/ids.js';
import type { Queryable } from '../../../platform/database/db.js';
import { row } from '../../../platform/database/sql.js';
import { readAlternation } from '../calendar/alternation.queries.js';
import { trialDaysProven } from './trial-period.rules.js';

/**
 * How many days of practical training in the company are proven before a first day out, as it is recorded now; null: no
 * calendar proves any, or the contract has another kind of trial period. @throws not_found
 */
export async function trialDaysProvenBy(
  q: Queryable,
  contractId: ContractId,
  firstDayOut: Day,
): Promise<number | null> {
  const alternation = await readAlternation(q, contractId, null);
  if (alternation.kind !== 'apprenticeship' || alternation.calendar.plan === null) return null;
  const found = await row<{ today: Day }>(q, 'select app.today() as today');
  return found && trialDaysProven(alternation, firstDayOut, found.today);
}
