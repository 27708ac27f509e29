import type { Day } from '../../../kernel/days.js';
import type { ContractId, OrganisationId } from '../../../kernel/ids.js';
import { notFound } from '../../../kernel/refusals.js';
import type { Queryable } from '../../../platform/database/db.js';
import { row, rows } from '../../../platform/database/sql.js';
import type { ContractRow } from '../contract-details.types.js';
import { whichOrganisation } from '../contracts.errors.js';
import { getContract } from '../contracts.queries.js';

/** The contract that an organisation calls so, and that has not freed the id. */
export async function findContractIdByExternalId(
  q: Queryable,
  organisationId: OrganisationId,
  externalId: string,
): Promise<ContractId | null> {
  const found = await row<{ id: ContractId }>(
    q,
    `
    select e.contract_id as id
    from contract_external_ids e
    where e.organisation_id = $1 and e.external_id = $2 and not e.is_freed
    `,
    [organisationId, externalId],
  );
  return found?.id ?? null;
}

/** What goes on of a contract with that employer from that day on, by a transfer, and that the organisation calls nothing yet. */
export async function findWhatGoesOn(
  q: Queryable,
  id: ContractId,
  organisationId: OrganisationId,
  { employerId, startsOn }: { readonly employerId: OrganisationId; readonly startsOn: Day },
): Promise<ContractId | null> {
  const found = await row<{ id: ContractId }>(
    q,
    `
    select n.id
    from contracts n
    where n.continuation_of = $1
      and n.transfer_id is not null
      and n.cancelled_on is null
      and n.employer_id = $3
      and n.starts_on = $4
      and not exists (
        select from contract_external_ids e where e.contract_id = n.id and e.organisation_id = $2 and not e.is_freed
      )
    `,
    [id, organisationId, employerId, startsOn],
  );
  return found?.id ?? null;
}

/** The contract that an organisation of the reader's knows by this id. @throws not_found; validation_failed when several know one by it */
export async function getContractByExternalId(
  q: Queryable,
  externalId: string,
  ownerId: OrganisationId | null,
): Promise<ContractRow> {
  const [found, another] = await rows<{ id: ContractId }>(
    q,
    `
    select distinct c.id
    from contract_external_ids e
    join contracts c on c.id = e.contract_id
    where e.external_id = $1 and not e.is_freed and ($2::uuid is null or e.organisation_id = $2)
    order by c.id
    limit 2
    `,
    [externalId, ownerId],
  );
  if (!found) throw notFound();
  if (another) throw whichOrganisation();
  return getContract(q, found.id);
}
