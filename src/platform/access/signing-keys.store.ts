import type { JWK } from 'jose';
import type { Instant } from '../../kernel/days.js';
import type { Queryable, Tx } from '../database/db.js';
import { rows } from '../database/sql.js';

export interface StoredKey {
  readonly kid: string;
  readonly privateJwk: JWK;
  readonly publicJwk: JWK;
}

/** Keys that still verify tokens; the newest, last, signs. */
export function listSigningKeys(q: Queryable): Promise<StoredKey[]> {
  return rows(
    q,
    `
    select k.kid, k.private_jwk as "privateJwk", k.public_jwk as "publicJwk"
    from signing_keys k
    where k.retired_at is null
    order by k.created_at, k.kid
    `,
  );
}

export async function insertSigningKey(tx: Tx, key: StoredKey, at: Instant): Promise<void> {
  await rows(
    tx,
    'insert into signing_keys (kid, private_jwk, public_jwk, created_at) values ($1, $2, $3, $4)',
    [key.kid, JSON.stringify(key.privateJwk), JSON.stringify(key.publicJwk), at],
  );
}
