import { Inject, Injectable } from '@nestjs/common';
import type { PoolClient, QueryResult, QueryResultRow } from 'pg';
import { DataSource, type QueryRunner } from 'typeorm';
import { Clock } from '../../kernel/clock.js';
import type { ContractId } from '../../kernel/ids.js';
import type { DbActor } from '../access/actor.js';
import { Metrics } from '../health/metrics.js';
import { enteredAs, beginMessage, type BeginOptions, type ReadOptions } from './actor-message.js';
import { isTransient, keyInFlight, asUnavailable, unavailable } from './database.errors.js';
import { notFound, unauthenticated } from '../../kernel/refusals.js';
import {
  currentRequest,
  beginOnce,
  IdempotentReplay,
  openOn,
  type DatedTx,
  type Queryable,
  type OpenTransaction,
  type Statement,
  type Tx,
} from './open-transaction.js';
import { withNames } from './named-refusals.js';
import { row } from './sql.js';
import { hasSqlState } from './violations.js';

export { type DatedTx, type Queryable, type Statement, type Tx } from './open-transaction.js';

/** A statement that reads one row, or none; begin, statement and commit are one message. */
export interface PreparedRead extends Statement {
  /** The contract that is read. */
  readonly about?: ContractId;
  /** The statement is one message by itself and sets the actor: its first values, put before its own, are those of `app.set_actor`. */
  readonly setsActor?: true;
}

/** Reads as nobody: what a function of schema `app` shows to nobody in particular. */
export const NOBODY = { kind: 'nobody' } as const;

export interface WriteOptions {
  /** What is written is dated outside a contract: names, birth dates, what an employer declares, a contract that begins. */
  readonly isDated: true;
}

/**
 * The way to the database, in four verbs:
 * - `read` shows what the actor may see, and changes nothing.
 * - `write` changes something as the actor, all or nothing, with the request's answer.
 * - `writeLocked` does so holding a contract: whoever else changes that contract waits.
 * - `writeNow` commits at once, whatever becomes of the request.
 */
@Injectable()
export class Db {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly metrics: Metrics,
  ) {}

  /** Reads as `actor`: row-level security shows what they may see. A prepared statement gives its first row, or null. */
  read<T>(actor: DbActor, work: (q: Queryable) => Promise<T>, options?: ReadOptions): Promise<T>;
  read<Row extends QueryResultRow>(
    actor: DbActor | typeof NOBODY,
    statement: PreparedRead,
  ): Promise<Row | null>;
  async read(
    actor: DbActor | typeof NOBODY,
    asked: ((q: Queryable) => Promise<unknown>) | PreparedRead,
    { isOneMoment = false }: ReadOptions = {},
  ): Promise<unknown> {
    const open = currentRequest()?.open;
    if (typeof asked !== 'function') {
      if (actor.kind === 'nobody') return this.sendAlone(asked, unavailable);
      if (asked.setsActor) {
        const values = [...enteredAs(actor), this.clock.now(), ...asked.values];
        return this.sendAlone({ ...asked, values }, refusalOfBegin);
      }
      return open ? row(open.tx, asked, asked.values) : this.readOne(actor, asked);
    }
    if (open) return asked(open.tx);
    const options = { readOnly: true, claim: null, isOneMoment };
    const { open: own, result } = await this.begin(actor as DbActor, asked, options);
    await own.commit();
    return result;
  }

  /**
   * Runs `work` as `actor`, all or nothing. Inside a request the commit waits for the answer (see `runRequest`); outside, it
   * happens when `work` is done. Where it is dated, `work` starts, and reads the clock, once whoever reads the past sees that
   * somebody writes.
   */
  write<T>(actor: DbActor, work: (tx: Tx) => Promise<T>): Promise<T>;
  write<T>(actor: DbActor, work: (tx: DatedTx) => Promise<T>, options: WriteOptions): Promise<T>;
  async write<T>(
    actor: DbActor,
    work: (tx: DatedTx) => Promise<T>,
    { isDated = false }: { readonly isDated?: boolean } = {},
  ): Promise<T> {
    const dated = (tx: Tx) => work(tx as DatedTx);
    const request = currentRequest();
    if (request?.open) {
      if (isDated && !request.isDated)
        throw new Error('This request began as one that dates nothing: begin it with isDated.');
      return dated(request.open.tx);
    }
    return this.run(actor, dated, isDated ? { writesHistory: true } : {});
  }

  /**
   * Writes, holding a contract's row from its first message on: whoever changes the contract waits. The statements of `work`
   * are sent once the lock is held, so they see what the one before left.
   * @throws not_found when the actor did not see the contract then, even if `work` does.
   */
  writeLocked<T>(actor: DbActor, contractId: ContractId, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.run(actor, work, { lock: contractId });
  }

  /**
   * Writes in a transaction of its own, committed even when the request it serves is refused: a failed sign-in is counted. It
   * takes no idempotency key: what is sent again must be known by itself. `locked`: the contract that it holds, for a request
   * about several, of which each stands or falls by itself.
   */
  async writeNow<T>(
    actor: DbActor,
    work: (tx: Tx) => Promise<T>,
    { locked }: { readonly locked?: ContractId } = {},
  ): Promise<T> {
    const entry = { readOnly: false, claim: null, ...(locked && { lock: locked }) };
    const { open, result } = await this.begin(actor, work, entry);
    await open.commit();
    return result;
  }

  /** The one transaction of the request, if there is a request; else one that is committed when `work` is done. */
  private async run<T>(
    actor: DbActor,
    work: (tx: Tx) => Promise<T>,
    how: Pick<BeginOptions, 'lock' | 'writesHistory'>,
  ): Promise<T> {
    const request = currentRequest();
    if (request) beginOnce(request);
    const entry = { readOnly: false, claim: request?.claim ?? null, ...how };
    const { open, result } = await this.begin(actor, work, entry);
    if (request) Object.assign(request, { open, isDated: how.writesHistory === true });
    else await open.commit();
    return result;
  }

  private async readOne<Row extends QueryResultRow>(
    actor: DbActor,
    { about, ...statement }: PreparedRead,
  ): Promise<Row | null> {
    const runner = this.dataSource.createQueryRunner();
    const client = await this.connect(runner);
    const entry = { readOnly: true, claim: null, ...(about && { about }) };
    const message = beginMessage(actor, this.clock.now(), entry);
    const [begun, found, ended] = await Promise.allSettled([
      client.query(message),
      client.query<Row>(statement),
      client.query('commit'),
    ]);
    await runner.release();
    if (begun.status === 'rejected') throw refusalOfBegin(begun.reason as Error);
    if (found.status === 'rejected') throw asUnavailable(found.reason);
    if (ended.status === 'rejected') throw asUnavailable(ended.reason);
    return found.value.rows[0] ?? null;
  }

  /**
   * `begin` and the actor travel in one message, and the first query of `work` follows without waiting for it:
   * had the message failed, PostgreSQL refuses every query until the rollback, and its error is the one reported.
   */
  private async begin<T>(
    actor: DbActor,
    work: (tx: Tx) => Promise<T>,
    options: BeginOptions,
  ): Promise<{ open: OpenTransaction; result: T }> {
    const runner = this.dataSource.createQueryRunner();
    const client = await this.connect(runner);
    const open = openOn(runner, client, options.readOnly);
    const begun = client.query(beginMessage(actor, this.clock.now(), options)).then(
      (answers) => (options.lock && !isLocked(answers) ? notFound() : null),
      (error: Error) => refusalOfBegin(error),
    );
    try {
      const early = options.writesHistory ? await begun : null;
      if (early) throw early;
      const result = await work(open.tx);
      const refusal = await begun;
      if (refusal) throw refusal;
      return { open, result };
    } catch (error) {
      const refusal = await begun;
      const explained = refusal ?? (await withNames(open.tx, open.explain(error)));
      await open.rollback();
      throw explained;
    }
  }

  private async sendAlone<Row extends QueryResultRow>(
    statement: Statement,
    refusalOf: (error: Error) => Error,
  ): Promise<Row | null> {
    const runner = this.dataSource.createQueryRunner();
    const client = await this.connect(runner);
    try {
      return (await client.query<Row>(statement)).rows[0] ?? null;
    } catch (error) {
      throw refusalOf(error as Error);
    } finally {
      await runner.release();
    }
  }

  private async connect(runner: QueryRunner): Promise<PoolClient> {
    const asked = performance.now();
    const client = (await runner.connect().catch((error: unknown) => {
      throw unavailable(error);
    })) as PoolClient;
    this.metrics.connectionAcquired(performance.now() - asked);
    return client;
  }
}

/** The driver answers a message of several statements with as many results. */
const isLocked = (answers: unknown): boolean =>
  (answers as QueryResult<{ lock_contract?: boolean }>[]).some(({ rows }) => rows[0]?.lock_contract === true);

export function refusalOfBegin(error: Error): Error {
  if (hasSqlState(error, 'PA401')) return unauthenticated();
  if (hasSqlState(error, 'PA208')) return new IdempotentReplay();
  if (hasSqlState(error, 'PA209')) return keyInFlight();
  return isTransient(error) ? unavailable(error) : error;
}
