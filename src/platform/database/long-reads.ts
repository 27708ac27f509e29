import type { OnApplicationShutdown } from '@nestjs/common';
import type { PoolClient } from 'pg';
import { DataSource } from 'typeorm';
import { longReadDataSourceOptions } from '../../data-source.js';
import type { Clock } from '../../kernel/clock.js';
import type { DbActor } from '../access/actor.js';
import { passingOr, unavailable } from './database.errors.js';
import { refusalOfEntry, type Queryable } from './db.js';
import { enterMessage, type ReadOptions } from './enter-message.js';

/** Reads that go on while their answer is sent, beside the transactions of `Db`. */
export class LongReads implements OnApplicationShutdown {
  private readonly source: DataSource;
  private ready: Promise<unknown> | null = null;

  constructor(
    url: string,
    private readonly clock: Clock,
  ) {
    this.source = new DataSource(longReadDataSourceOptions(url));
  }

  /**
   * What `work` yields, read as `actor` in one transaction that changes nothing. It ends, and its connection is free
   * again, when the last item was taken, when something fails, or when whoever takes the items returns early.
   * @throws unavailable when it cannot begin now: the connection, or too many others
   */
  async *read<T>(
    actor: DbActor,
    work: (q: Queryable) => AsyncGenerator<T, void>,
    options: ReadOptions = {},
  ): AsyncGenerator<T, void> {
    const { runner, client } = await this.connect();
    try {
      await client
        .query(enterMessage(actor, this.clock.now(), { ...options, readOnly: true, claim: null }))
        .catch((error: Error) => {
          throw refusalOfEntry(error);
        });
      yield* work(runner.manager);
    } catch (error) {
      throw passingOr(error);
    } finally {
      // Nothing was changed: a rollback is as good as a commit, also after a failure.
      await client.query('rollback').catch(() => undefined);
      await runner.release();
    }
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.source.isInitialized) await this.source.destroy();
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
