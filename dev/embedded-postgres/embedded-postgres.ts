import { createServer, type AddressInfo } from 'node:net';
import { readFile, realpath, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { clusterName, createCluster, decideAccount, HERE, prepareDataDirectory, recover } from './cluster.js';
import { EmbeddedPostgresError } from './error.js';
import { spawnGuarded, type GuardedProcess } from './guarded-process.js';
import { lockDirectory } from './lock.js';
import { findPrograms, type Account, type Programs } from './programs.js';

export { EmbeddedPostgresError };

export interface EmbeddedPostgres {
  /** The URL of the database `palier`, as its owner, a superuser. */
  readonly url: string;
  readonly port: number;
  /** Resolves when the server has stopped and its directory is free. */
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  readonly dataDir: string;
  readonly log?: (line: string) => void;
  /** Server settings beside PostgreSQL's own defaults, `{ fsync: 'off' }` in tests. */
  readonly settings?: Readonly<Record<string, string>>;
}

const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  timezone: 'UTC',
  log_timezone: 'UTC',
};

const START_LIMIT_MS = 300_000;
const STOP_LIMIT_MS = 60_000;
const START_ATTEMPTS = 40;

/** Reasons that another attempt removes: somebody took the port, or children of a killed server are about to go. */
const TRANSIENT_REASON = /could not bind|could not create any TCP\/IP sockets|shared memory block/;

interface Installation {
  readonly cluster: string;
  readonly programs: Programs;
  readonly account: Account | null;
  readonly settings: Readonly<Record<string, string>>;
  readonly log: (line: string) => void;
}

/**
 * Starts the real PostgreSQL server that ships with the project, for trying Palier and for tests; in
 * production, DATABASE_URL names a server that someone looks after.
 *
 * The data directory holds `cluster` (the data), `lock` (the process that uses them) and `port` (where
 * the server listens this time). The server listens on 127.0.0.1 alone, with no password. It stops with
 * the process that started it, even a killed one, and the next start recovers what was left behind.
 *
 * As root, PostgreSQL runs as nobody (uid 65534). The data stay where they are asked for, even below a
 * 0700 folder; the programs are then copied once below a temporary folder (see `findPrograms`).
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  await prepareDataDirectory(options.dataDir);
  const dataDir = await realpath(options.dataDir);
  const lock = await lockDirectory(dataDir);
  try {
    const installation = await install(dataDir, options);
    const { server, port } = await launch(installation);
    try {
      await createDatabase(port);
      await writeFile(join(dataDir, 'port'), `${port}\n`);
    } catch (error) {
      await stopServer(server);
      throw error;
    }
    let stopping: Promise<void> | undefined;
    const stop = () => (stopping ??= stopServer(server).finally(() => lock.release()));
    return { url: addressOf(port, 'palier'), port, stop };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** Where the server that another process started on this data directory listens; null when none answers. */
export async function findRunningPostgres(dataDir: string): Promise<string | null> {
  const port = Number(await readFile(join(dataDir, 'port'), 'utf8').catch(() => ''));
  if (!port) return null;
  const url = addressOf(port, 'palier');
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  return client.connect().then(
    () => client.end().then(() => url),
    () => null,
  );
}

async function install(dataDir: string, options: EmbeddedPostgresOptions): Promise<Installation> {
  const { log = () => undefined, settings = {} } = options;
  const cluster = join(dataDir, 'cluster');
  const account = await decideAccount(cluster);
  const programs = await findPrograms(account);
  if (existsSync(cluster)) await recover(cluster);
  else await createCluster(cluster, programs, account, { isDurable: settings['fsync'] !== 'off', log });
  return {
    cluster,
    programs,
    account,
    settings: { ...SETTINGS, ...settings, cluster_name: clusterName(cluster) },
    log,
  };
}

async function launch(installation: Installation): Promise<{ server: GuardedProcess; port: number }> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await findFreePort();
    const server = spawnServer(installation, port);
    if (await becomesReady(server, port, clusterName(installation.cluster))) return { server, port };
    if (attempt === START_ATTEMPTS || !TRANSIENT_REASON.test(server.lastLines())) {
      throw new EmbeddedPostgresError(
        `PostgreSQL did not start on ${installation.cluster}. Read why below, then start again, or set DATABASE_URL to a PostgreSQL server of your own.\n${server.lastLines()}`,
      );
    }
    await wait(250);
  }
}

function spawnServer(
  { cluster, programs, account, settings, log }: Installation,
  port: number,
): GuardedProcess {
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return spawnGuarded({
    program: programs.postgres,
    args: ['-D', HERE, '-p', String(port), ...args],
    cwd: cluster,
    account,
    log,
  });
}

/** False when the server ended instead. */
async function becomesReady(server: GuardedProcess, port: number, name: string): Promise<boolean> {
  const limit = performance.now() + START_LIMIT_MS;
  while (!server.hasEnded()) {
    if (await answersAs(name, port)) return true;
    if (performance.now() > limit) {
      await stopServer(server);
      return false;
    }
    await wait(20);
  }
  return false;
}

/** Asks for the name too: between our look and the server's start, another one may have taken the port. */
async function answersAs(name: string, port: number): Promise<boolean> {
  try {
    const rows = await query(port, 'show cluster_name');
    return rows[0]?.['cluster_name'] === name;
  } catch {
    return false;
  }
}

async function createDatabase(port: number): Promise<void> {
  const present = await query(port, `select 1 from pg_database where datname = 'palier'`);
  if (present.length === 0) await query(port, 'create database palier');
}

async function query(port: number, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({
    connectionString: addressOf(port, 'postgres'),
    ssl: false,
    connectionTimeoutMillis: 5000,
  });
  client.on('error', () => undefined); // the query that suffers from it says so
  try {
    await client.connect();
    const { rows } = await client.query<Record<string, unknown>>(sql);
    return rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Fast: transactions under way are given up, what is committed is kept, and the data are left clean. */
async function stopServer(server: GuardedProcess): Promise<void> {
  server.signal('SIGINT');
  const forced = setTimeout(() => server.signal('SIGQUIT'), STOP_LIMIT_MS);
  await server.ended;
  clearTimeout(forced);
}

function addressOf(port: number, database: string): string {
  return `postgres://palier@127.0.0.1:${port}/${database}`;
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
