import type { ApiClientId, OrganisationId } from '../../../kernel/ids.js';
import { notFound } from '../../../kernel/refusals.js';
import type { Queryable } from '../../../platform/database/db.js';
import { row, rows } from '../../../platform/database/sql.js';
import type { ApiClientGrantId, GrantRow } from './grants.types.js';

/** What is told of some grants. Row-level security shows those of the establishments, and of the clients, that the reader administers. */
const grantsOf = (some: string) => `
  select
    g.id,
    g.client_id    as "clientId",
    c.name         as "clientName",
    c.scopes,
    jsonb_build_object('id', own.id, 'name', own.name) as "clientOrganisation",
    jsonb_build_object('id', o.id, 'name', o.name)     as organisation,
    g.asked_by     as "askedBy",
    g.asked_at     as "askedAt",
    g.accepted_by  as "acceptedBy",
    g.accepted_at  as "acceptedAt",
    g.withdrawn_by as "withdrawnBy",
    g.withdrawn_at as "withdrawnAt",
    c.is_open and app.grant_stands(g.id) as stands
  from (select * from api_client_grants g ${some}) g
  cross join lateral app.client_to_grant(g.id) c
  join organisations own on own.id = c.organisation_id
  join organisations o on o.id = g.organisation_id
  order by g.id
`;

/** @throws not_found */
export async function getGrant(q: Queryable, id: ApiClientGrantId): Promise<GrantRow> {
  const found = await row<GrantRow & Record<string, unknown>>(q, grantsOf('where g.id = $1'), [id]);
  if (!found) throw notFound();
  return found;
}

export interface GrantFilters {
  readonly clientId: ApiClientId | null;
  readonly organisationId: OrganisationId | null;
}

/** In the order in which they were asked for; one more than `limit`, to know whether a page follows. */
export function listGrants(
  q: Queryable,
  { clientId, organisationId }: GrantFilters,
  { after, limit }: { after: string | null; limit: number },
): Promise<GrantRow[]> {
  return rows<GrantRow & Record<string, unknown>>(
    q,
    // The page first: what is told of each grant asks the database for several things.
    grantsOf(`
      where ($1::uuid is null or g.id > $1)
        and ($2::uuid is null or g.client_id = $2)
        and ($3::uuid is null or g.organisation_id = $3)
      order by g.id
      limit $4
    `),
    [after, clientId, organisationId, limit + 1],
  );
}

/** How many establishments a client serves, or asks to serve. */
export async function countOpenGrants(q: Queryable, clientId: ApiClientId): Promise<number> {
  const found = await row<{ open: number }>(
    q,
    'select count(*)::int as open from api_client_grants g where g.client_id = $1 and g.withdrawn_at is null',
    [clientId],
  );
  return found?.open ?? 0;
}

export async function mayShareClients(
  q: Queryable,
  one: OrganisationId,
  other: OrganisationId,
): Promise<boolean> {
  const found = await row<{ may: boolean }>(q, 'select app.may_share_clients($1, $2) as may', [one, other]);
  return found?.may ?? false;
}
