import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

export const SEAL_KEY_BYTES = 32;

/** The keys that seal: the one that does now, and the one that did until it was changed. */
export interface SealKeys {
  readonly current: Buffer;
  readonly former: Buffer | null;
}

const CIPHER = 'aes-256-gcm';
const FORM = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = 1 + NONCE_BYTES + TAG_BYTES;

/**
 * Seals what the database keeps and must not know: a row that somebody reads says nothing, one that somebody writes or
 * puts under another name is not opened.
 */
export class KeySeal {
  constructor(private readonly keys: SealKeys) {}

  seal(name: string, secret: string): Buffer {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, this.keys.current, nonce).setAAD(Buffer.from(name));
    const text = [cipher.update(secret, 'utf8'), cipher.final()];
    return Buffer.concat([Buffer.of(FORM), nonce, cipher.getAuthTag(), ...text]);
  }

  /** Null when neither key opens it. */
  open(name: string, sealed: Buffer): string | null {
    const { current, former } = this.keys;
    return openWith(current, name, sealed) ?? (former && openWith(former, name, sealed));
  }
}

function openWith(key: Buffer, name: string, sealed: Buffer): string | null {
  if (sealed[0] !== FORM || sealed.length < HEAD_BYTES) return null;
  const decipher = createDecipheriv(CIPHER, key, sealed.subarray(1, 1 + NONCE_BYTES))
    .setAAD(Buffer.from(name))
    .setAuthTag(sealed.subarray(1 + NONCE_BYTES, HEAD_BYTES));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(HEAD_BYTES)), decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}
