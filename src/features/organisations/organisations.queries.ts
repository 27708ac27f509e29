import type { OrganisationId } from '../../kernel/ids.js';
import { notFound } from '../../kernel/refusals.js';
import type { Queryable } from '../../platform/database/db.js';
import { row, rows } from '../../platform/database/sql.js';
import type { OrganisationKind, OrganisationRow } from './organisations.types.js';

const COLUMNS = `
  o.id,
  o.kind,
  o.name,
  o.siret,
  o.uai,
  o.finess,
  o.structure_type as "structureType",
  o.external_id    as "externalId",
  o.version,
  o.created_at     as "createdAt",
  o.updated_at     as "updatedAt"
`;

/** @throws not_found */
export async function getOrganisation(q: Queryable, id: OrganisationId): Promise<OrganisationRow> {
  const found = await findOrganisation(q, id);
  if (!found) throw notFound();
  return found;
}

export function findOrganisation(q: Queryable, id: OrganisationId): Promise<OrganisationRow | null> {
  return row(q, `select ${COLUMNS} from organisations o where o.id = $1`, [id]);
}

export function findOrganisationByExternalId(
  q: Queryable,
  externalId: string,
): Promise<OrganisationRow | null> {
  return row(q, `select ${COLUMNS} from organisations o where o.external_id = $1`, [externalId]);
}

export interface OrganisationFilters {
  readonly kind: OrganisationKind | null;
  readonly siret: string | null;
  readonly externalId: string | null;
}

/** In the order of creation; one more than `limit`, to know whether a page follows. */
export function listOrganisations(
  q: Queryable,
  filters: OrganisationFilters,
  { after, limit }: { after: string | null; limit: number },
): Promise<OrganisationRow[]> {
  return rows(
    q,
    `
    select ${COLUMNS}
    from organisations o
    where ($1::uuid is null or o.id > $1)
      and ($2::text is null or o.kind = $2)
      and ($3::text is null or o.siret = $3)
      and ($4::text is null or o.external_id = $4)
    order by o.id
    limit $5
    `,
    [after, filters.kind, filters.siret, filters.externalId, limit + 1],
  );
}
