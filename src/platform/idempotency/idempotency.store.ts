import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import type { Instant } from '../../kernel/days.js';
import { notFound } from '../../kernel/refusals.js';
import { callerOf, type Actor } from '../access/actor.js';
import type { Db, Statement } from '../database/db.js';
import { row } from '../database/sql.js';
import type { KeyClaim } from '../database/actor-message.js';
import { listReferences } from './references.js';

/**
 * An idempotency key as it is used: the database knows a name made from it, and what is kept under it is sealed with it.
 * An answer holds personal data, so nobody but the bearer of the key can read it again.
 */
export interface CallerKey {
  readonly name: string;
  readonly seal: Buffer;
}

/** A claimed key, and what seals its answer. */
export type SealedClaim = KeyClaim & CallerKey;

/** The first answer to a key, kept 24 h. */
export interface StoredAnswer {
  readonly requestHash: Buffer;
  readonly status: number;
  readonly headers: Record<string, string>;
  /** Byte for byte what was sent. */
  readonly body: string;
}

export function readKey(key: string): CallerKey {
  const derived = (use: string) => createHmac('sha256', key).update(use).digest();
  return { name: derived('name').toString('base64url'), seal: derived('seal') };
}

/** The answer under that key, or null: a request still running has none yet. One statement, before any transaction. */
export async function findStoredAnswer(
  db: Db,
  actor: Actor,
  key: CallerKey,
  now: Instant,
): Promise<StoredAnswer | null> {
  const found = await db.lookUp<Omit<StoredAnswer, 'body'> & { sealedBody: Buffer }>({
    name: 'find_stored_answer',
    text: `
      select
        k.request_hash as "requestHash",
        k.status,
        k.headers || '{"idempotency-replayed": "true"}' as headers,
        k.sealed_body as "sealedBody"
      from app.stored_answer($1, $2, $3) k
    `,
    values: [callerOf(actor), key.name, now],
  });
  return found && { ...found, body: opened(found.sealedBody, key.seal) };
}

/**
 * What is answered again is judged again: the answer, the record that the request is about and every contract that the
 * answer tells of must still be seen. A transaction of its own, as the caller: a closed account or client ends there.
 * @throws unauthenticated, not_found
 */
export async function requireStillVisible(
  db: Db,
  actor: Actor,
  url: string,
  { headers, body }: StoredAnswer,
): Promise<void> {
  const references = listReferences(url, headers['location'], body);
  const found = await db.independently(actor, (tx) =>
    row<{ visible: boolean }>(
      tx,
      `
      select coalesce(bool_and(app.still_sees(r.collection, r.id)), true) as visible
      from unnest($1::text[], $2::uuid[]) r (collection, id)
      `,
      [references.map(({ collection }) => collection), references.map(({ id }) => id)],
    ),
  );
  if (!found?.visible) throw notFound();
}

/** Keeps the answer in the transaction of its effect. */
export function storeAnswer(
  actor: Actor,
  claim: SealedClaim,
  answer: { status: number; headers: Record<string, string>; body: string },
): Statement {
  return {
    name: 'store_answer',
    text: `
      update idempotency_keys k
      set status = $3, headers = $4, sealed_body = $5
      where k.caller_id = $1 and k.key = $2
    `,
    values: [
      callerOf(actor),
      claim.name,
      answer.status,
      JSON.stringify(answer.headers),
      sealed(answer.body, claim.seal),
    ],
  };
}

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

function sealed(body: string, seal: Buffer): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, seal, nonce);
  const text = [cipher.update(body, 'utf8'), cipher.final()];
  return Buffer.concat([nonce, cipher.getAuthTag(), ...text]);
}

function opened(bytes: Buffer, seal: Buffer): string {
  const [tagAt, textAt] = [NONCE_BYTES, NONCE_BYTES + TAG_BYTES];
  const decipher = createDecipheriv(CIPHER, seal, bytes.subarray(0, tagAt));
  decipher.setAuthTag(bytes.subarray(tagAt, textAt));
  return decipher.update(bytes.subarray(textAt), undefined, 'utf8') + decipher.final('utf8');
}
