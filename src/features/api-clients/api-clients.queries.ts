import type { ApiClientId, OrganisationId } from '../../kernel/ids.js';
import { notFound } from '../../kernel/refusals.js';
import type { Queryable } from '../../platform/database/db.js';
import { rows } from '../../platform/database/sql.js';
import type { ApiClientRow, SecretRow } from './api-clients.types.js';

/** Row-level security shows the clients of the organisations that the reader administers. */
const CLIENT = `
  select
    a.id,
    a.organisation_id as "organisationId",
    a.name,
    a.scopes,
    a.until_day       as "until",
    a.created_by      as "createdBy",
    a.created_at      as "createdAt",
    a.revoked_by      as "revokedBy",
    a.revoked_at      as "revokedAt",
    (
      a.revoked_at is null
      and (a.until_day is null or a.until_day > app.today())
      and not exists (
        select from api_client_secrets s
        where s.client_id = a.id
          and (s.expires_at is null or s.expires_at > app.setting('app.now')::timestamptz)
          and app.secret_stands(s.id)
      )
    )                 as "needsAdministrator"
  from api_clients a
`;

/** Those that still open, the oldest first. */
const OPEN_SECRETS = `
  from api_client_secrets s
  where s.client_id = any ($1::uuid[])
    and (s.expires_at is null or s.expires_at > app.setting('app.now')::timestamptz)
  order by s.created_at, s.id
`;

/** @throws not_found */
export async function getApiClient(q: Queryable, id: ApiClientId): Promise<ApiClientRow> {
  const [found] = await withSecrets(q, await rows(q, `${CLIENT} where a.id = $1`, [id]));
  if (!found) throw notFound();
  return found;
}

/** In the order of creation; one more than `limit`, to know whether a page follows. */
export async function listApiClients(
  q: Queryable,
  organisationId: OrganisationId | null,
  { after, limit }: { after: string | null; limit: number },
): Promise<ApiClientRow[]> {
  const found = await rows<Omit<ApiClientRow, 'secrets'>>(
    q,
    `
    ${CLIENT}
    where ($1::uuid is null or a.id > $1)
      and ($2::uuid is null or a.organisation_id = $2)
    order by a.id
    limit $3
    `,
    [after, organisationId, limit + 1],
  );
  return withSecrets(q, found);
}

async function withSecrets(
  q: Queryable,
  clients: readonly Omit<ApiClientRow, 'secrets'>[],
): Promise<ApiClientRow[]> {
  const secrets = await rows<SecretRow & { clientId: ApiClientId }>(
    q,
    `
    select
      s.id,
      s.client_id    as "clientId",
      s.created_by   as "createdBy",
      s.created_at   as "createdAt",
      s.expires_at   as "expiresAt",
      s.last_used_at as "lastUsedAt"
    ${OPEN_SECRETS}
    `,
    [clients.map(({ id }) => id)],
  );
  return clients.map((client) => ({
    ...client,
    secrets: secrets.filter(({ clientId }) => clientId === client.id),
  }));
}
