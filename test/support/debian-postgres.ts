import { execFile } from 'node:child_process';
import { chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { existsSync, readdirSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { spawnGuarded } from '../../dev/embedded-postgres/guarded-process.js';

const DEBIAN = '/usr/lib/postgresql';
const NOBODY = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : null;
const PASSWORD = 'mot-de-passe-du-serveur';

/** Where Debian keeps the programs of its newest PostgreSQL, pg_dump included; null when it has none here. */
export function debianPrograms(): string | null {
  if (!existsSync(DEBIAN)) return null;
  const [newest] = readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a));
  const folder = join(DEBIAN, newest ?? '', 'bin');
  return ['initdb', 'postgres', 'pg_dump', 'pg_restore'].every((it) => existsSync(join(folder, it)))
    ? folder
    : null;
}

export interface ExternalPostgres {
  /** As an owner that is no superuser, with a password, as a server that somebody looks after has. */
  urlOf(database: string): string;
  asSuperuser(sql: string, database?: string): Promise<void>;
  stop(): Promise<void>;
}

/** A server of Debian's with passwords, default durability and an owner `palier_owner` who may create roles. */
export async function startDebianPostgres(
  programs: string,
  log: (line: string) => void = () => undefined,
): Promise<ExternalPostgres> {
  const dataDir = await mkdtemp(join(tmpdir(), 'palier-debian-'));
  const secret = join(dataDir, 'password');
  await writeFile(secret, PASSWORD);
  for (const path of [dataDir, secret]) if (NOBODY) await chown(path, NOBODY.uid, NOBODY.gid);
  const cluster = join(dataDir, 'cluster');
  const options = { cwd: dataDir, ...NOBODY };
  await promisify(execFile)(
    join(programs, 'initdb'),
    [
      `--pgdata=${cluster}`,
      '--username=postgres',
      '--auth=scram-sha-256',
      `--pwfile=${secret}`,
      '--encoding=UTF8',
      '--locale=C.UTF-8',
    ],
    options,
  );
  const port = await freePort();
  const server = spawnGuarded({
    program: join(programs, 'postgres'),
    args: [
      '-D',
      cluster,
      '-p',
      String(port),
      '-c',
      'listen_addresses=127.0.0.1',
      '-c',
      'unix_socket_directories=',
    ],
    cwd: dataDir,
    account: NOBODY,
    log,
  });
  const superuser = (database: string) => `postgres://postgres:${PASSWORD}@127.0.0.1:${port}/${database}`;
  const asSuperuser = async (sql: string, database = 'postgres') => {
    const client = new pg.Client({ connectionString: superuser(database) });
    await client.connect();
    await client.query(sql).finally(() => client.end());
  };
  while (
    !(await asSuperuser('select 1').then(
      () => true,
      () => false,
    ))
  ) {
    if (server.hasEnded()) throw new Error(server.lastLines());
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await asSuperuser(`create role palier_owner login createrole password '${PASSWORD}'`);
  return {
    urlOf: (database) => `postgres://palier_owner:${PASSWORD}@127.0.0.1:${port}/${database}`,
    asSuperuser,
    stop: async () => {
      server.signal('SIGINT');
      await server.ended;
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
