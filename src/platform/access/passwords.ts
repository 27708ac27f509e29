import * as crypto from 'node:crypto';
import { asTyped } from '../../kernel/password-flaws.js';
import type { ChosenPassword } from './chosen-passwords.js';

interface Argon2Parameters {
  readonly message: Buffer;
  readonly nonce: Buffer;
  readonly parallelism: number;
  readonly tagLength: number;
  readonly memory: number;
  readonly passes: number;
}

/** Node's own, off the main thread; its types do not know it yet. */
const { argon2 } = crypto as unknown as {
  argon2(
    algorithm: 'argon2id',
    parameters: Argon2Parameters,
    callback: (error: Error | null, tag: Buffer) => void,
  ): void;
};

/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane. */
const MEMORY = 19_456;
const PASSES = 2;
const LANES = 1;
const TAG_BYTES = 32;
const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

/** A PHC string: the parameters travel with the hash, so that they may change later. */
export async function hashPassword(password: ChosenPassword): Promise<string> {
  const nonce = crypto.randomBytes(16);
  const tag = await derive(password, nonce, {
    memory: MEMORY,
    passes: PASSES,
    parallelism: LANES,
    tagLength: TAG_BYTES,
  });
  return `$argon2id$v=19$m=${MEMORY},t=${PASSES},p=${LANES}$${base64(nonce)}$${base64(tag)}`;
}

/** Costs the same whether there is a password to compare with or not: without one, a decoy is hashed and it is false. */
export async function isPassword(password: string, phc: string | null): Promise<boolean> {
  const match = PHC.exec(phc ?? DECOY);
  if (!match) throw new Error('A stored password hash is not argon2id.');
  const [memory, passes, parallelism] = match.slice(1, 4).map(Number) as [number, number, number];
  const stored = Buffer.from(match[5] ?? '', 'base64');
  const tag = await derive(password, Buffer.from(match[4] ?? '', 'base64'), {
    memory,
    passes,
    parallelism,
    tagLength: stored.length,
  });
  return crypto.timingSafeEqual(tag, stored) && phc !== null;
}

function derive(
  password: string,
  nonce: Buffer,
  cost: Omit<Argon2Parameters, 'message' | 'nonce'>,
): Promise<Buffer> {
  const message = Buffer.from(asTyped(password), 'utf8');
  return new Promise((resolve, reject) => {
    argon2('argon2id', { message, nonce, ...cost }, (error, tag) => (error ? reject(error) : resolve(tag)));
  });
}

const base64 = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');

const DECOY = `$argon2id$v=19$m=${MEMORY},t=${PASSES},p=${LANES}$${base64(Buffer.alloc(16))}$${base64(Buffer.alloc(TAG_BYTES))}`;
