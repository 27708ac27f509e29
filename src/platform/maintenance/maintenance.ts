import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { SIGN_IN } from '../access/actor.js';
import { Db } from '../database/db.js';
import { row } from '../database/sql.js';
import { Metrics } from '../health/metrics.js';
import { LOG, type Log } from '../logs/logger.js';

const EVERY_MS = 3_600_000;
const BATCH = 1_000;

/**
 * Deletes what was kept long enough (`app.retention` says how long each kind is), at start and every hour.
 * Nothing depends on it: what has expired counts for nothing, deleted or not.
 */
@Injectable()
export class Maintenance implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> = Promise.resolve();
  private isStopping = false;

  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly metrics: Metrics,
    @Inject(LOG) private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    void this.run();
    this.timer = setInterval(() => void this.run(), EVERY_MS).unref();
  }

  /** The batch under way ends first: the connections close next. */
  async onModuleDestroy(): Promise<void> {
    this.isStopping = true;
    if (this.timer) clearInterval(this.timer);
    await this.running;
  }

  /** One batch after another, each its own transaction, until nothing is left or another process is at it. */
  run(): Promise<void> {
    this.running = this.running
      .then(() => this.deleteExpired())
      .then(() => this.metrics.maintenanceDone())
      .catch((error: unknown) => {
        this.log.error({ error }, 'what has expired could not be deleted');
      });
    return this.running;
  }

  private async deleteExpired(): Promise<void> {
    while (!this.isStopping) {
      const batch = await this.db.writeNow(SIGN_IN, (tx) =>
        row<{ deleted: number }>(tx, 'select app.delete_expired($1, $2) as deleted', [
          this.clock.now(),
          BATCH,
        ]),
      );
      if (!batch?.deleted) return;
    }
  }
}
