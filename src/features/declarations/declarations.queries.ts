import type { DeclarationId, LadderId, OrganisationId } from '../../kernel/ids.js';
import { notFound } from '../../kernel/refusals.js';
import type { Queryable } from '../../platform/database/db.js';
import { row, rows } from '../../platform/database/sql.js';
import type { Mission } from '../frameworks/frameworks.types.js';
import { withdrawalOf } from './withdrawals.queries.js';
import type { DeclarationRow } from './declarations.types.js';

const DECLARATIONS = `
  select
    d.id,
    d.employer_id        as "employerId",
    d.ladder_id          as "ladderId",
    d.missions,
    d.declared_on        as "declaredOn",
    d.recorded_at        as "recordedAt",
    d.recorded_by        as "recordedBy",
    d.recorded_by_client as "recordedByClient",
    ${withdrawalOf('employer_declaration_withdrawals', 'declaration_id', 'd.id')} as withdrawal
  from employer_declarations d
`;

/** @throws not_found */
export async function getDeclaration(q: Queryable, id: DeclarationId): Promise<DeclarationRow> {
  const found = await row<DeclarationRow & Record<string, unknown>>(q, `${DECLARATIONS} where d.id = $1`, [
    id,
  ]);
  if (!found) throw notFound();
  return found;
}

/** In the order in which they were recorded; one more than `limit`, to know whether a page follows. */
export function listDeclarations(
  q: Queryable,
  employerId: OrganisationId,
  { after, limit }: { after: string | null; limit: number },
): Promise<DeclarationRow[]> {
  return rows<DeclarationRow & Record<string, unknown>>(
    q,
    `
    ${DECLARATIONS}
    where d.employer_id = $1
      and ($2::uuid is null or d.id > $2)
    order by d.id
    limit $3
    `,
    [employerId, after, limit + 1],
  );
}

/**
 * Organisations are everybody's to read, what one declared is not: only of an employer on one of whose contracts one
 * stands, or for which one acts.
 * @throws not_found
 */
export async function requireFollowed(q: Queryable, employerId: OrganisationId): Promise<void> {
  const found = await row(
    q,
    `
    select o.id
    from organisations o
    where o.id = $1
      and o.kind = 'employer'
      and (
        o.id = any (app.organisations_as('hr', 'auditor'))
        or exists (select from contracts c where c.employer_id = o.id)
      )
    `,
    [employerId],
  );
  if (!found) throw notFound();
}

/** The missions of a published ladder, or null. */
export function findMissions(q: Queryable, ladderId: LadderId): Promise<{ missions: Mission[] } | null> {
  return row(q, 'select l.missions from ladders l where l.id = $1 and l.published_at is not null', [
    ladderId,
  ]);
}
