import type { ContractId, LadderId } from '../../../kernel/ids.js';
import type { Queryable } from '../../../platform/database/db.js';
import { row } from '../../../platform/database/sql.js';
import type { Ladder } from '../../frameworks/frameworks.types.js';
import { listLadderFacts } from '../ladder-facts.queries.js';
import type { LadderProgress } from './ladder-progress.types.js';
import { loadVersionHistory } from '../versions/version-history.queries.js';
import { replay } from '../versions/version-history.rules.js';

/** Where a contract stands by all its facts, read again. */
export interface Recount {
  readonly ladder: Ladder;
  readonly progress: LadderProgress;
}

/** Reads again where a contract that is held stands, once who was who is known otherwise; null: nothing was recorded yet. */
export async function recountProgress(q: Queryable, contractId: ContractId): Promise<Recount | null> {
  const stored = await row<{ ladderId: LadderId }>(
    q,
    `
    select c.ladder_id as "ladderId"
    from contracts c
    join progress p on p.contract_id = c.id
    where c.id = $1
    `,
    [contractId],
  );
  if (!stored) return null;
  const facts = (await listLadderFacts(q, [contractId], null)).get(contractId) ?? [];
  return replay(await loadVersionHistory(q, contractId, stored.ladderId), facts);
}
