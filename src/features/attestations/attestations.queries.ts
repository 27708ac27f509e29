import type { AttestationId, ContractId } from '../../kernel/ids.js';
import { notFound } from '../../kernel/refusals.js';
import type { Queryable } from '../../platform/database/db.js';
import { row } from '../../platform/database/sql.js';
import { listOfContract } from '../contracts/contract-pages.queries.js';
import type { AttestationRow } from './attestations.types.js';
import { withdrawalOf } from '../declarations/withdrawals.queries.js';

const ATTESTATIONS = `
  select
    a.id,
    a.contract_id        as "contractId",
    a.prerequisite,
    a.from_day           as "from",
    a.until_day          as "until",
    a.recorded_at        as "recordedAt",
    a.recorded_by        as "recordedBy",
    a.recorded_by_client as "recordedByClient",
    ${withdrawalOf('attestation_withdrawals', 'attestation_id', 'a.id')} as withdrawal
  from attestations a
`;

/** @throws not_found */
export async function getAttestation(q: Queryable, id: AttestationId): Promise<AttestationRow> {
  const found = await row<AttestationRow & Record<string, unknown>>(q, `${ATTESTATIONS} where a.id = $1`, [
    id,
  ]);
  if (!found) throw notFound();
  return found;
}

/** In the order in which they were recorded. @throws not_found when the contract may not be seen */
export function listAttestations(
  q: Queryable,
  contractId: ContractId,
  page: { after: string | null; limit: number },
): Promise<AttestationRow[]> {
  return listOfContract<AttestationRow & Record<string, unknown>>(q, ATTESTATIONS, 'a', contractId, page);
}
