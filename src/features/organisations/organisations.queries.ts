import type { OrganisationId } from '../../kernel/ids.js';
import { notFound } from '../../kernel/refusals.js';
import { changeKeySql, pageOf, type Listed, type ListRequest } from '../../platform/database/changes.js';
import type { Queryable } from '../../platform/database/db.js';
import { row, rows } from '../../platform/database/sql.js';
import type { Search } from '../../platform/search.js';
import type { OrganisationKind, OrganisationNamed, OrganisationRow } from './organisations.types.js';

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
  o.changed_at     as "updatedAt"
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

/** The first recorded of that kind that has this SIRET now. */
export function findBySiret(
  q: Queryable,
  { kind, siret }: { readonly kind: OrganisationKind; readonly siret: string },
): Promise<(OrganisationNamed & { readonly isProposed: boolean }) | null> {
  return row(
    q,
    'select o.id, o.name, o.is_proposed as "isProposed" from organisations o where o.siret = $1 and o.kind = $2 order by o.id limit 1',
    [siret, kind],
  );
}

export interface OrganisationFilters {
  readonly kind: OrganisationKind | null;
  readonly siret: string | null;
  readonly uai: string | null;
  readonly externalId: string | null;
  readonly search: Search | null;
}

/** In the order of creation, or of change; one more than `limit`, to know whether a page follows. */
export async function listOrganisations(
  q: Queryable,
  filters: OrganisationFilters,
  request: ListRequest,
): Promise<Listed<OrganisationRow>[]> {
  const page = await pageOf(q, 'o', request, 7);
  return rows(
    q,
    `
    select ${COLUMNS}, ${changeKeySql('o')} as "changeKey"
    from organisations o
    where ($1::text is null or o.kind = $1)
      and ($2::text is null or o.siret = $2 or exists (
        select from organisation_identifiers k where k.organisation_id = o.id and k.siret = $2
      ))
      and ($3::text is null or o.external_id = $3)
      and ($4::text is null or o.uai = $4)
      and ($5::text[] is null or o.external_id = $6 or (
        o.search_key like all (app.search_patterns($5)) and cardinality(app.search_patterns($5)) > 0
      ))
      and ${page.where}
    order by ${page.orderBy}
    `,
    [
      filters.kind,
      filters.siret,
      filters.externalId,
      filters.uai,
      filters.search?.words ?? null,
      filters.search?.whole ?? null,
      ...page.values,
    ],
  );
}
