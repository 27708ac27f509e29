import { createPrivateKey, sign, type JsonWebKey, type KeyObject } from 'node:crypto';
import type { TestApp } from './app.js';

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

/** The key that signs, taken from the table as only the owner of the database can. */
export async function signingKeyOf(app: TestApp): Promise<OwnKey> {
  const { rows } = await app.owner.query<{ kid: string; private_jwk: JsonWebKey; public_jwk: JsonWebKey }>(
    'select kid, private_jwk, public_jwk from signing_keys order by created_at desc limit 1',
  );
  const [stored] = rows;
  if (!stored) throw new Error('No signing key.');
  return {
    kid: stored.kid,
    privateKey: createPrivateKey({ key: stored.private_jwk, format: 'jwk' }),
    publicJwk: stored.public_jwk,
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
