import type { ContractId } from '../../kernel/ids.js';
import { notFound } from '../../kernel/refusals.js';
import type { Queryable } from '../../platform/database/db.js';
import { instantIn, row } from '../../platform/database/sql.js';
import { listOfContract } from '../contracts/contract-pages.queries.js';
import type { ResumptionRow } from './level-decisions.types.js';

const RESUMPTIONS = `
  select
    r.id,
    r.contract_id as "contractId",
    r.on_day      as "on",
    r.recorded_by as "recordedBy",
    r.recorded_at as "recordedAt",
    r.comment,
    (
      select jsonb_build_object(
        'id', w.id, 'withdrawnBy', w.withdrawn_by, 'recordedAt', ${instantIn('w.recorded_at')}, 'reason', w.reason
      )
      from resumption_withdrawals w
      where w.resumption_id = r.id
    )             as withdrawal,
    app.reads_comments(c) as "readsComments"
  from resumptions r
  join contracts c on c.id = r.contract_id
`;

/** @throws not_found */
export async function getResumption(q: Queryable, id: string): Promise<ResumptionRow> {
  const found = await row<ResumptionRow>(q, `${RESUMPTIONS} where r.id = $1`, [id]);
  if (!found) throw notFound();
  return found;
}

/** In the order in which they were recorded. @throws not_found when the contract may not be seen */
export function listResumptions(
  q: Queryable,
  contractId: ContractId,
  page: { after: string | null; limit: number },
): Promise<ResumptionRow[]> {
  return listOfContract(q, RESUMPTIONS, 'r', contractId, page);
}
