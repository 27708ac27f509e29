import type { JWK } from 'jose';
import type { Queryable, Tx } from '../../platform/database/db.js';
import { rows } from '../../platform/database/sql.js';

export interface KeptKey {
  readonly kid: string;
  readonly publicKey: JWK;
  readonly sealedKey: Buffer;
}

/** All that ever signed, in the order of their making. */
export const listCredentialKeys = (q: Queryable): Promise<KeptKey[]> =>
  rows<KeptKey & Record<string, unknown>>(
    q,
    'select k.kid, k.public_key as "publicKey", k.sealed_key as "sealedKey" from app.credential_keys() k',
  );

/** Nothing, where another process was faster: `newest` is not the newest any more. */
export async function keepCredentialKey(
  tx: Tx,
  { kid, publicKey, sealedKey }: KeptKey,
  newest: string | null,
): Promise<void> {
  await rows(tx, 'select app.keep_credential_key($1, $2, $3, $4)', [
    kid,
    JSON.stringify(publicKey),
    sealedKey,
    newest,
  ]);
}
