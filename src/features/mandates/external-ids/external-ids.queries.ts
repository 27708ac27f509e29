import type { ContractId, MandateId, OrganisationId } from '../../../kernel/ids.js';
import type { Queryable } from '../../../platform/database/db.js';
import { row, rows } from '../../../platform/database/sql.js';
import type { AtHost } from './external-ids.rules.js';

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

/** A mandate at a host, as an organisation calls it; null: it is none. */
export async function findAtHost(
  q: Queryable,
  mandateId: MandateId,
  organisationId: OrganisationId,
): Promise<AtHost | null> {
  const found = await row<AtHost & Record<string, unknown>>(
    q,
    `
    select
      coalesce((
        select min(o.from_day)
        from mandate_external_ids e
        join mandate_external_ids f on f.organisation_id = e.organisation_id and f.external_id = e.external_id
        join mandates o on o.id = f.mandate_id
        where e.mandate_id = m.id
          and e.organisation_id = $2
          and o.placement_id = m.placement_id
          and o.person_id = m.person_id
          and o.role = m.role
          and o.max_level is not distinct from m.max_level
          and o.until_day > o.from_day
          and exists (
            select from placement_versions v where v.placement_id = o.placement_id and v.until_day = o.until_day
          )
      ), m.from_day) as began,
      exists (
        select from placement_versions v where v.placement_id = m.placement_id and v.until_day = m.until_day
      ) as "endedWithPlacement"
    from mandates m
    where m.id = $1 and m.placement_id is not null
    `,
    [mandateId, organisationId],
  );
  return found ?? null;
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
