import { createHash } from 'node:crypto';
import type { Day } from '../../../kernel/days.js';
import type { ContractId } from '../../../kernel/ids.js';
import type { Queryable } from '../../../platform/database/db.js';
import { listAsking, listUnheld } from '../attestations.queries.js';
import type { Reminder } from '../attestations.types.js';
import { remindedOf, reminderOf } from '../validity.rules.js';

/** Something that people are reminded of: `id`, the attestation that ends, was the last or was taken back; of none, what stands for that prerequisite. */
export interface Reminded {
  readonly id: string;
  readonly contractId: ContractId;
  readonly reminder: Reminder;
}

/** So many contracts are read at a time. */
const AT_ONCE = 1_000;

/** What is reminded of on a day, of these contracts (null: of all). */
export async function listReminders(
  q: Queryable,
  contracts: readonly ContractId[] | null,
  today: Day,
): Promise<Reminded[]> {
  const asked = contracts ?? (await listAsking(q, today));
  const reminded: Reminded[] = [];
  for (let at = 0; at < asked.length; at += AT_ONCE) {
    for (const unheld of await listUnheld(q, asked.slice(at, at + AT_ONCE), today)) {
      const found = reminderOf(unheld, today);
      const { contractId } = unheld;
      if (found)
        reminded.push({
          id: remindedOf(unheld.attestations, found.validity) ?? lackingId(contractId, unheld.prerequisite),
          contractId,
          reminder: found.reminder,
        });
    }
  }
  return reminded;
}

/** One id whenever it is asked, and another for each prerequisite: what was told of one hides no other. */
function lackingId(contractId: ContractId, prerequisite: string): string {
  const digest = createHash('sha256').update(`${contractId} ${prerequisite}`).digest('hex');
  const [a, b, c, d, e] = [
    digest.slice(0, 8),
    digest.slice(8, 12),
    digest.slice(13, 16),
    digest.slice(17, 20),
    digest.slice(20, 32),
  ];
  return `${a}-${b}-8${c}-8${d}-${e}`;
}
