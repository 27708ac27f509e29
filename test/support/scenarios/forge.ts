import { createPrivateKey, sign, type JsonWebKey, type KeyObject } from 'node:crypto';
import { KeySeal } from '../../../src/platform/access/key-seal.js';
import { openSigningKey, type SealedKey } from '../../../src/platform/access/signing-keys.store.js';
import type { TestApp } from '../app.js';

/** Seals the signing keys of every application that a test starts. */
export const SEAL_KEY = Buffer.alloc(32, 7).toString('base64');
export const testSeal = new KeySeal({ current: Buffer.from(SEAL_KEY, 'base64'), former: null });

/** Written without the library that the server reads tokens with: what it would refuse to write, it must refuse to read. */
export const encoded = (part: unknown): string =>
  Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url');

export function signed(
  header: Record<string, unknown>,
  claims: Record<string, unknown>,
  signature: (input: Buffer) => Buffer,
): string {
  const input = `${encoded(header)}.${encoded(claims)}`;
  return `${input}.${signature(Buffer.from(input)).toString('base64url')}`;
}

/** ES256, or its siblings, as JWS writes them: r and s, one after the other. */
export const byEcdsa =
  (key: KeyObject, hash = 'sha256') =>
  (input: Buffer): Buffer =>
    sign(hash, input, { key, dsaEncoding: 'ieee-p1363' });

export interface OwnKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicJwk: JsonWebKey;
}

/** The key that signs, as only who owns the database and has the key that seals can take it. */
export async function signingKeyOf(app: TestApp): Promise<OwnKey> {
  const { rows } = await app.owner.query<SealedKey>(
    'select kid, sealed_key as "sealedKey" from signing_keys order by created_at desc limit 1',
  );
  const jwk = rows[0] && openSigningKey(testSeal, rows[0]);
  if (!rows[0] || !jwk) throw new Error('No signing key.');
  const { d: _, ...publicJwk } = jwk;
  return {
    kid: rows[0].kid,
    privateKey: createPrivateKey({ key: jwk as JsonWebKey, format: 'jwk' }),
    publicJwk: publicJwk as JsonWebKey,
  };
}

/** What a genuine token holds. */
export function readToken(token: string): {
  header: Record<string, unknown>;
  claims: Record<string, unknown>;
} {
  const [header, claims] = token
    .split('.')
    .slice(0, 2)
    .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>);
  if (!header || !claims) throw new Error('Not a token.');
  return { header, claims };
}
