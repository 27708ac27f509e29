import type { ContractId, OrganisationId } from '../../../kernel/ids.js';
import { notFound } from '../../../kernel/refusals.js';
import type { Queryable } from '../../../platform/database/db.js';
import { row, rows } from '../../../platform/database/sql.js';
import type { ContractRow } from '../contract-details.types.js';
import { whichOrganisation } from '../contracts.errors.js';
import { getContract } from '../contracts.queries.js';

/** External ids are unique per owning organisation. */
export async function findContractIdByExternalId(
  q: Queryable,
  ownerId: OrganisationId,
  externalId: string,
): Promise<ContractId | null> {
  const found = await row<{ id: ContractId }>(
    q,
    'select c.id from contracts c where c.owner_id = $1 and c.external_id = $2 and not c.frees_external_id',
    [ownerId, externalId],
  );
  return found?.id ?? null;
}

/** The contract that an organisation knows by this id. @throws not_found; validation_failed when several know one by it */
export async function getContractByExternalId(
  q: Queryable,
  externalId: string,
  ownerId: OrganisationId | null,
): Promise<ContractRow> {
  const [found, another] = await rows<{ id: ContractId }>(
    q,
    `
    select c.id
    from contracts c
    where c.external_id = $1 and not c.frees_external_id and ($2::uuid is null or c.owner_id = $2)
    order by c.id
    limit 2
    `,
    [externalId, ownerId],
  );
  if (!found) throw notFound();
  if (another) throw whichOrganisation();
  return getContract(q, found.id);
}
