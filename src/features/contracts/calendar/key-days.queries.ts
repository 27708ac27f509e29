import type { Day, Instant } from '../../../kernel/days.js';
import type { ContractId } from '../../../kernel/ids.js';
import type { Queryable } from '../../../platform/database/db.js';
import { readDeposit } from '../deposits/deposits.queries.js';
import { readAlternation } from './alternation.queries.js';
import { contractDatesOf } from './dates.rules.js';
import type { ContractKeyDays } from './key-days.types.js';

/** Reads those of some contracts, one after the other: ask for few. */
export async function readKeyDays(
  q: Queryable,
  contracts: readonly ContractId[],
  { now, today }: { readonly now: Instant; readonly today: Day },
): Promise<ContractKeyDays[]> {
  const found: ContractKeyDays[] = [];
  for (const contractId of contracts) {
    const dates = contractDatesOf(await readAlternation(q, contractId, null), today);
    const deposit = await readDeposit(q, contractId, now);
    found.push({
      contractId,
      trialEndsOn: dates.trialEndsOn,
      depositDueOn: dates.depositDueOn,
      isDeposited: (deposit?.on ?? null) !== null,
    });
  }
  return found;
}
