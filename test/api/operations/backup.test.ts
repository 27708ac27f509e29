import { execFile } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { describeSchema, readTables } from '../../../scripts/schema.js';
import { overNetwork } from '../../../scripts/story/http.js';
import { Story } from '../../../scripts/story/story.js';
import { silent } from '../../../scripts/story/narrator.js';
import { SystemClock } from '../../../src/kernel/clock.js';
import { debianPrograms, startDebianPostgres, type ExternalPostgres } from '../../support/debian-postgres.js';
import { keepSecret } from '../../support/http/secrets.js';
import { ServerProcess } from '../../support/server-process.js';

const ADMIN = { email: 'sauvegarde@exemple.test', password: 'un mot de passe assez long' };

const programs = debianPrograms();
const here = programs ? describe : (describe.skip as typeof describe); // counted as skipped: no PostgreSQL server and tools of Debian's on this machine

here('a backup with the tools of an external PostgreSQL', () => {
  let postgres: ExternalPostgres;
  let folder: string;
  let file: string;

  beforeAll(async () => {
    keepSecret(ADMIN.email, ADMIN.password);
    postgres = await startDebianPostgres(programs ?? '');
    for (const name of ['first', 'second']) {
      await postgres.asSuperuser(`create database ${name} owner palier_owner`);
    }
    folder = await mkdtemp(join(tmpdir(), 'palier-backup-'));
    file = join(folder, 'palier.dump');
    const server = await serve('first');
    await Story.play(overNetwork(server.url), ADMIN, silent, new SystemClock().today());
    server.signal('SIGTERM');
    await server.ended;
  });

  afterAll(async () => {
    await postgres?.stop();
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  const serve = (database: string) =>
    ServerProcess.start({
      NODE_ENV: 'production',
      DATABASE_URL: postgres.urlOf(database),
      PALIER_ADMIN_EMAIL: ADMIN.email,
      PALIER_ADMIN_PASSWORD: ADMIN.password,
    });

  const command = (script: string, database: string, ...args: string[]) =>
    new Promise<{ code: number; output: string }>((resolve) => {
      const env = { PATH: process.env['PATH'] ?? '', DATABASE_URL: postgres.urlOf(database) };
      execFile(process.execPath, [`dist/scripts/${script}.js`, ...args], { env }, (error, stdout, stderr) =>
        resolve({ code: Number(error?.code ?? 0), output: stdout + stderr }),
      );
    });

  async function contentOf(database: string): Promise<{ schema: string; tables: Record<string, unknown> }> {
    const client = new pg.Client({ connectionString: postgres.urlOf(database) });
    await client.connect();
    try {
      const tables: Record<string, unknown> = {};
      for (const { name } of [...(await readTables(client)), { name: 'migrations' }]) {
        const { rows } = await client.query(
          `select count(*)::int as rows, md5(coalesce(string_agg(t::text, E'\\n' order by t::text), '')) as sum from ${name} t`,
        );
        tables[name] = rows[0];
      }
      // PostgreSQL names an unnamed column of a union when it reads its own words again.
      return { schema: (await describeSchema(client)).replaceAll(' AS text FROM', ' FROM'), tables };
    } finally {
      await client.end();
    }
  }

  test('is one file that only its owner reads, and never overwrites another', async () => {
    expect(await command('backup', 'first', file)).toMatchObject({ code: 0 });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const again = await command('backup', 'first', file);
    expect([again.code, again.output]).toEqual([1, expect.stringContaining('existe déjà')]);
  });

  test('restored into an empty database, gives the same schema, rights, policies and rows, table by table', async () => {
    const restored = await command('restore', 'second', file);
    expect(restored).toEqual({ code: 0, output: expect.stringContaining('Restaurée : 2 contrats') });

    const [first, second] = [await contentOf('first'), await contentOf('second')];
    expect(second.tables).toEqual(first.tables);
    expect(first.tables['contracts']).toMatchObject({ rows: 2 });
    expect(first.tables['sign_offs']).not.toMatchObject({ rows: 0 });
    expect(second.schema).toBe(first.schema);
  });

  test('a rebuild of the restored progress finds nothing to mend', async () => {
    const rebuilt = await command('progress-rebuild', 'second');
    expect(rebuilt).toEqual({ code: 0, output: '2 contrats relus, 0 différences corrigées.\n' });
  });

  test('is never restored over something', async () => {
    const over = await command('restore', 'second', file);
    expect([over.code, over.output]).toEqual([1, expect.stringContaining('n’est pas vide')]);
  });

  test('the restored database serves, and people sign in as before', async () => {
    const server = await serve('second');
    const ready = await fetch(`${server.url}/readyz`);
    const answer = await fetch(`${server.url}/v1/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(ADMIN),
    });
    const { accessToken, refreshToken } = (await answer.json()) as Record<string, string>;
    keepSecret(accessToken ?? '', refreshToken ?? '');
    server.signal('SIGTERM');

    expect([ready.status, answer.status, (await server.ended).code]).toEqual([200, 200, 0]);
  });

  test('in production a server that may lose what it acknowledged is refused, with what to do', async () => {
    await postgres.asSuperuser('alter role palier_api set synchronous_commit = off');
    const server = ServerProcess.spawn({ NODE_ENV: 'production', DATABASE_URL: postgres.urlOf('first') });
    const { code } = await server.ended;
    await postgres.asSuperuser('alter role palier_api reset synchronous_commit');

    expect(code).toBe(1);
    expect(server.output).toContain(
      'synchronous_commit = off: alter role palier_api set synchronous_commit = on',
    );
  });

  test('a role that row-level security does not bind is refused everywhere', async () => {
    const owner = new URL(postgres.urlOf('first'));
    const server = ServerProcess.spawn({
      DATABASE_URL: owner.toString(),
      DATABASE_API_URL: owner.toString(),
    });

    expect((await server.ended).code).toBe(1);
    expect(server.output).toContain('role palier_owner: row-level security does not bind it');
  });
});
