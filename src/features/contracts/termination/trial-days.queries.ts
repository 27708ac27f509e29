import type { Day } from '../../../kernel/days.js';
import type { ContractId } from '../../../kernel/ids.js';
import type { Queryable } from '../../../platform/database/db.js';

/**
 * How many days of practical training in the company are proven before that day; null: nothing proves any. Days between two
 * dates never do: it takes what a calendar of the alternation, or somebody, recorded.
 */
export function trialDaysProvenBy(_q: Queryable, _contractId: ContractId, _day: Day): Promise<number | null> {
  return Promise.resolve(null);
}
