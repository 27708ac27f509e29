import type { Instant } from '../../../kernel/days.js';
import type { ApiClientId, OrganisationId, PersonId } from '../../../kernel/ids.js';
import { notFound } from '../../../kernel/refusals.js';
import type { Tx } from '../../../platform/database/db.js';
import { row, rows } from '../../../platform/database/sql.js';
import { violates } from '../../../platform/database/violations.js';
import { grantedAlready } from './grants.errors.js';
import type { ApiClientGrantId } from './grants.types.js';

export interface NewGrant {
  readonly id: ApiClientGrantId;
  readonly clientId: ApiClientId;
  readonly organisationId: OrganisationId;
  readonly askedBy: PersonId;
  readonly askedAt: Instant;
  /** Whoever asks for an establishment that they administer has accepted. */
  readonly isAccepted: boolean;
}

export async function insertGrant(tx: Tx, grant: NewGrant): Promise<void> {
  const { id, clientId, organisationId, askedBy, askedAt, isAccepted } = grant;
  await rows(
    tx,
    `
    insert into api_client_grants (id, client_id, organisation_id, asked_by, asked_at, accepted_by, accepted_at)
    values ($1, $2, $3, $4, $5, case when $6 then $4::uuid end, case when $6 then $5::timestamptz end)
    `,
    [id, clientId, organisationId, askedBy, askedAt, isAccepted],
  ).catch((error: unknown) => {
    throw violates(error, 'api_client_grants_open_once') ? grantedAlready() : error;
  });
}

/** Holds a grant: whoever accepts or withdraws it too waits. @throws not_found */
export async function lockGrant(tx: Tx, id: ApiClientGrantId): Promise<void> {
  const found = await row(tx, 'select g.id from api_client_grants g where g.id = $1 for update', [id]);
  if (!found) throw notFound();
}

export async function acceptGrant(tx: Tx, id: ApiClientGrantId, by: PersonId, at: Instant): Promise<void> {
  await rows(tx, 'update api_client_grants g set accepted_by = $2, accepted_at = $3 where g.id = $1', [
    id,
    by,
    at,
  ]);
}

export async function withdrawGrant(tx: Tx, id: ApiClientGrantId, by: PersonId, at: Instant): Promise<void> {
  await rows(tx, 'update api_client_grants g set withdrawn_by = $2, withdrawn_at = $3 where g.id = $1', [
    id,
    by,
    at,
  ]);
}
