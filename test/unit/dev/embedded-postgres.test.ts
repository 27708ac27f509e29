import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import {
  EmbeddedPostgresError,
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '../../../dev/embedded-postgres/embedded-postgres.js';

const FAST = { fsync: 'off' };
const LIMIT_MS = 60_000;

let dataDir: string;
let running: EmbeddedPostgres[];
let children: ChildProcess[];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'palier-embedded-'));
  running = [];
  children = [];
});

afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  for (const server of running) await server.stop();
  await rm(dataDir, { recursive: true, force: true, maxRetries: 20 });
});

test(
  'starts with safe settings, stops, and keeps the data for the next start',
  async () => {
    const first = await startEmbeddedPostgres({ dataDir });
    running.push(first);
    expect(first.url).toBe(`postgres://palier@127.0.0.1:${first.port}/palier`);
    expect(await ask(first, 'show fsync')).toBe('on');
    expect(await ask(first, 'show timezone')).toBe('UTC');
    expect(await ask(first, 'show listen_addresses')).toBe('127.0.0.1');
    expect(await ask(first, `select lower('ÉLÈVE')`)).toBe('élève');
    await ask(first, `create table kept as select 'écrit' as word`);

    await first.stop();
    await first.stop();
    expect(existsSync(join(dataDir, 'lock'))).toBe(false);
    await expect(ask(first, 'select 1')).rejects.toThrow('ECONNREFUSED');

    const second = await start();
    expect(await ask(second, 'select word from kept')).toBe('écrit');
    expect(await readFile(join(dataDir, 'port'), 'utf8')).toBe(`${second.port}\n`);
  },
  LIMIT_MS,
);

test(
  'a second start on the same directory is refused and names the process that holds it',
  async () => {
    const holder = await startInChild();

    const refusal = await start().catch((error: unknown) => error);

    expect(refusal).toBeInstanceOf(EmbeddedPostgresError);
    expect((refusal as Error).message).toContain(`in use by process ${holder.pid}`);
  },
  LIMIT_MS,
);

test(
  'of several starts at the same moment, after an abandoned one, exactly one succeeds',
  async () => {
    await writeFile(join(dataDir, 'lock'), '999999999 long-gone');

    const outcomes = await Promise.allSettled([start(), start(), start(), start()]);

    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
  },
  LIMIT_MS,
);

test(
  'a lock and a server file whose numbers now belong to other processes are taken over',
  async () => {
    await (await start()).stop();
    const stranger = spawn('sleep', ['60'], process.getuid?.() === 0 ? { uid: 65534 } : {}); // as the server
    children.push(stranger);
    await writeFile(join(dataDir, 'lock'), `${process.pid} another-start-of-the-machine`);
    await writeFile(
      join(dataDir, 'cluster', 'postmaster.pid'),
      `${stranger.pid}\n/elsewhere\n1\n5432\n\n127.0.0.1\n`,
    );

    const server = await start();

    expect(await ask(server, 'select 1')).toBe(1);
    expect(stranger.exitCode).toBeNull();
  },
  LIMIT_MS,
);

test(
  'the server stops when the process that started it is killed, and the next start has its data',
  async () => {
    const owner = await startInChild('create table kept as select 1 as number');
    const postmaster = await postmasterPid();

    owner.kill('SIGKILL');

    await until(() => !runs(postmaster));
    const server = await start();
    expect(await ask(server, 'select number from kept')).toBe(1);
  },
  LIMIT_MS,
);

test(
  'a server that outlived its killed parent is stopped by the next start',
  async () => {
    const owner = await startInChild('create table kept as select 1 as number');
    const postmaster = await postmasterPid();
    for (const pid of childrenOf(owner.pid))
      if (commandOf(pid).includes('read -r group')) process.kill(pid, 'SIGKILL');
    owner.kill('SIGKILL');
    await once(owner, 'exit');
    expect(runs(postmaster)).toBe(true);

    const server = await start();

    expect(runs(postmaster)).toBe(false);
    expect(await ask(server, 'select number from kept')).toBe(1);
  },
  LIMIT_MS,
);

test(
  'a first start that was killed half-way is done again',
  async () => {
    const owner = spawnStarter();
    await until(() => existsSync(join(dataDir, 'cluster.new', 'PG_VERSION')));
    owner.kill('SIGKILL');
    await once(owner, 'exit');
    expect(existsSync(join(dataDir, 'cluster'))).toBe(false);
    await mkdir(join(dataDir, 'cluster.new', 'left-behind'), { recursive: true });

    const server = await start();

    expect(await ask(server, 'select 1')).toBe(1);
    expect(existsSync(join(dataDir, 'cluster.new'))).toBe(false);
  },
  LIMIT_MS,
);

test(
  'a start that fails says what PostgreSQL said, and leaves the directory free',
  async () => {
    const failure = await start({ shared_buffers: 'lots' }).catch((error: unknown) => error);

    expect(failure).toBeInstanceOf(EmbeddedPostgresError);
    expect((failure as Error).message).toContain('shared_buffers');
    expect(existsSync(join(dataDir, 'lock'))).toBe(false);
  },
  LIMIT_MS,
);

test('a directory that cannot be one is refused in a sentence that says what to set', async () => {
  await writeFile(join(dataDir, 'file'), '');

  const failure = startEmbeddedPostgres({ dataDir: join(dataDir, 'file') });

  await expect(failure).rejects.toThrow(EmbeddedPostgresError);
  await expect(failure).rejects.toThrow('PALIER_DATA_DIR');
});

async function start(settings: Record<string, string> = {}): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, settings: { ...FAST, ...settings } });
  running.push(server);
  return server;
}

/** Another process that starts the server and then does nothing, until it is killed. */
async function startInChild(sql = 'select 1'): Promise<ChildProcess & { pid: number }> {
  const child = spawnStarter();
  const [line] = (await once(child.stdout!, 'data')) as [Buffer];
  await ask({ url: String(line).trim() }, sql);
  return child as ChildProcess & { pid: number };
}

function spawnStarter(): ChildProcess {
  const root = pathToFileURL(`${process.cwd()}/`);
  const script = `
    const { startEmbeddedPostgres } = await import('${new URL('dev/embedded-postgres/embedded-postgres.ts', root).href}');
    const server = await startEmbeddedPostgres(${JSON.stringify({ dataDir, settings: FAST })});
    console.log(server.url);`;
  const loader = String(new URL('test/support/load-typescript.js', root));
  const child = spawn(process.execPath, ['--import', loader, '--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  return child;
}

async function ask(server: { url: string }, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql);
    return Object.values(rows[0] ?? {})[0];
  } finally {
    await client.end();
  }
}

async function postmasterPid(): Promise<number> {
  return Number.parseInt(await readFile(join(dataDir, 'cluster', 'postmaster.pid'), 'utf8'), 10);
}

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await wait(10);
}

function runs(pid: number): boolean {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && new RegExp(`^PPid:\\s+${parent}$`, 'm').test(readStatus(pid)));
}

function readStatus(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    return '';
  }
}

function commandOf(pid: number): string {
  return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
}
