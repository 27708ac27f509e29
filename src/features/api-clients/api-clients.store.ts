import type { Day, Instant } from '../../kernel/days.js';
import type { ApiClientId, OrganisationId, PersonId } from '../../kernel/ids.js';
import { QUOTAS } from '../../kernel/quotas.js';
import { notFound } from '../../kernel/refusals.js';
import type { Tx } from '../../platform/database/db.js';
import { lockQuota, keepWithin } from '../../platform/database/quotas.store.js';
import { row, rows } from '../../platform/database/sql.js';
import { newId } from '../../platform/ids.js';
import type { ClientOfSecret, NewApiClient } from './api-clients.types.js';

/** Room for one more that opens. Two at once are counted one after the other. @throws quota_exceeded */
export async function keepRoomForClient(tx: Tx, organisationId: OrganisationId, today: Day): Promise<void> {
  await lockQuota(tx, `api_clients ${organisationId}`);
  const there = await row<{ open: number }>(
    tx,
    `
    select count(*)::int as open
    from api_clients a
    where a.organisation_id = $1
      and a.revoked_at is null
      and (a.until_day is null or a.until_day > $2)
    `,
    [organisationId, today],
  );
  keepWithin(QUOTAS.api_clients, there?.open ?? 0, 1);
}

export async function insertApiClient(
  tx: Tx,
  id: ApiClientId,
  client: NewApiClient,
  by: PersonId,
  at: Instant,
): Promise<void> {
  await rows(
    tx,
    `
    insert into api_clients (id, organisation_id, name, scopes, until_day, created_by, created_at)
    values ($1, $2, $3, $4, $5, $6, $7)
    `,
    [id, client.organisationId, client.name, [...client.scopes], client.until, by, at],
  );
}

/** Whoever changes its secrets or revokes it waits for the one before. @throws not_found */
export async function lockApiClient(tx: Tx, id: ApiClientId): Promise<void> {
  const found = await row(tx, 'select a.id from api_clients a where a.id = $1 for update', [id]);
  if (!found) throw notFound();
}

/**
 * The first instant at which each open secret no longer opens: `newest` for the newest, `now` for the others, and for one
 * that was shown to somebody who acts for the organisation no more.
 */
export async function endSecrets(
  tx: Tx,
  id: ApiClientId,
  { newest, now }: { newest: Instant; now: Instant },
): Promise<void> {
  await rows(
    tx,
    `
    update api_client_secrets s
    set expires_at = case
          when s.id = (select n.id from api_client_secrets n where n.client_id = $1 order by n.created_at desc, n.id desc limit 1)
            and app.secret_stands(s.id)
          then $2::timestamptz
          else $3::timestamptz
        end
    where s.client_id = $1
      and (s.expires_at is null or s.expires_at > $3)
    `,
    [id, newest, now],
  );
}

export async function insertSecret(
  tx: Tx,
  id: ApiClientId,
  hash: Buffer,
  by: PersonId,
  at: Instant,
): Promise<void> {
  await rows(
    tx,
    `
    insert into api_client_secrets (id, client_id, secret_hash, created_by, created_at)
    values ($1, $2, $3, $4, $5)
    `,
    [newId(), id, hash, by, at],
  );
}

/** Once: a client revoked already keeps who did it and when. */
export async function markRevoked(tx: Tx, id: ApiClientId, by: PersonId, at: Instant): Promise<void> {
  await rows(
    tx,
    'update api_clients a set revoked_by = $2, revoked_at = $3 where a.id = $1 and a.revoked_at is null',
    [id, by, at],
  );
}

/**
 * The client that this secret opens; null for any other secret, and any other client. Noted as used: it tells whoever
 * rotates a secret whether the old one still serves.
 */
export function useSecret(tx: Tx, id: ApiClientId, hash: Buffer): Promise<ClientOfSecret | null> {
  return row(
    tx,
    `
    select c.organisation_id as "organisationId", c.scopes, c.role, c.has_administrator as "hasAdministrator"
    from app.client_of_secret($1, $2) c
    `,
    [id, hash],
  );
}
