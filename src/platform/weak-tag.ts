import { createHash } from 'node:crypto';

/** How much of a digest in base64url is enough: 144 bits. */
const DIGITS = 24;

/** A weak entity tag of what these parts say: `version` is for people who compare two of them, the digest makes it exact. */
export function weakTag(version: number, ...parts: readonly Buffer[]): string {
  const digest = createHash('sha256');
  for (const part of parts) digest.update(part);
  return `W/"${version}.${digest.digest('base64url').slice(0, DIGITS)}"`;
}
