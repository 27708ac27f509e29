import type { Instant } from '../../kernel/days.js';
import type { Actor } from '../access/actor.js';
import type { Db, KeyClaim, Statement } from '../database/db.js';

/** The first answer to a key, kept 24 h. */
export interface StoredAnswer extends Record<string, unknown> {
  readonly requestHash: Buffer;
  readonly status: number;
  readonly headers: Record<string, string>;
  /** Byte for byte what was sent. */
  readonly body: string;
}

/** The answer under that key, or null: a request still running has none yet. One statement, before any transaction. */
export function findStoredAnswer(
  db: Db,
  actor: Actor,
  key: string,
  now: Instant,
): Promise<StoredAnswer | null> {
  return db.lookUp<StoredAnswer>({
    name: 'find_stored_answer',
    text: `
      select
        k.request_hash as "requestHash",
        k.status,
        k.headers || '{"idempotency-replayed": "true"}' as headers,
        k.body
      from app.stored_answer($1, $2, $3) k
    `,
    values: [actor.accountId, key, now],
  });
}

/** Keeps the answer in the transaction of its effect. */
export function storeAnswer(
  actor: Actor,
  claim: KeyClaim,
  answer: { status: number; headers: Record<string, string>; body: string },
): Statement {
  return {
    name: 'store_answer',
    text: `
      update idempotency_keys k
      set status = $3, headers = $4, body = $5
      where k.account_id = $1 and k.key = $2
    `,
    values: [actor.accountId, claim.key, answer.status, JSON.stringify(answer.headers), answer.body],
  };
}
