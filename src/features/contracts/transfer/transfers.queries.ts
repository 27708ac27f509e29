import type { Day } from '../../../kernel/days.js';
import type { ContractId } from '../../../kernel/ids.js';
import type { Queryable } from '../../../platform/database/db.js';
import { row } from '../../../platform/database/sql.js';
import type { StepKind } from '../contracts.types.js';
import { transferAgreed } from './transfers.errors.js';

const ENDS: readonly StepKind[] = ['terminated', 'completed', 'cancelled'];

/**
 * What all agreed on is not undone by halves: the contract that passes on ends on that day, and what goes on is not cancelled alone.
 * @throws transfer_agreed
 */
export async function requireNoTransfer(q: Queryable, contractId: ContractId, kind: StepKind): Promise<void> {
  if (!ENDS.includes(kind)) return;
  const found = await row<{ amendmentId: string | null }>(
    q,
    'select app.transfer_of($1, $2) as "amendmentId"',
    [contractId, kind === 'cancelled'],
  );
  if (found?.amendmentId) throw transferAgreed(found.amendmentId);
}

/** The first day of what goes on in a contract: that with the first employer, where it passed from another. */
export async function findBegan(
  q: Queryable,
  { id, startsOn }: { readonly id: ContractId; readonly startsOn: Day },
): Promise<Day> {
  const found = await row<{ day: Day | null }>(q, 'select app.began_on($1) as day', [id]);
  return found?.day ?? startsOn;
}
