import type { JWK } from 'jose';
import type { Instant } from '../../kernel/days.js';
import type { Queryable, Tx } from '../database/db.js';
import { rows } from '../database/sql.js';

export interface StoredKey {
  readonly kid: string;
  readonly privateJwk: JWK;
  readonly publicJwk: JWK;
}

/** The longest that an access token lives (60 minutes), and five more for a process that signs with the former key yet. */
const LONGEST_TOKEN = '65 minutes';

/**
 * Keys that verify tokens at that moment; the newest, last, signs. A key is in force until it is retired, or until the
 * last token that it may have signed has expired: nothing has to run for it to go.
 */
export function listSigningKeys(q: Queryable, at: Instant): Promise<StoredKey[]> {
  return rows(
    q,
    `
    select k.kid, k.private_jwk as "privateJwk", k.public_jwk as "publicJwk"
    from signing_keys k
    where k.retired_at is null
      and not exists (
        select from signing_keys newer
        where newer.retired_at is null
          and newer.created_at > k.created_at
          and newer.created_at + interval '${LONGEST_TOKEN}' <= $1
      )
    order by k.created_at, k.kid
    `,
    [at],
  );
}

/** Accounts disabled and clients revoked since the oldest token that may still be valid was issued. */
export async function listClosedCallers(q: Queryable, at: Instant): Promise<string[]> {
  const closed = await rows<{ id: string }>(
    q,
    `
    select a.id from accounts a where a.disabled_at > $1::timestamptz - interval '${LONGEST_TOKEN}'
    union all
    select c.id from api_clients c where c.revoked_at > $1::timestamptz - interval '${LONGEST_TOKEN}'
    `,
    [at],
  );
  return closed.map(({ id }) => id);
}

export async function isClosed(q: Queryable, id: string): Promise<boolean> {
  const closed = await rows(
    q,
    `
    select from accounts a where a.id = $1 and a.disabled_at is not null
    union all
    select from api_clients c where c.id = $1 and c.revoked_at is not null
    `,
    [id],
  );
  return closed.length > 0;
}

/** Whoever makes or retires keys does it alone: processes that start, and whoever rotates beside them. */
export async function holdSigningKeys(tx: Queryable): Promise<void> {
  await rows(tx, "select pg_advisory_xact_lock(hashtextextended('signing keys', 0))");
}

/** The first key of all: of processes that start at once one makes it, and the others find it. */
export async function insertFirstSigningKey(tx: Tx, key: StoredKey, at: Instant): Promise<void> {
  await holdSigningKeys(tx);
  await rows(
    tx,
    `
    insert into signing_keys (kid, private_jwk, public_jwk, created_at)
    select $1, $2, $3, $4
    where not exists (select from signing_keys k where k.retired_at is null)
    `,
    [key.kid, JSON.stringify(key.privateJwk), JSON.stringify(key.publicJwk), at],
  );
}
