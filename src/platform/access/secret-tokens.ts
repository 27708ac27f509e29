import { createHash, randomBytes } from 'node:crypto';

/** A secret given once to its bearer; the database keeps its hash only. */
export interface SecretToken {
  readonly token: string;
  readonly hash: Buffer;
}

/** 256 random bits, safe in a URL. */
export function newSecretToken(): SecretToken {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: hashSecretToken(token) };
}

/** A plain hash is enough: nobody guesses 256 random bits. */
export const hashSecretToken = (token: string): Buffer => createHash('sha256').update(token).digest();
