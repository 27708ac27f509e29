import { readFileSync, readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '../../../dev/embedded-postgres/embedded-postgres.js';
import { databaseUrl, prepareTemplate } from '../../support/template.js';

/** What a commit promises; a run with any of them off would prove nothing. */
const DURABILITY = ['fsync', 'synchronous_commit', 'full_page_writes'];

/** A PostgreSQL server of one's own, at PostgreSQL's own durability, that can be killed, frozen and started again. */
export class Cluster {
  readonly log: string[] = [];

  private constructor(
    private readonly dataDir: string,
    private readonly settings: Record<string, string>,
    private server: EmbeddedPostgres,
  ) {}

  static async start(settings: Record<string, string> = {}): Promise<Cluster> {
    const dataDir = await mkdtemp(join(tmpdir(), 'palier-faults-'));
    const reported: Record<string, string> = {
      log_line_prefix: '%m [%p] %e ',
      log_lock_waits: 'on',
      log_min_messages: 'log',
      ...settings,
    };
    const log: string[] = [];
    const server = await startEmbeddedPostgres({
      dataDir,
      settings: reported,
      log: (line) => log.push(line),
    });
    const cluster = new Cluster(dataDir, reported, server);
    cluster.log.push(...log);
    await prepareTemplate(server.url);
    return cluster;
  }

  get port(): number {
    return this.server.port;
  }

  url(database: string): string {
    return databaseUrl(this.server.url, database);
  }

  /** A database of one's own, migrated. Two tests never share one. */
  async database(name: string): Promise<string> {
    await this.asOwner('postgres', (owner) =>
      owner.query(`create database ${name} template palier_template`),
    );
    return name;
  }

  async emptyDatabase(name: string): Promise<string> {
    await this.asOwner('postgres', (owner) => owner.query(`create database ${name}`));
    return name;
  }

  /** One connection for `work`, as the owner: what the tables really hold. */
  async asOwner<T>(database: string, work: (owner: pg.Client) => Promise<T>): Promise<T> {
    const client = new pg.Client({ connectionString: this.url(database) });
    client.on('error', () => undefined); // the query that suffers from it says so
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  }

  /** @throws unless this server, and what the API's role asks of it, keeps what it acknowledges. */
  async assertDurable(database: string): Promise<void> {
    for (const user of ['palier', 'palier_api']) {
      const url = new URL(this.url(database));
      url.username = user;
      const client = new pg.Client({ connectionString: url.toString() });
      await client.connect();
      for (const name of DURABILITY) {
        const { rows } = await client.query<{ value: string }>(`select current_setting($1) as value`, [name]);
        if (rows[0]?.value !== 'on') throw new Error(`${name} is ${rows[0]?.value} for ${user}`);
      }
      await client.end();
    }
  }

  /** Nobody is told: the postmaster and every process of its are gone from one moment to the next. */
  async kill(): Promise<void> {
    const processes = this.processes();
    for (const pid of processes) signal(pid, 'SIGKILL');
    await this.server.stop();
  }

  /** The data are recovered from the log, on another port. */
  async startAgain(): Promise<void> {
    this.server = await startEmbeddedPostgres({
      dataDir: this.dataDir,
      settings: this.settings,
      log: (line) => this.log.push(line),
    });
  }

  /** Every process of the server stands still, its connections open. */
  freeze(): () => void {
    const processes = this.processes();
    for (const pid of processes) signal(pid, 'SIGSTOP');
    return () => {
      for (const pid of processes) signal(pid, 'SIGCONT');
    };
  }

  /** One backend dies: PostgreSQL ends all others, recovers and goes on, on the same port. */
  async crashOneBackend(database: string): Promise<void> {
    const pid = await this.asOwner(database, async (owner) => {
      const { rows } = await owner.query<{ pid: number }>(
        `select pid from pg_stat_activity where datname = $1 and application_name = 'palier-api' limit 1`,
        [database],
      );
      return rows[0]?.pid;
    });
    if (!pid) throw new Error('no backend');
    signal(pid, 'SIGKILL');
  }

  /** Holds all that PostgreSQL gives to ordinary roles; what answers gives them back. */
  async takeEveryConnection(database: string): Promise<() => Promise<void>> {
    const url = new URL(this.url(database));
    url.username = 'palier_api';
    const taken: pg.Client[] = [];
    let isFull = false;
    // What the servers give up meanwhile is taken too.
    const taking = setInterval(() => void takeOne(), 5);
    const takeOne = async () => {
      const client = new pg.Client({ connectionString: url.toString() });
      client.on('error', () => undefined);
      await client.connect().then(
        () => taken.push(client),
        () => (isFull = true),
      );
    };
    await until(() => isFull);
    return async () => {
      clearInterval(taking);
      await Promise.allSettled(taken.map((client) => client.end()));
    };
  }

  /** How often PostgreSQL itself found two transactions waiting for each other. */
  async deadlocks(database: string): Promise<number> {
    const { rows } = await this.asOwner('postgres', (owner) =>
      owner.query<{ n: string }>('select deadlocks as n from pg_stat_database where datname = $1', [
        database,
      ]),
    );
    return Number(rows[0]?.n) + this.log.filter((line) => line.includes('40P01')).length;
  }

  async stop(): Promise<void> {
    await this.server.stop();
    await rm(this.dataDir, { recursive: true, force: true, maxRetries: 10 });
  }

  private processes(): number[] {
    const postmaster = Number.parseInt(
      readFileSync(join(this.dataDir, 'cluster', 'postmaster.pid'), 'utf8'),
      10,
    );
    return [postmaster, ...childrenOf(postmaster)];
  }
}

function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
        return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === parent;
      } catch {
        return false;
      }
    });
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // it ended meanwhile
  }
}

/** Asks until it holds; there is no time by which it must, only one by which the test is stuck. */
export async function until(holds: () => boolean | Promise<boolean>, limitMs = 60_000): Promise<void> {
  const limit = performance.now() + limitMs;
  while (!(await holds())) {
    if (performance.now() > limit)
      throw new Error(`still waiting after ${limitMs / 1000} s: ${String(holds)}`);
    await wait(10);
  }
}
