import { PgBoss, type Job } from 'pg-boss';
import { Worker } from '../../src/platform/jobs/worker.js';
import type { Queue } from '../../src/platform/jobs/enqueue.js';
import type { TestApp } from './app.js';

const QUEUES: readonly Queue[] = ['notify', 'invite', 'account_mail', 'guest_mail', 'mail'];

/** Does the jobs of a test by hand, with the queue that the product uses: nothing polls, so nothing is waited for. */
export class Jobs {
  private constructor(
    private readonly boss: PgBoss,
    private readonly app: TestApp,
  ) {}

  static async of(app: TestApp): Promise<Jobs> {
    const boss = new PgBoss({
      connectionString: app.database.apiUrl,
      schema: 'jobs',
      max: 1,
      migrate: false,
      supervise: false,
      schedule: false,
      registerInstance: false,
    });
    await boss.start();
    return new Jobs(boss, app);
  }

  close(): Promise<void> {
    return this.boss.stop({ graceful: false });
  }

  /** Takes what waits, done or not; also what failed and would come again later. */
  async take(queue: Queue): Promise<Job<object>[]> {
    return this.boss.fetch<object>(queue, { batchSize: 100, ignoreStartAfter: true });
  }

  /** Does what waits, and what comes of it; one try each. @returns how many failed */
  async run(by: TestApp = this.app): Promise<number> {
    const worker = by.nest.get(Worker);
    let failed = 0;
    for (const queue of QUEUES) {
      for (const job of await this.take(queue)) {
        await worker.work(queue, job).then(
          () => this.boss.complete(queue, job.id),
          async () => {
            failed += 1;
            await this.boss.fail(queue, job.id);
          },
        );
      }
    }
    return failed;
  }

  /** The next minute, as the clock shows it: what is due by now, and its mails. */
  async tick(): Promise<number> {
    await this.app.nest.get(Worker).tick();
    return this.run();
  }

  async waiting(
    queue: Queue,
  ): Promise<{ data: object; state: string; retry_count: number; output: unknown }[]> {
    const { rows } = await this.app.owner.query<{
      data: object;
      state: string;
      retry_count: number;
      output: unknown;
    }>(
      `select j.data, j.state, j.retry_count, j.output from jobs.job j
       where j.name = $1 and j.state < 'completed' order by j.created_on`,
      [queue],
    );
    return rows;
  }
}
