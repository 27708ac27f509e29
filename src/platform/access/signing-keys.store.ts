import { exportJWK, generateKeyPair, type JWK } from 'jose';
import type { Instant } from '../../kernel/days.js';
import type { Queryable, Tx } from '../database/db.js';
import { row, rows } from '../database/sql.js';
import { newId } from '../ids.js';
import type { KeySeal } from './key-seal.js';

export const ALGORITHM = 'ES256';

export interface SealedKey {
  readonly kid: string;
  readonly sealedKey: Buffer;
}

/** A key that nobody has yet, sealed. The database keeps it, and could not say what it is. */
export async function newSigningKey(seal: KeySeal): Promise<SealedKey> {
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  const kid: string = newId();
  return { kid, sealedKey: seal.seal(kid, JSON.stringify(await exportJWK(privateKey))) };
}

/** The private key, or null when no key that is known opens it. */
export function openSigningKey(seal: KeySeal, { kid, sealedKey }: SealedKey): JWK | null {
  const opened = seal.open(kid, sealedKey);
  return opened === null ? null : (JSON.parse(opened) as JWK);
}

/** Keys that verify tokens at that moment; the newest, last, signs. */
export function listSigningKeys(q: Queryable, at: Instant): Promise<SealedKey[]> {
  return rows(q, 'select k.kid, k.sealed_key as "sealedKey" from app.signing_keys_in_force($1) k', [at]);
}

/** The longest that an access token lives (60 minutes), and five more for a process that signs with the former key yet. */
const LONGEST_TOKEN = '65 minutes';

/** Accounts disabled, clients revoked and sessions ended since the oldest token that may still be valid was issued. */
export async function listClosedCallers(q: Queryable, at: Instant): Promise<string[]> {
  const closed = await rows<{ id: string }>(
    q,
    `select c.id from app.callers_closed_since($1::timestamptz - interval '${LONGEST_TOKEN}') c`,
    [at],
  );
  return closed.map(({ id }) => id);
}

/** Whether one of these accounts, clients and sessions is. */
export async function isAnyClosed(q: Queryable, ids: readonly string[]): Promise<boolean> {
  const found = await row<{ closed: boolean }>(
    q,
    'select bool_or(app.is_closed_caller(c.id)) as closed from unnest($1::uuid[]) c (id)',
    [[...ids]],
  );
  return found?.closed ?? false;
}

/** Whoever makes or retires keys does it alone: processes that start, and whoever rotates beside them. */
export async function lockSigningKeys(tx: Queryable): Promise<void> {
  await rows(tx, "select pg_advisory_xact_lock(hashtextextended('signing keys', 0))");
}

/** The first key of all: of processes that start at once one makes it, and the others find it. */
export async function insertFirstSigningKey(tx: Tx, { kid, sealedKey }: SealedKey): Promise<void> {
  await rows(tx, 'select app.keep_first_signing_key($1, $2)', [kid, sealedKey]);
}
