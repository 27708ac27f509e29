import type { Day } from '../../../kernel/days.js';
import type { ContractId } from '../../../kernel/ids.js';
import type { Queryable } from '../../../platform/database/db.js';
import { listUnheld } from '../attestations.queries.js';
import type { Reminder } from '../attestations.types.js';
import { reminderOf } from '../standing.rules.js';

/** Something that people are reminded of: `id`, the attestation that ends or was the last; of none, the contract. */
export interface Reminded {
  readonly id: string;
  readonly contractId: ContractId;
  readonly reminder: Reminder;
}

/** What is reminded of on a day, of these contracts (null: of all). */
export async function listReminders(
  q: Queryable,
  contracts: readonly ContractId[] | null,
  today: Day,
): Promise<Reminded[]> {
  return (await listUnheld(q, contracts, today)).flatMap((unheld) => {
    const found = reminderOf(unheld, today);
    const { contractId } = unheld;
    return found
      ? [{ id: found.standing.attestationId ?? contractId, contractId, reminder: found.reminder }]
      : [];
  });
}
