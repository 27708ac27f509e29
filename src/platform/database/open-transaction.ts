import { AsyncLocalStorage } from 'node:async_hooks';
import type { PoolClient } from 'pg';
import type { EntityManager, QueryRunner } from 'typeorm';
import { outcomeUnknown, asUnavailable, unavailable, wasNeverSent } from './database.errors.js';
import type { KeyClaim } from './actor-message.js';
import { severityOf } from './violations.js';

/** Enough to read. */
export type Queryable = Pick<EntityManager, 'queryRunner'>;

declare const inTransaction: unique symbol;
/** Needed to write. `Db` is the only place one comes from. */
export type Tx = EntityManager & { readonly [inTransaction]: true };

declare const isDating: unique symbol;
/**
 * Needed to write what is dated outside a contract. `Db.write` with `isDated` is the only place one comes from: written by another
 * transaction, it would be missed by whoever reads the past meanwhile, and told otherwise to the next.
 */
export type DatedTx = Tx & { readonly [isDating]: true };

export interface OpenTransaction {
  readonly tx: Tx;
  readonly client: PoolClient;
  /** `last` follows what waits for the commit (see `deferToCommit`). */
  readonly commit: (last?: Statement | null) => Promise<void>;
  readonly rollback: () => Promise<void>;
  /** What an error of the work means to the caller. Asked before the rollback. */
  readonly explain: (error: unknown) => unknown;
}

/** A prepared statement with its parameters. */
export interface Statement {
  readonly name: string;
  readonly text: string;
  readonly values: unknown[];
}

/** What an error of a statement means to whoever had it sent. */
export type Explain = (error: unknown) => unknown;

interface Deferred {
  readonly statement: Statement;
  readonly explain: Explain;
}

const deferred = new WeakMap<object, Deferred[]>();

/**
 * Keeps a statement until the next one of its transaction, or its commit: it travels with that, so that a contract is held
 * for one round trip less. Whoever asks for it may believe that it was done: all that follows comes after it.
 */
export function deferToCommit(tx: Tx, statement: Statement, explain: Explain): void {
  deferred.set(tx, [...(deferred.get(tx) ?? []), { statement, explain }]);
}

/**
 * Sends what was deferred, ahead of what is sent next. The one place where a deferred statement that PostgreSQL refused is
 * met: @returns what makes of the first refusal, if there is one, what its sender says that it means
 */
export function sendDeferred(tx: object, client: PoolClient): () => Promise<void> {
  const waiting = deferred.get(tx);
  if (!waiting) return () => Promise.resolve();
  deferred.delete(tx);
  const sent = Promise.allSettled(waiting.map(({ statement }) => client.query(statement)));
  return async () => {
    for (const [index, outcome] of (await sent).entries()) {
      if (outcome.status === 'fulfilled' || !severityOf(outcome.reason)) continue;
      throw asUnavailable(waiting[index]?.explain(outcome.reason) ?? outcome.reason);
    }
  };
}

/** The transaction that was begun on this connection. */
export function openOn(runner: QueryRunner, client: PoolClient, readOnly: boolean): OpenTransaction {
  const lost = readOnly ? unavailable : outcomeUnknown;
  const tx = runner.manager as Tx;
  return {
    tx,
    client,
    commit: (last) => {
      if (last) deferToCommit(tx, last, (error) => error);
      return commit(client, sendDeferred(tx, client), lost).finally(() => runner.release());
    },
    rollback: async () => {
      await client.query('rollback').catch(() => undefined);
      await runner.release();
    },
    // A connection that broke was given back by TypeORM at once: what failed afterwards, failed for that.
    explain: (error) => (runner.isReleased ? unavailable(error) : asUnavailable(error)),
  };
}

/** `lost` says what the caller may believe when the connection broke with the commit on its way. */
async function commit(
  client: PoolClient,
  refuse: () => Promise<void>,
  lost: (cause: unknown) => Error,
): Promise<void> {
  const [ended] = await Promise.allSettled([client.query('commit')]);
  // One that PostgreSQL itself refused, in words: the commit behind it was a rollback.
  await refuse();
  if (ended.status === 'rejected') {
    if (severityOf(ended.reason) === 'ERROR') throw asUnavailable(ended.reason);
    throw wasNeverSent(ended.reason) ? unavailable(ended.reason) : lost(ended.reason);
  }
  // PostgreSQL answers ROLLBACK, without an error, to the commit of a transaction that failed.
  if (ended.value.command !== 'COMMIT') throw new Error('The transaction had failed: nothing was committed.');
}

/** Somebody answered the same key while this request waited for it. */
export class IdempotentReplay extends Error {}

/** One request: at most one transaction, committed after its answer is known. */
interface RequestTransaction {
  readonly claim: KeyClaim | null;
  /** A transaction was begun; `open` once its work is done. */
  begun: boolean;
  open: OpenTransaction | null;
  /** That transaction was begun as one that is dated. */
  isDated: boolean;
  /** That transaction holds the key and nothing else: the effects are committed already. */
  isOfKeyAlone: boolean;
  /** What follows the commit. */
  readonly afterwards: (() => Promise<void>)[];
}

const requests = new AsyncLocalStorage<RequestTransaction>();

export const currentRequest = (): RequestTransaction | undefined => requests.getStore();

/** Two transactions of one request at once, or one inside the other, would commit apart: that is a bug. */
export function beginOnce(request: RequestTransaction): void {
  if (request.begun) throw new Error('A request has one transaction: pass its Tx on.');
  request.begun = true;
}

/**
 * Runs one request. `handle` does its work and returns the answer; `lastOf` gives the statement that stores what must not be
 * lost with it.
 * @throws IdempotentReplay when another request answered the claimed key meanwhile.
 */
export function runRequest<T>(
  claim: KeyClaim | null,
  handle: () => Promise<T>,
  lastOf: (answer: T) => Statement | null,
): Promise<T> {
  const request: RequestTransaction = {
    claim,
    begun: false,
    open: null,
    isDated: false,
    isOfKeyAlone: false,
    afterwards: [],
  };
  return requests.run(request, async () => {
    let answer: T;
    try {
      answer = await handle();
    } catch (error) {
      const explained = request.open ? request.open.explain(error) : error;
      await request.open?.rollback();
      throw explained;
    }
    const committed = request.open?.commit(lastOf(answer));
    await (request.isOfKeyAlone ? committed?.catch(() => undefined) : committed);
    for (const work of request.afterwards) await work().catch(() => undefined);
    return answer;
  });
}

/**
 * Claims the request's idempotency key, by a `write` that does nothing else, once its effects are committed in transactions
 * of their own, so that its answer is kept. The effects are there: an answer that cannot be kept is sent all the same.
 */
export async function claimKeyAfterwards(write: () => Promise<void>): Promise<void> {
  const request = currentRequest();
  if (!request?.claim) return;
  request.isOfKeyAlone = true;
  await write().catch(() => undefined);
}

/**
 * Does `work` once what this request did is committed, before it is answered, and not at all when it is not. Whatever
 * becomes of `work`, the request succeeded: it is for what can also be done later.
 */
export function afterCommit(work: () => Promise<void>): void {
  const request = currentRequest();
  if (!request) throw new Error('Only a request has an end to wait for.');
  request.afterwards.push(work);
}
