import { setTimeout as wait } from 'node:timers/promises';
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Job, PgBoss } from 'pg-boss';
import { DataSource } from 'typeorm';
import type { Config } from '../config/config.js';
import { CONFIG } from '../config/config.module.js';
import { LOG, type Log } from '../logs/logger.js';
import { JOBS_SCHEMA, type JobData, type Queue } from './enqueue.js';

const POLL_SECONDS = 1;
const BATCH = 10;
const TICK_MS = 60_000;
/** Loading the queue takes a moment: requests come first. */
const START_MS = 250;
const STOP_MS = 10_000;
/** The database may come later than this process: it is asked again, every half minute at last. */
const ATTEMPTS = 1_000_000;

type Handler<Name extends Queue> = (data: JobData[Name]) => Promise<void>;

/**
 * Takes jobs from the queue, as many processes as there are: a job is one process's until it is done, fails, or its time is
 * over. What fails comes again, later each time. Serving requests does not depend on it.
 */
@Injectable()
export class Worker implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly handlers = new Map<Queue, Handler<Queue>>();
  private readonly regular: (() => Promise<void>)[] = [];
  private boss: PgBoss | null = null;
  private starting: Promise<void> = Promise.resolve();
  private timer: NodeJS.Timeout | null = null;
  private ticking: Promise<void> = Promise.resolve();
  private stopped: Promise<void> | null = null;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** Who does the jobs of that queue. A job may come twice: when this process ended, or the database was lost, in between. */
  handle<Name extends Queue>(queue: Name, handler: Handler<Name>): void {
    this.handlers.set(queue, handler as Handler<Queue>);
  }

  /** What is looked at once a minute: what the clock brings, and no fact. */
  regularly(work: () => Promise<void>): void {
    this.regular.push(work);
  }

  onApplicationBootstrap(): void {
    if (!this.config.worker) return;
    this.timer = setTimeout(() => {
      this.starting = this.start().catch((error: unknown) => {
        if (!this.stopped) this.log.error({ error }, 'the worker could not start');
      });
    }, START_MS).unref();
  }

  async onModuleDestroy(): Promise<void> {
    await this.stop(STOP_MS);
  }

  /** Jobs under way end first, within that time; what does not is taken up again by whoever works next. */
  stop(withinMs: number): Promise<void> {
    return (this.stopped ??= this.end(withinMs));
  }

  /** Does one job, as the queue would: its failure is told in the log, and the queue keeps nothing of its words. */
  async work(queue: Queue, job: { readonly id: string; readonly data: unknown }): Promise<void> {
    try {
      await this.handlers.get(queue)?.(job.data as JobData[Queue]);
    } catch (error) {
      this.log.warn({ error, queue, job: job.id }, 'a job failed, and comes again');
      throw new Error('failed: see the log');
    }
  }

  /** Everything that is looked at once a minute, now. */
  tick(): Promise<void> {
    this.ticking = this.ticking.then(async () => {
      for (const work of this.regular) {
        await work().catch((error: unknown) => {
          this.log.error({ error }, 'what comes with the time could not be told');
        });
      }
    });
    return this.ticking;
  }

  private async start(): Promise<void> {
    const boss = await connectBoss(this.dataSource, this.log);
    if (this.stopped) return;
    this.boss = boss;
    await boss.start({ attempts: ATTEMPTS });
    for (const queue of this.handlers.keys()) {
      const options = {
        pollingIntervalSeconds: POLL_SECONDS,
        batchSize: BATCH,
        burstWhenBatchFull: true,
        perJobResults: true,
      } as const;
      await boss.work(queue, options, (jobs: Job<object>[]) =>
        Promise.all(
          jobs.map((job) =>
            this.work(queue, job).then(
              () => ({ id: job.id, status: 'completed' as const }),
              () => ({ id: job.id, status: 'failed' as const }),
            ),
          ),
        ),
      );
    }
    void this.tick();
    this.timer = setInterval(() => void this.tick(), TICK_MS).unref();
  }

  private async end(withinMs: number): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    const stopping = this.boss?.stop({ graceful: true, timeout: withinMs });
    const ended = Promise.all([this.starting, stopping, this.ticking]);
    await Promise.race([ended, wait(withinMs, undefined, { ref: false })]);
  }
}

/** The queue as this process reaches it: connections of its own, two of them, and nothing that takes an owner. */
async function connectBoss(dataSource: DataSource, log: Log): Promise<PgBoss> {
  const { PgBoss: Boss } = await import('pg-boss');
  const { url } = dataSource.options as { readonly url: string };
  const boss = new Boss({
    connectionString: url,
    application_name: 'palier-jobs',
    schema: JOBS_SCHEMA,
    max: 2,
    migrate: false,
    createSchema: false,
    schedule: false,
    supervise: true,
    registerInstance: false,
    persistWarnings: false,
    persistQueueStats: false,
    monitorVacuum: false,
    reindex: false,
    openTelemetry: { enabled: false },
  });
  boss.on('error', (error: unknown) => log.warn({ error: asError(error) }, 'the job queue'));
  boss.on('warning', ({ data }: { data: { type?: unknown } }) =>
    log.warn({ type: typeof data?.type === 'string' ? data.type : 'unknown' }, 'the job queue warns'),
  );
  return boss;
}

/** pg-boss tells some errors as plain objects. */
const asError = (error: unknown): Error =>
  error instanceof Error
    ? error
    : Object.assign(new Error(String((error as { message?: unknown } | null)?.message)), error);
