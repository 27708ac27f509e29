import type { ContractId, MandateId, OrganisationId } from '../../../kernel/ids.js';
import type { Queryable } from '../../../platform/database/db.js';
import { rows } from '../../../platform/database/sql.js';

/**
 * The mandates of a contract that organisations call so, one for each: where an id passed from one to the next, the one
 * that it leads to. Row-level security shows an organisation its own alone.
 */
export function listCalled(
  q: Queryable,
  contractId: ContractId,
  externalId: string,
  organisationId: OrganisationId | null,
): Promise<{ readonly id: MandateId; readonly organisationId: OrganisationId }[]> {
  return rows(
    q,
    `
    select distinct on (e.organisation_id) m.id, e.organisation_id as "organisationId"
    from mandate_external_ids e
    join mandates m on m.id = e.mandate_id
    where m.contract_id = $1
      and e.external_id = $2
      and ($3::uuid is null or e.organisation_id = $3)
    order by e.organisation_id, m.from_day desc, coalesce(m.until_day > m.from_day, true) desc, m.id desc
    `,
    [contractId, externalId, organisationId],
  );
}

/** Whether an organisation calls a mandate by some id of its own. */
export async function isCalled(
  q: Queryable,
  mandateId: MandateId,
  organisationId: OrganisationId,
): Promise<boolean> {
  const found = await rows(
    q,
    'select e.mandate_id from mandate_external_ids e where e.mandate_id = $1 and e.organisation_id = $2',
    [mandateId, organisationId],
  );
  return found.length > 0;
}
