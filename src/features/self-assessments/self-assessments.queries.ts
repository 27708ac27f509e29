import type { ContractId, SelfAssessmentId } from '../../kernel/ids.js';
import { notFound } from '../../kernel/refusals.js';
import type { Queryable } from '../../platform/database/db.js';
import { row } from '../../platform/database/sql.js';
import { listOfContract } from '../contracts/contract-pages.queries.js';
import type { SelfAssessment } from './self-assessments.types.js';

/** Row-level security leaves out those that the reader does not read: the employer's HR read none. */
const SELF_ASSESSMENTS = `
  select
    f.id,
    f.contract_id as "contractId",
    f.assessed_by as "assessedBy",
    f.recorded_at as "recordedAt",
    f.on_day      as "on",
    f.items
  from self_assessments f
`;

/** @throws not_found */
export async function getSelfAssessment(q: Queryable, id: SelfAssessmentId): Promise<SelfAssessment> {
  const found = await row<SelfAssessment>(q, `${SELF_ASSESSMENTS} where f.id = $1`, [id]);
  if (!found) throw notFound();
  return found;
}

/** In the order in which they were recorded. @throws not_found when the contract may not be seen */
export function listSelfAssessments(
  q: Queryable,
  contractId: ContractId,
  page: { after: string | null; limit: number },
): Promise<SelfAssessment[]> {
  return listOfContract(q, SELF_ASSESSMENTS, 'f', contractId, page);
}
