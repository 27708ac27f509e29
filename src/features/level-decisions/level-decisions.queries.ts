import type { ContractId } from '../../kernel/ids.js';
import { notFound } from '../../kernel/refusals.js';
import type { Queryable } from '../../platform/database/db.js';
import { row } from '../../platform/database/sql.js';
import { listOfContract } from '../contracts/contract-pages.queries.js';
import { contestedNow } from '../contracts/contested-days.queries.js';
import { contested } from '../sign-offs/facts/contested.queries.js';
import type { LevelDecisionRow } from './level-decisions.types.js';

const LEVEL_DECISIONS = `
  select
    d.id,
    d.contract_id as "contractId",
    d.level,
    d.decision,
    d.capacity,
    d.decided_by  as "decidedBy",
    d.recorded_at as "recordedAt",
    d.reason,
    d.cosigns,
    ${contested(
      'level_decision_id',
      'd.id',
      `${contestedNow('level_decision', 'd')} and not app.is_void(d.id, d.contract_id, d.decision)`,
    )},
    app.reads_comments(c) as "readsComments"
  from level_decisions d
  join contracts c on c.id = d.contract_id
`;

/** @throws not_found */
export async function getLevelDecision(q: Queryable, id: string): Promise<LevelDecisionRow> {
  const found = await row<LevelDecisionRow>(q, `${LEVEL_DECISIONS} where d.id = $1`, [id]);
  if (!found) throw notFound();
  return found;
}

/** In the order in which they were recorded. @throws not_found when the contract may not be seen */
export function listLevelDecisions(
  q: Queryable,
  contractId: ContractId,
  page: { after: string | null; limit: number },
): Promise<LevelDecisionRow[]> {
  return listOfContract(q, LEVEL_DECISIONS, 'd', contractId, page);
}
