import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '../../../dev/embedded-postgres/embedded-postgres.js';
import { keepSecret } from '../../support/http/secrets.js';
import { ServerProcess } from '../../support/server-process.js';

// A server that starts on a PostgreSQL that would break a promise: the API's own role is set so, or, where a role cannot
// be, the whole of PostgreSQL is. Each refusal says what to do, and doing it lets the server start.

const ADMIN = { PALIER_ADMIN_EMAIL: 'refus@exemple.test', PALIER_ADMIN_PASSWORD: 'un mot de passe long' };
const DAMAGED = { fsync: 'off', full_page_writes: 'off' };

let dataDir: string;
let postgres: EmbeddedPostgres;
let started: ServerProcess[] = [];

beforeAll(async () => {
  keepSecret(...Object.values(ADMIN));
  dataDir = await mkdtemp(join(process.env['PALIER_TEST_FOLDER'] ?? tmpdir(), 'palier-refused-'));
  postgres = await startEmbeddedPostgres({ dataDir, settings: DAMAGED });
  // The role exists from the first start on.
  await stops(await serve('development'));
});

afterEach(async () => {
  await Promise.all(started.map((server) => server.kill()));
  started = [];
});

afterAll(async () => {
  await postgres?.stop();
  await rm(dataDir, { recursive: true, force: true, maxRetries: 10 });
});

const settingsFor = (environment: string) => ({
  NODE_ENV: environment,
  DATABASE_URL: postgres.url,
  ...ADMIN,
});

async function serve(environment: string): Promise<ServerProcess> {
  const server = await ServerProcess.start(settingsFor(environment));
  started.push(server);
  return server;
}

/** How it ended, and what it told. */
async function refused(environment: string): Promise<{ code: number | null; output: string }> {
  const server = ServerProcess.spawn(settingsFor(environment));
  started.push(server);
  const isReady = await server.line('ready').then(
    () => true,
    () => false,
  );
  if (isReady) throw new Error('it started');
  const { code } = await server.ended;
  return { code, output: server.output };
}

async function stops(server: ServerProcess): Promise<void> {
  server.signal('SIGTERM');
  expect((await server.ended).code).toBe(0);
}

async function asOwner(sql: string): Promise<void> {
  const owner = new pg.Client({ connectionString: postgres.url });
  await owner.connect();
  await owner.query(sql).finally(() => owner.end());
}

/** What the refusal tells to do, as it stands there. */
const adviceIn = (output: string, setting: string): string =>
  new RegExp(`^ +${setting} = .*?: (alter role .*)$`, 'm').exec(output)?.[1] ?? '';

const SPOILT = [
  ['default_transaction_isolation', 'serializable', 'read committed'],
  ['default_transaction_isolation', 'repeatable read', 'read committed'],
  ['default_transaction_read_only', 'on', 'off'],
  ['DateStyle', 'German', 'ISO'],
  ['DateStyle', 'SQL, DMY', 'ISO'],
] as const;

describe('a setting of the role that breaks a promise', () => {
  afterAll(async () => {
    for (const [setting] of SPOILT) await asOwner(`alter role palier_api reset ${setting}`);
  });

  test.each(SPOILT)(
    '%s = %s is refused whatever the environment, with what mends it; what was mended before is not refused',
    async (setting, value, wanted) => {
      // A list goes without quotes: in them it would be one word.
      await asOwner(
        `alter role palier_api set ${setting} = ${setting === 'DateStyle' ? value : `'${value}'`}`,
      );

      const { code, output } = await refused('development');
      const advice = adviceIn(output, setting);
      await asOwner(advice);

      expect(code).toBe(1);
      expect(output).toContain('PostgreSQL refusé');
      expect(output.match(/^ +\w+ = .*?: alter role palier_api/gm)).toHaveLength(1);
      expect(output).toContain(`${setting} = ${value.split(',')[0]}: `);
      expect(advice).toBe(`alter role palier_api set ${setting} = '${wanted}'`);
    },
  );

  test('once each is mended as the refusal said, the server starts', async () => {
    await stops(await serve('development'));
  });
});

test('a setting of the database counts as one of the role, and all that is wrong is told at once', async () => {
  await asOwner(`alter database palier set default_transaction_isolation = 'serializable'`);
  await asOwner('alter role palier_api set default_transaction_read_only = on');
  try {
    const { code, output } = await refused('development');

    expect(code).toBe(1);
    expect(output).toContain('default_transaction_isolation = serializable: ');
    expect(output).toContain('default_transaction_read_only = on: ');
  } finally {
    await asOwner('alter database palier reset default_transaction_isolation');
    await asOwner('alter role palier_api reset default_transaction_read_only');
  }
});

test.each([
  ['bypassrls', 'alter role palier_api bypassrls', 'alter role palier_api nobypassrls'],
  ['superuser', 'alter role palier_api superuser', 'alter role palier_api nosuperuser'],
  [
    'member of palier_maintenance',
    'grant palier_maintenance to palier_api',
    'revoke palier_maintenance from palier_api',
  ],
])('the API’s own role made %s is refused', async (_, spoil, mend) => {
  await asOwner(spoil);
  try {
    const { code, output } = await refused('development');

    expect(code).toBe(1);
    expect(output).toContain('role palier_api: row-level security does not bind it');
  } finally {
    await asOwner(mend);
  }
});

test('a PostgreSQL that may lose a commit, or half a page, is refused in production, with both named', async () => {
  const { code, output } = await refused('production');

  expect(code).toBe(1);
  expect(output).toContain('fsync = off: alter system set fsync = on, then select pg_reload_conf()');
  expect(output).toContain(
    'full_page_writes = off: alter system set full_page_writes = on, then select pg_reload_conf()',
  );
});

test('elsewhere it serves, and warns of both', async () => {
  const server = await serve('development');
  const warning = await server.line('a power cut may lose what was acknowledged');

  expect(warning['settings']).toEqual([
    expect.stringMatching(/^fsync = off: /),
    expect.stringMatching(/^full_page_writes = off: /),
  ]);
  await stops(server);
});

test.each(['fsync', 'full_page_writes'])(
  '%s alone is enough to be refused in production',
  async (setting) => {
    const settings = { [setting]: 'off' };
    await postgres.stop();
    postgres = await startEmbeddedPostgres({ dataDir, settings });
    try {
      const { code, output } = await refused('production');

      expect(code).toBe(1);
      expect(output.match(/^ +\w+ = off: /gm)).toEqual([`  ${setting} = off: `]);
    } finally {
      await postgres.stop();
      postgres = await startEmbeddedPostgres({ dataDir, settings: DAMAGED });
    }
  },
);

test('a database that is not there is told as such, and nothing starts', async () => {
  const url = new URL(postgres.url);
  url.pathname = '/no_such_database';
  const server = ServerProcess.spawn({ ...settingsFor('development'), DATABASE_URL: url.toString() });
  started.push(server);

  expect((await server.ended).code).toBe(1);
  expect(server.output).toContain('DATABASE_URL : connexion impossible');
});
