import type { ContractId } from '../../../kernel/ids.js';
import { notFound } from '../../../kernel/refusals.js';
import type { Queryable } from '../../../platform/database/db.js';
import { row } from '../../../platform/database/sql.js';
import { listOfContract } from '../contract-pages.queries.js';
import type { StepId, StepRow } from './corrections.types.js';

const STEPS = `
  select
    s.id,
    s.contract_id as "contractId",
    s.sequence,
    s.kind,
    s.on_day      as "on",
    s.cause,
    s.initiator,
    s.until_day   as "until",
    s.proof,
    case when s.corrects is not null and app.reads_comments(c) then s.comment end as reason,
    s.recorded_at as "recordedAt",
    s.recorded_by as "recordedBy",
    s.recorded_by_client as "recordedByClient",
    (select o.id from contract_steps o where o.contract_id = s.contract_id and o.sequence = s.corrects) as corrects,
    (select x.id from contract_steps x where x.contract_id = s.contract_id and x.corrects = s.sequence) as "correctedBy"
  from contract_steps s
  join contracts c on c.id = s.contract_id
`;

/** @throws not_found */
export async function getStep(q: Queryable, id: StepId): Promise<StepRow> {
  const found = await row<StepRow & Record<string, unknown>>(q, `${STEPS} where s.id = $1`, [id]);
  if (!found) throw notFound();
  return found;
}

/** In the order in which they were recorded. @throws not_found when the contract may not be seen */
export function listStepRows(
  q: Queryable,
  contractId: ContractId,
  page: { after: string | null; limit: number },
): Promise<StepRow[]> {
  return listOfContract<StepRow & Record<string, unknown>>(q, STEPS, 's', contractId, page);
}
