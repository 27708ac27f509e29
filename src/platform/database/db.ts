import { AsyncLocalStorage } from 'node:async_hooks';
import { Inject, Injectable } from '@nestjs/common';
import type { PoolClient, QueryResult, QueryResultRow } from 'pg';
import { DataSource, type EntityManager, type QueryRunner } from 'typeorm';
import { Clock } from '../../kernel/clock.js';
import type { ContractId } from '../../kernel/ids.js';
import type { DbActor } from '../access/actor.js';
import { Metrics } from '../health/metrics.js';
import { enterMessage, type Entry, type KeyClaim, type ReadOptions } from './actor-message.js';
import { isPassing, keyInFlight, passingOr, unavailable } from './database.errors.js';
import { notFound, unauthenticated } from '../../kernel/refusals.js';
import { openOn, type DatedTx, type OpenTransaction, type Statement, type Tx } from './open-transaction.js';
import { hasSqlState } from './violations.js';

export { sendWithCommit, type DatedTx, type Statement, type Tx } from './open-transaction.js';

/** Enough to read. */
export type Queryable = Pick<EntityManager, 'queryRunner'>;

/** Somebody answered the same key while this request waited for it. */
export class KeyAnswered extends Error {}

/** One request: at most one transaction, committed after its answer is known. */
interface Unit {
  readonly claim: KeyClaim | null;
  /** A transaction was begun; `open` once its work is done. */
  entered: boolean;
  open: OpenTransaction | null;
  /** That transaction was begun by `dating`. */
  isDating: boolean;
  /** That transaction holds the key and nothing else: the effects are committed already. */
  isOfKeyAlone: boolean;
  /** What follows the commit. */
  readonly afterwards: (() => Promise<void>)[];
}

@Injectable()
export class Db {
  private readonly units = new AsyncLocalStorage<Unit>();

  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly metrics: Metrics,
  ) {}

  /**
   * Runs `work` as `actor`, all or nothing. Inside a request's unit the commit waits for the answer (see `unit`);
   * outside, it happens when `work` is done.
   */
  async transaction<T>(actor: DbActor, work: (tx: Tx) => Promise<T>): Promise<T> {
    const unit = this.units.getStore();
    if (!unit) return this.independently(actor, work);
    if (unit.open) return work(unit.open.tx);
    enterOnce(unit);
    const { open, result } = await this.begin(actor, work, { readOnly: false, claim: unit.claim });
    unit.open = open;
    return result;
  }

  /**
   * The same for what is dated outside a contract: names, birth dates, what an employer declares, a contract that begins.
   * `work` starts, and reads the clock, once whoever reads the past sees that somebody writes.
   */
  async dating<T>(actor: DbActor, work: (tx: DatedTx) => Promise<T>): Promise<T> {
    const unit = this.units.getStore();
    const dated = (tx: Tx) => work(tx as DatedTx);
    if (unit?.open) {
      if (!unit.isDating)
        throw new Error('This request began as one that dates nothing: begin it with dating.');
      return dated(unit.open.tx);
    }
    if (unit) enterOnce(unit);
    const claim = unit?.claim ?? null;
    const { open, result } = await this.begin(actor, dated, { readOnly: false, claim, writesHistory: true });
    if (!unit) {
      await open.commit();
      return result;
    }
    unit.open = open;
    unit.isDating = true;
    return result;
  }

  /**
   * The same, holding a contract's row from its first message on: whoever changes the contract waits. The statements
   * of `work` are sent once the lock is held, so they see what the one before left.
   * @throws not_found when the actor did not see the contract then, even if `work` does.
   */
  async holding<T>(actor: DbActor, contractId: ContractId, work: (tx: Tx) => Promise<T>): Promise<T> {
    const unit = this.units.getStore();
    if (!unit) return this.holdingIndependently(actor, contractId, work);
    enterOnce(unit);
    const { claim } = unit;
    const { open, result } = await this.begin(actor, work, { readOnly: false, claim, hold: contractId });
    unit.open = open;
    return result;
  }

  /**
   * The same in a transaction of its own, committed whatever becomes of the request: for one about several contracts,
   * of which each stands or falls by itself. It takes no idempotency key: what is sent again must be known by itself.
   */
  async holdingIndependently<T>(
    actor: DbActor,
    contractId: ContractId,
    work: (tx: Tx) => Promise<T>,
  ): Promise<T> {
    const { open, result } = await this.begin(actor, work, {
      readOnly: false,
      claim: null,
      hold: contractId,
    });
    await open.commit();
    return result;
  }

  /**
   * Claims the request's idempotency key once its effects are committed in transactions of their own, so that its answer
   * is kept. The effects are there: an answer that cannot be kept is sent all the same.
   */
  async claimKeyAfterwards(actor: DbActor): Promise<void> {
    const unit = this.units.getStore();
    if (!unit?.claim) return;
    unit.isOfKeyAlone = true;
    await this.transaction(actor, () => Promise.resolve()).catch(() => undefined);
  }

  /**
   * Does `work` once what this request did is committed, before it is answered, and not at all when it is not. Whatever
   * becomes of `work`, the request succeeded: it is for what can also be done later.
   */
  afterCommit(work: () => Promise<void>): void {
    const unit = this.units.getStore();
    if (!unit) throw new Error('Only a request has an end to wait for.');
    unit.afterwards.push(work);
  }

  /** A transaction of its own, committed even when the request it serves is refused: a failed sign-in is counted. */
  async independently<T>(actor: DbActor, work: (tx: Tx) => Promise<T>): Promise<T> {
    const { open, result } = await this.begin(actor, work, { readOnly: false, claim: null });
    await open.commit();
    return result;
  }

  /** Reads as `actor`: row-level security shows what they may see. */
  async read<T>(
    actor: DbActor,
    work: (q: Queryable) => Promise<T>,
    { isOneMoment = false }: ReadOptions = {},
  ): Promise<T> {
    const unit = this.units.getStore();
    if (unit?.open) return work(unit.open.tx);
    const { open, result } = await this.begin(actor, work, { readOnly: true, claim: null, isOneMoment });
    await open.commit();
    return result;
  }

  /**
   * The first row of one statement as `actor`, or null: `begin`, statement and `commit` are one message, for what is read
   * all day. `about`: the contract that is read.
   */
  async readOne<Row extends QueryResultRow>(
    actor: DbActor,
    statement: Statement,
    about: ContractId,
  ): Promise<Row | null> {
    const unit = this.units.getStore();
    if (unit?.open) return (await unit.open.client.query<Row>(statement)).rows[0] ?? null;
    const runner = this.dataSource.createQueryRunner();
    const client = await this.connect(runner);
    const message = enterMessage(actor, this.clock.now(), { readOnly: true, claim: null, about });
    const [entered, found, ended] = await Promise.allSettled([
      client.query(message),
      client.query<Row>(statement),
      client.query('commit'),
    ]);
    await runner.release();
    if (entered.status === 'rejected') throw refusalOfEntry(entered.reason as Error);
    if (found.status === 'rejected') throw passingOr(found.reason);
    if (ended.status === 'rejected') throw passingOr(ended.reason);
    return found.value.rows[0] ?? null;
  }

  /** One statement on its own, as nobody: it sees what a function of schema `app` shows to nobody in particular. */
  async lookUp<Row extends QueryResultRow>(statement: Statement): Promise<Row | null> {
    const runner = this.dataSource.createQueryRunner();
    const client = await this.connect(runner);
    try {
      return (await client.query<Row>(statement)).rows[0] ?? null;
    } catch (error) {
      throw unavailable(error);
    } finally {
      await runner.release();
    }
  }

  /**
   * One request. `handle` does its work and returns the answer; `lastOf` gives the statement that stores what must
   * not be lost with it.
   * @throws KeyAnswered when another request answered the claimed key meanwhile.
   */
  async unit<T>(
    claim: KeyClaim | null,
    handle: () => Promise<T>,
    lastOf: (answer: T) => Statement | null,
  ): Promise<T> {
    const unit: Unit = {
      claim,
      entered: false,
      open: null,
      isDating: false,
      isOfKeyAlone: false,
      afterwards: [],
    };
    return this.units.run(unit, async () => {
      let answer: T;
      try {
        answer = await handle();
      } catch (error) {
        const explained = unit.open ? unit.open.explain(error) : error;
        await unit.open?.rollback();
        throw explained;
      }
      const committed = unit.open?.commit(lastOf(answer));
      await (unit.isOfKeyAlone ? committed?.catch(() => undefined) : committed);
      for (const work of unit.afterwards) await work().catch(() => undefined);
      return answer;
    });
  }

  /**
   * `begin` and the actor travel in one message, and the first query of `work` follows without waiting for it:
   * had the message failed, PostgreSQL refuses every query until the rollback, and its error is the one reported.
   */
  private async begin<T>(
    actor: DbActor,
    work: (tx: Tx) => Promise<T>,
    options: Entry,
  ): Promise<{ open: OpenTransaction; result: T }> {
    const runner = this.dataSource.createQueryRunner();
    const client = await this.connect(runner);
    const open = openOn(runner, client, options.readOnly);
    const entered = client.query(enterMessage(actor, this.clock.now(), options)).then(
      (answers) => (options.hold && !isHeld(answers) ? notFound() : null),
      (error: Error) => refusalOfEntry(error),
    );
    try {
      const early = options.writesHistory ? await entered : null;
      if (early) throw early;
      const result = await work(open.tx);
      const refusal = await entered;
      if (refusal) throw refusal;
      return { open, result };
    } catch (error) {
      const refusal = await entered;
      const explained = refusal ?? open.explain(error);
      await open.rollback();
      throw explained;
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
const isHeld = (answers: unknown): boolean =>
  (answers as QueryResult<{ hold?: boolean }>[]).some(({ rows }) => rows[0]?.hold === true);

/** Two transactions of one request at once, or one inside the other, would commit apart: that is a bug. */
function enterOnce(unit: Unit): void {
  if (unit.entered) throw new Error('A request has one transaction: pass its Tx on.');
  unit.entered = true;
}

export function refusalOfEntry(error: Error): Error {
  if (hasSqlState(error, 'PA401')) return unauthenticated();
  if (hasSqlState(error, 'PA208')) return new KeyAnswered();
  if (hasSqlState(error, 'PA209')) return keyInFlight();
  return isPassing(error) ? unavailable(error) : error;
}
