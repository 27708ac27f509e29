import { setTimeout as wait } from 'node:timers/promises';
import type { OnApplicationShutdown } from '@nestjs/common';
import type { PoolClient, QueryResult, QueryResultRow } from 'pg';
import { DataSource, type QueryRunner } from 'typeorm';
import { LONG_READ_CONNECTIONS, longReadDataSourceOptions } from '../../data-source.js';
import type { Clock } from '../../kernel/clock.js';
import type { Instant } from '../../kernel/days.js';
import type { ContractId } from '../../kernel/ids.js';
import { sharerOf, type Actor } from '../access/actor.js';
import { asUnavailable, unavailable } from './database.errors.js';
import { refusalOfBegin, type Queryable } from './db.js';
import { beginMessage, enteredAs, type BeginOptions } from './actor-message.js';
import { ReadTurns } from './read-turns.js';
import type { Prepared } from './sql.js';

/** Shares the connections: one half is for what is read at once, the other for what is sent as it is read. */
const TOGETHER = LONG_READ_CONNECTIONS / 2;
const LIMITS = { perCaller: 2, together: TOGETHER, waiting: 6, maxWaitMs: 5_000 };

/** A download lasts as long as its reader takes; its statement is the whole of it. */
const DOWNLOAD_SECONDS = 600;

/** How long a reader of the recent past waits for whoever may still be writing to it. */
const TIME_LIMIT_MS = 5_000;
/** A writer is done in a few milliseconds: it is asked for often at first. */
const PAUSES_MS = { first: 2, most: 50 };

export interface LongReadOptions {
  /** The instant of the past that is told; null: what is now, as it is at one moment. */
  readonly at: Instant | null;
  /** The one contract that is told of; null: several. */
  readonly contractId?: ContractId | null;
}

/**
 * A statement that may tell of a contract's past without more being read. It enters, looks who may still be writing and reads,
 * in that order and by itself: its values are those of `app.set_actor`, the contract, the instant and how long that is ago.
 */
export interface Glance<T, Row extends QueryResultRow> {
  readonly statement: Prepared;
  /** What is told of what it found; null: it has to be read. */
  readonly answerOf: (found: Row) => T | null;
}

/**
 * What takes longer than an answer from one row: reports, downloads, and everything about the past. On connections of their
 * own, a few at a time for each caller, so that they never keep others from reading and signing.
 */
export class LongReads implements OnApplicationShutdown {
  private readonly source: DataSource;
  private ready: Promise<unknown> | null = null;
  private readonly reads = new ReadTurns(LIMITS);
  private readonly downloads = new ReadTurns(LIMITS);

  constructor(
    url: string,
    private readonly clock: Clock,
  ) {
    this.source = new DataSource(longReadDataSourceOptions(url));
  }

  /**
   * What `work` reads as `actor`. Of the past, what is read never changes afterwards: whoever may still be writing to it is
   * waited for, without a lock that they could wait for.
   * @throws too_many_requests beyond the caller's share; unavailable when everybody's is taken, or a writer takes too long
   */
  async read<T, Row extends QueryResultRow = never>(
    actor: Actor,
    work: (q: Queryable) => Promise<T>,
    { at, contractId = null }: LongReadOptions,
    glance: Glance<T, Row> | null = null,
  ): Promise<T> {
    const endTurn = await this.reads.take(sharerOf(actor));
    try {
      const answered = glance && at && contractId && (await this.glance(actor, contractId, at, glance));
      if (answered) return answered;
      const runner = await this.begin(actor, at, contractId);
      try {
        return await work(runner.manager);
      } catch (error) {
        throw asUnavailable(error);
      } finally {
        await end(runner);
      }
    } finally {
      endTurn();
    }
  }

  /**
   * What `work` yields, read as `actor` in one transaction that changes nothing. It ends, and its connection is free
   * again, when the last item was taken, when something fails, or when whoever takes the items returns early.
   * @throws as `read`
   */
  async *download<T>(
    actor: Actor,
    work: (q: Queryable) => AsyncGenerator<T, void>,
    { at, contractId = null }: LongReadOptions,
  ): AsyncGenerator<T, void> {
    const endTurn = await this.downloads.take(sharerOf(actor));
    try {
      const runner = await this.begin(actor, at, contractId, DOWNLOAD_SECONDS);
      try {
        yield* work(runner.manager);
      } catch (error) {
        throw asUnavailable(error);
      } finally {
        await end(runner);
      }
    } finally {
      endTurn();
    }
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.source.isInitialized) await this.source.destroy();
  }

  private async glance<T, Row extends QueryResultRow>(
    actor: Actor,
    contractId: ContractId,
    at: Instant,
    { statement, answerOf }: Glance<T, Row>,
  ): Promise<T | null> {
    await this.letClocksPass(at);
    const values = [...enteredAs(actor), this.clock.now(), contractId, at, this.ageOf(at)];
    const { runner, client } = await this.connect();
    try {
      const { rows } = await client.query<Row>({ ...statement, values });
      return rows[0] ? answerOf(rows[0]) : null;
    } catch (error) {
      throw refusalOfBegin(error as Error);
    } finally {
      await runner.release();
    }
  }

  /** A transaction in which everything that may ever be told of `at` is there already. */
  private async begin(
    actor: Actor,
    at: Instant | null,
    contractId: ContractId | null,
    statementSeconds?: number,
  ): Promise<QueryRunner> {
    const options = {
      readOnly: true,
      claim: null,
      ...(contractId ? { about: contractId, isByKey: true } : {}),
      ...(statementSeconds ? { statementSeconds } : {}),
    };
    if (at === null) return (await this.beginWith(actor, { ...options, isOneMoment: true })).runner;
    await this.letClocksPass(at);
    const past = { contractId, age: this.ageOf(at) };
    const first = await this.beginWith(actor, { ...options, past });
    if (first.pending.length === 0) return first.runner;
    // Nobody who began since can record anything of that past: those are the only ones to wait for.
    await end(first.runner);
    await this.waitFor(first.pending);
    return (await this.beginWith(actor, options)).runner;
  }

  /** Another process, whose clock is a little behind, may still date something so: that is over in a moment. */
  private async letClocksPass(at: Instant): Promise<void> {
    const left = this.clock.tolerance - this.ageOf(at);
    if (left > 0) await wait(left);
  }

  private ageOf(at: Instant): number {
    return Date.parse(this.clock.now()) - Date.parse(at);
  }

  private async waitFor(writers: readonly string[]): Promise<void> {
    const until = performance.now() + TIME_LIMIT_MS;
    for (let pause = PAUSES_MS.first; ; pause = Math.min(pause * 2, PAUSES_MS.most)) {
      await wait(pause);
      if (!(await this.areWriting(writers))) return;
      if (performance.now() > until) throw unavailable(new Error('Somebody has been writing for too long.'));
    }
  }

  /** Asked by nobody in particular, and on no connection in between. */
  private async areWriting(writers: readonly string[]): Promise<boolean> {
    const { runner, client } = await this.connect();
    try {
      const asked = await client.query<{ writing: boolean }>('select app.still_writing($1) as writing', [
        writers,
      ]);
      return asked.rows[0]?.writing === true;
    } catch (error) {
      throw asUnavailable(error);
    } finally {
      await runner.release();
    }
  }

  private async beginWith(
    actor: Actor,
    options: BeginOptions,
  ): Promise<{ runner: QueryRunner; pending: string[] }> {
    const { runner, client } = await this.connect();
    try {
      const answers = (await client.query(beginMessage(actor, this.clock.now(), options))) as unknown;
      return { runner, pending: pendingOf(answers) };
    } catch (error) {
      await end(runner);
      throw refusalOfBegin(error as Error);
    }
  }

  private async connect() {
    try {
      this.ready ??= this.source.initialize();
      await this.ready;
      const runner = this.source.createQueryRunner();
      return { runner, client: (await runner.connect()) as PoolClient };
    } catch (error) {
      if (!this.source.isInitialized) this.ready = null;
      throw unavailable(error);
    }
  }
}

/** Nothing was changed: a rollback is as good as a commit, also after a failure. */
async function end(runner: QueryRunner): Promise<void> {
  const client = (await runner.connect()) as PoolClient;
  await client.query('rollback').catch(() => undefined);
  await runner.release();
}

/** The driver answers a message of several statements with as many results. */
const pendingOf = (answers: unknown): string[] =>
  (answers as QueryResult<{ pending?: string[] }>[]).flatMap(({ rows }) => rows[0]?.pending ?? []);
