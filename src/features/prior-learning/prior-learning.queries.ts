import type { ContractId } from '../../kernel/ids.js';
import { notFound } from '../../kernel/refusals.js';
import type { Queryable } from '../../platform/database/db.js';
import { row, rows } from '../../platform/database/sql.js';
import type { PriorContractRow, PriorFact } from './prior-learning.types.js';

/** Eight at most, the latest first. @throws not_found when the contract that continues them may not be seen */
export async function listPriorContracts(q: Queryable, contractId: ContractId): Promise<PriorContractRow[]> {
  await requireSeen(q, contractId);
  return rows<PriorContractRow & Record<string, unknown>>(
    q,
    `
    select
      p.contract_id as "contractId",
      p.starts_on   as "startsOn",
      p.until_day   as "until",
      jsonb_build_object('id', p.employer_id, 'name', p.employer_name) as employer,
      jsonb_build_object('id', p.training_centre_id, 'name', p.training_centre_name) as "trainingCentre",
      p.ladder_id   as "ladderId",
      p.titles,
      p.progress,
      p.tallies
    from app.prior_learning($1) p
    order by p.starts_on desc
    `,
    [contractId],
  );
}

/** One more than `limit`, in the order of their recording. @throws not_found when the contract may not be seen */
export async function listPriorFacts(
  q: Queryable,
  contractId: ContractId,
  { after, limit }: { after: string | null; limit: number },
): Promise<PriorFact[]> {
  await requireSeen(q, contractId);
  return rows<PriorFact & Record<string, unknown>>(
    q,
    `
    select
      f.id,
      f.kind,
      f.contract_id as "contractId",
      f.observed_on as "observedOn",
      f.recorded_at as "recordedAt",
      jsonb_build_object('id', f.author_id, 'givenName', f.given_name, 'familyName', f.family_name) as author,
      f.items
    from app.prior_facts($1, $2, $3) f
    order by f.id
    `,
    [contractId, after, limit + 1],
  );
}

async function requireSeen(q: Queryable, contractId: ContractId): Promise<void> {
  if (!(await row(q, 'select c.id from contracts c where c.id = $1', [contractId]))) throw notFound();
}
