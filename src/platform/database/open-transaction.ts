import type { PoolClient } from 'pg';
import type { EntityManager, QueryRunner } from 'typeorm';
import { isPassing, outcomeUnknown, passingOr, unavailable, wasNeverSent } from './database.errors.js';
import { severityOf } from './violations.js';

declare const inTransaction: unique symbol;
/** Needed to write. `Db.transaction` is the only place one comes from. */
export type Tx = EntityManager & { readonly [inTransaction]: true };

declare const isDating: unique symbol;
/**
 * Needed to write what is dated outside a contract. `Db.dating` is the only place one comes from: written by another
 * transaction, it would be missed by whoever reads the past meanwhile, and told otherwise to the next.
 */
export type DatedTx = Tx & { readonly [isDating]: true };

export interface OpenTransaction {
  readonly tx: Tx;
  readonly client: PoolClient;
  /** `last` follows what waits for the commit (see `sendWithCommit`). */
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

const awaitingCommit = new WeakMap<Tx, Statement[]>();

/**
 * Sends a statement together with the commit of its transaction, without waiting in between: one round trip less while
 * a contract is held. Nothing that the same transaction reads will show it. Had it failed, the commit is a rollback, and
 * the request fails with its error.
 */
export function sendWithCommit(tx: Tx, statement: Statement): void {
  awaitingCommit.set(tx, [...(awaitingCommit.get(tx) ?? []), statement]);
}

/** The transaction that was begun on this connection. */
export function openOn(runner: QueryRunner, client: PoolClient, readOnly: boolean): OpenTransaction {
  const lost = readOnly ? unavailable : outcomeUnknown;
  const tx = runner.manager as Tx;
  return {
    tx,
    client,
    commit: (last) =>
      commit(client, [...(awaitingCommit.get(tx) ?? []), ...(last ? [last] : [])], lost).finally(() =>
        runner.release(),
      ),
    rollback: async () => {
      await client.query('rollback').catch(() => undefined);
      await runner.release();
    },
    // A connection that broke was given back by TypeORM at once: what failed afterwards, failed for that.
    explain: (error) => (runner.isReleased || isPassing(error) ? unavailable(error) : error),
  };
}

/** `lost` says what the caller may believe when the connection broke with the commit on its way. */
async function commit(
  client: PoolClient,
  before: readonly Statement[],
  lost: (cause: unknown) => Error,
): Promise<void> {
  const sent = Promise.allSettled(before.map((statement) => client.query(statement)));
  const [ended] = await Promise.allSettled([client.query('commit')]);
  // The first one refused by PostgreSQL itself, in words: the commit behind it was a rollback.
  for (const outcome of await sent) {
    if (outcome.status === 'rejected' && severityOf(outcome.reason)) throw passingOr(outcome.reason);
  }
  if (ended.status === 'rejected') {
    if (severityOf(ended.reason) === 'ERROR') throw passingOr(ended.reason);
    throw wasNeverSent(ended.reason) ? unavailable(ended.reason) : lost(ended.reason);
  }
  // PostgreSQL answers ROLLBACK, without an error, to the commit of a transaction that failed.
  if (ended.value.command !== 'COMMIT') throw new Error('The transaction had failed: nothing was committed.');
}
