import type { ContractId, OrganisationId } from '../../../kernel/ids.js';
import { notFound } from '../../../kernel/refusals.js';
import type { Queryable } from '../../../platform/database/db.js';
import { row } from '../../../platform/database/sql.js';
import { listOfContract } from '../contract-pages.queries.js';
import type { ConfirmationId, ConfirmationRow } from './confirmations.types.js';

/** The contract as which a draft was confirmed, where the reader sees it. */
export const duplicateOf = (contract: string): string => `(
      select x.contract_id
      from contract_confirmations x
      where x.duplicate_id = ${contract}.id
        and not exists (select from contract_confirmation_withdrawals w where w.confirmation_id = x.id)
    )`;

const CONFIRMATIONS = `
  select
    x.id,
    x.contract_id        as "contractId",
    (select d.id from contracts d where d.id = x.duplicate_id) as "duplicateId",
    x.organisation_id    as "organisationId",
    x.recorded_at        as "recordedAt",
    x.recorded_by        as "recordedBy",
    x.recorded_by_client as "recordedByClient",
    (
      select w.recorded_at from contract_confirmation_withdrawals w where w.confirmation_id = x.id
    )                    as "withdrawnAt"
  from contract_confirmations x
`;

/** @throws not_found */
export async function getConfirmation(q: Queryable, id: ConfirmationId): Promise<ConfirmationRow> {
  const found = await row<ConfirmationRow & Record<string, unknown>>(q, `${CONFIRMATIONS} where x.id = $1`, [
    id,
  ]);
  if (!found) throw notFound();
  return found;
}

/** In the order in which they were recorded. @throws not_found when the contract may not be seen */
export function listConfirmations(
  q: Queryable,
  contractId: ContractId,
  page: { after: string | null; limit: number },
): Promise<ConfirmationRow[]> {
  return listOfContract<ConfirmationRow & Record<string, unknown>>(q, CONFIRMATIONS, 'x', contractId, page);
}

/** What an organisation of the caller's calls a contract, whether or not the id was freed since. */
export async function findExternalId(
  q: Queryable,
  contractId: ContractId,
  organisationId: OrganisationId,
): Promise<string | null> {
  const found = await row<{ externalId: string }>(
    q,
    `
    select e.external_id as "externalId"
    from contract_external_ids e
    where e.contract_id = $1 and e.organisation_id = $2
    `,
    [contractId, organisationId],
  );
  return found?.externalId ?? null;
}
