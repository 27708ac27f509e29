import { execFile } from 'node:child_process';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { backUp } from '../../../scripts/backup/dump.js';
import { checkArchive, restore } from '../../../scripts/backup/load.js';
import { describeSchema, readTables } from '../../../scripts/schema.js';
import { sweepEvidence } from '../../../src/features/evidence/sweep.store.js';
import { AccessTokens } from '../../../src/platform/access/access-tokens.js';
import { asOwner } from '../../../src/platform/database/provision.js';
import { FolderStore } from '../../../src/platform/files/folder-store.js';
import { evidenceFolder, TestApp } from '../../support/app.js';
import { emptyDatabase, type TestDatabase } from '../../support/database.js';
import { debianPrograms, startDebianPostgres, type ExternalPostgres } from '../../support/debian-postgres.js';
import { keepSecret } from '../../support/http/secrets.js';
import { photo } from '../../support/scenarios/files.js';
import { unjudged } from '../../support/scenarios/given.js';
import { LadderScenario } from '../../support/scenarios/ladder-scenario.js';
import { ServerProcess } from '../../support/server-process.js';
import '../../support/built.js';

const SIGN_IN = { email: 'sauvegarde@exemple.test', password: unjudged('un mot de passe assez long') };

let app: TestApp;
let scenario: LadderScenario;
let evidenceId: string;
let folder: string;
let file: string;
let saved: Awaited<ReturnType<typeof contentOf>>;
const databases: TestDatabase[] = [];

beforeAll(async () => {
  keepSecret(SIGN_IN.email, SIGN_IN.password);
  folder = await mkdtemp(join(tmpdir(), 'palier-backup-'));
  file = join(folder, 'palier.tar');
  app = await TestApp.start();
  app.clock.set('2026-03-12');
  scenario = await LadderScenario.start(app);
  await scenario.complete('observation');
  await app.given.password(scenario.tutorIs, SIGN_IN.email, SIGN_IN.password);
  evidenceId = await addPhoto();
  await backUpTo(file);
  saved = await contentOf(app.database.ownerUrl);
});
afterAll(async () => {
  await app?.stop();
  for (const database of databases) {
    await database.drop();
    await rm(evidenceFolder(database), { recursive: true, force: true });
  }
  if (folder) await rm(folder, { recursive: true, force: true });
});

const quiet = () => undefined;
const storeOf = (database: TestDatabase) => new FolderStore(evidenceFolder(database));

async function addPhoto(): Promise<string> {
  const url = scenario.url('evidence?noResidentIdentifiable=true');
  const answer = await scenario.tutor.post(url, photo(), { 'content-type': 'image/jpeg' });
  expect([answer.status, answer.text]).toEqual([201, expect.stringContaining('id')]);
  return answer.body.id as string;
}

async function backUpTo(path: string, evidence = storeOf(app.database), ownerUrl = app.database.ownerUrl) {
  const out = createWriteStream(path);
  const summary = await backUp({ ownerUrl, out, evidence, keptFiles: [], print: quiet });
  await finished(out.end());
  return summary;
}

async function newDatabase(): Promise<TestDatabase> {
  const database = await emptyDatabase();
  databases.push(database);
  return database;
}

function restoreInto(
  database: TestDatabase,
  { bytes, replace = false }: { bytes?: Buffer; replace?: boolean } = {},
) {
  return restore({
    ownerUrl: database.ownerUrl,
    source: bytes ? Readable.from([bytes]) : createReadStream(file),
    evidence: storeOf(database),
    keptFiles: [],
    replace,
    print: quiet,
  });
}

async function contentOf(url: string): Promise<{ schema: string; tables: Record<string, unknown> }> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const tables: Record<string, unknown> = {};
    const jobs = ['jobs.queue', 'jobs.job_common', 'jobs.version'].map((name) => ({ name }));
    for (const { name } of [...(await readTables(client)), { name: 'migrations' }, ...jobs]) {
      const { rows } = await client.query(
        `select count(*)::int as rows, md5(coalesce(string_agg(t::text, E'\n' order by t::text), '')) as sum from ${name} t`,
      );
      tables[name] = rows[0];
    }
    return { schema: await describeSchema(client), tables };
  } finally {
    await client.end();
  }
}

async function isEmpty(database: TestDatabase): Promise<boolean> {
  const client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
  const { rows } = await client.query(
    `select from pg_class where relnamespace = 'public'::regnamespace union all select from pg_namespace where nspname = 'app'`,
  );
  await client.end();
  return rows.length === 0;
}

const filesIn = async (database: TestDatabase) => {
  const keys: string[] = [];
  for await (const { key } of storeOf(database).list()) keys.push(key);
  return keys;
};

describe('a backup', () => {
  test('restored into an empty database, gives the same schema, rights, policies and rows, table by table', async () => {
    const database = await newDatabase();
    await restoreInto(database);

    const after = await contentOf(database.ownerUrl);
    expect(after).toEqual(saved);
    expect(saved.tables['sign_offs']).not.toMatchObject({ rows: 0 });
    expect(after.schema).toMatch(/alter table sign_offs force row level security/);
  });

  test('restored, answers as before: the ladder byte for byte, the same sign-in, a token of then, the same file', async () => {
    const token = await app.nest.get(AccessTokens).issue({ kind: 'person', ...scenario.tutorIs });
    const restored = await TestApp.start({}, app.clock, databases[0]);
    databases.shift();
    try {
      const ask = async (one: TestApp) => {
        const by = one.withToken(token);
        const login = await one.anyone.post('/v1/auth/login', SIGN_IN);
        return {
          ladder: (await by.get(scenario.url('ladder'))).text,
          content: (await by.get(`/v1/evidence/${evidenceId}/content`)).bytes.toString('hex'),
          login: login.status,
          again: (await scenario.tutor.through(one.nest).get(scenario.url('events'))).text,
        };
      };

      const before = await ask(app);
      expect(await ask(restored)).toEqual(before);
      expect([before.login, JSON.parse(before.ladder)]).toEqual([
        200,
        expect.objectContaining({ frozen: false }),
      ]);
      const signed = await scenario.tutor.through(restored.nest).post(scenario.url('observations'), {
        observedOn: '2026-03-12',
        items: [{ competency: 'C1', level: 'simple_tasks', outcome: 'performed' }],
      });
      expect(signed.status).toBe(201);
    } finally {
      await restored.stop();
    }
  });

  test('that is cut short, changed, newer or no backup is refused in words, and nothing stays of the attempt', async () => {
    const bytes = await readFile(file);
    const database = await newDatabase();
    const newer = Buffer.from(bytes);
    const at = newer.indexOf(`"tables":[`) - 6;
    newer.write('9', at);
    const changed = Buffer.from(bytes);
    const inside = changed.indexOf('database/public.sign_offs/') + 512 + 40;
    changed.writeUInt8(changed.readUInt8(inside) ^ 1, inside);
    const photoAt = Buffer.from(bytes);
    photoAt.writeUInt8(
      photoAt.readUInt8(bytes.indexOf(`evidence/${evidenceId}`) + 600) ^ 1,
      bytes.indexOf(`evidence/${evidenceId}`) + 600,
    );

    const manifestAt = bytes.lastIndexOf('manifest.json');
    const unended = bytes.subarray(0, manifestAt);

    for (const [why, spoilt, words] of [
      ['half', bytes.subarray(0, bytes.length / 2), /incomplet/],
      ['an end before the manifest', Buffer.concat([unended, Buffer.alloc(1024)]), /incomplet/],
      ['a changed row', changed, /abîmé/],
      ['newer', newer, /plus récent/],
      ['a dump of pg_dump', Buffer.from(`PGDMP${'x'.repeat(2000)}`), /pas une sauvegarde de Palier/],
      ['nothing', Buffer.alloc(0), /incomplet/],
    ] as const) {
      const outcome = checkArchive(Readable.from([spoilt])).then(() => 'taken', String);
      expect([why, await outcome]).toEqual([why, expect.stringMatching(words)]);
    }
    // What comes through a pipe is judged on its way, when rows and files are there already.
    for (const [spoilt, words] of [
      [unended, /incomplet/],
      [changed, /abîmé/],
      [photoAt, /abîmé/],
    ] as const) {
      await expect(restoreInto(database, { bytes: spoilt })).rejects.toThrow(words);
    }
    expect([await isEmpty(database), await filesIn(database)]).toEqual([true, []]);
  });

  test('is of one moment, whoever writes meanwhile: its rows find their files, and later ones are in neither', async () => {
    const path = join(folder, 'meanwhile.tar');
    const store = storeOf(app.database);
    let later = '';
    const get = store.get.bind(store);
    store.get = async (key) => {
      later ||= await addPhoto();
      const migration = `set lock_timeout = 50; alter table sign_offs add column mine integer`;
      await expect(app.owner.query(migration)).rejects.toThrow('lock timeout');
      return get(key);
    };
    const summary = await backUpTo(path, store).finally(() => app.owner.query('reset lock_timeout'));
    expect(summary.evidence).toMatchObject({ files: 1, missing: 0 });

    const database = await newDatabase();
    await restoreInto(database, { bytes: await readFile(path) });
    expect(await filesIn(database)).toEqual([evidenceId]);
    const swept = await asOwner(database.ownerUrl, (owner) =>
      sweepEvidence(owner, storeOf(database), app.clock.now(), { remove: false }),
    );
    expect(swept).toMatchObject({ kept: 1, missing: [] });
    expect((await scenario.tutor.get(`/v1/evidence/${later}/content`)).status).toBe(200);
  });

  test('is restored over something only when that is told, and never under a server that runs', async () => {
    const other = await TestApp.start();
    const over = other.database;
    await expect(restoreInto(over, { replace: true })).rejects.toThrow('arrêtez-les tous');
    await other.nest.close();
    await expect(restoreInto(over)).rejects.toThrow('n’est pas vide');
    await restoreInto(over, { replace: true });

    expect((await contentOf(over.ownerUrl)).tables).toEqual(saved.tables);
    await other.owner.query('drop schema app cascade');
    await expect(restoreInto(over, { replace: true })).rejects.toThrow('n’est pas celle de Palier');
    await other.owner.end();
    databases.push(over);
  });

  test('is refused to a role that does not see every row, and of a database that is none of Palier', async () => {
    const path = join(folder, 'refused.tar');
    await expect(backUpTo(path, undefined, app.database.apiUrl)).rejects.toThrow(/propriétaire|permission/);
    const empty = await newDatabase();
    await expect(backUpTo(path, undefined, empty.ownerUrl)).rejects.toThrow('rien à sauvegarder');
  });

  test('tells of what somebody added to the database by hand, and leaves it out', async () => {
    await app.owner.query('create table mine (it text); alter table people add column shoe_size integer');
    const reported: string[] = [];
    const path = join(folder, 'foreign.tar');
    await backUp({
      ownerUrl: app.database.ownerUrl,
      out: createWriteStream(path),
      evidence: null,
      keptFiles: [],
      print: (line) => reported.push(line),
    });
    await app.owner.query('drop table mine; alter table people drop column shoe_size');

    expect(reported.filter((line) => line.includes('PAS')).map((line) => line.split(' ')[0])).toEqual([
      'public.mine',
      'public.people.shoe_size',
    ]);
    const { manifest } = await restoreInto(await newDatabase(), { bytes: await readFile(path) });
    expect(manifest.evidence).toBeNull();
  });
});

const command = (script: string, env: Record<string, string>, ...args: string[]) =>
  new Promise<{ code: number; output: string; bytes: Buffer }>((resolve) => {
    const settings = {
      env: { PATH: process.env['PATH'] ?? '', ...env },
      encoding: 'buffer',
      maxBuffer: 1e9,
    } as const;
    execFile(process.execPath, [`dist/scripts/${script}.js`, ...args], settings, (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), output: stderr.toString(), bytes: stdout }),
    );
  });

test('the server that comes with Palier is saved while it runs, and lives on in another folder with its key and its administrator', async () => {
  const [first, second] = ['first', 'second'].map((name) => ({ PALIER_DATA_DIR: join(folder, name) }));
  const signedIn = async (settings: Record<string, string>, token?: string) => {
    const server = await ServerProcess.start({ ...settings, PALIER_KEY_ENCRYPTION_KEY: '' });
    const admin = await readFile(join(settings['PALIER_DATA_DIR'] ?? '', 'administrateur.json'), 'utf8');
    const { email, password } = JSON.parse(admin) as Record<string, string>;
    keepSecret(email ?? '', password ?? '');
    const login = await fetch(`${server.url}/v1/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password }),
    });
    const { accessToken = '', refreshToken = '' } = (await login.json()) as Record<string, string>;
    keepSecret(accessToken, refreshToken);
    const me = await fetch(`${server.url}/v1/me`, {
      headers: { authorization: `Bearer ${token ?? accessToken}` },
    });
    return { server, accessToken, statuses: [login.status, me.status] };
  };
  const ended = async (server: ServerProcess) => {
    server.signal('SIGTERM');
    await server.ended;
  };

  const before = await signedIn(first ?? {});
  const taken = await command('backup', first ?? {}, '-');
  await ended(before.server);
  expect([taken.code, taken.output]).toEqual([0, expect.stringContaining('key-encryption-key')]);

  const archive = join(folder, 'embedded.tar');
  await writeFile(archive, taken.bytes);
  const cut = join(folder, 'cut.tar');
  await writeFile(cut, taken.bytes.subarray(0, taken.bytes.length - 4096));
  expect(await command('restore', second ?? {}, cut)).toMatchObject({
    code: 1,
    output: expect.stringMatching(/incomplet/),
  });
  expect(await command('restore', second ?? {}, archive)).toMatchObject({
    code: 0,
    output: expect.stringContaining('Restaurée'),
  });
  const after = await signedIn(second ?? {}, before.accessToken);
  await ended(after.server);
  expect([before.statuses, after.statuses]).toEqual([
    [200, 200],
    [200, 200],
  ]);
});

const programs = debianPrograms();
const here = programs ? describe : (describe.skip as typeof describe); // counted as skipped: no PostgreSQL server of Debian's on this machine

here('an external PostgreSQL, older, whose owner is bound by row security', () => {
  let postgres: ExternalPostgres;

  beforeAll(async () => {
    postgres = await startDebianPostgres(programs ?? '');
    await postgres.asSuperuser('create database first owner palier_owner');
  });
  afterAll(() => postgres?.stop());

  test('takes the backup of a newer one, and gives the same backup; the file is its owner’s, and overwrites none', async () => {
    const env = { DATABASE_URL: postgres.urlOf('first'), PALIER_EVIDENCE_FOLDER: join(folder, 'evidence') };
    expect(await command('restore', env, file)).toMatchObject({ code: 0 });
    const again = join(folder, 'again.tar');
    expect(await command('backup', env, again)).toMatchObject({ code: 0 });

    expect((await stat(again)).mode & 0o777).toBe(0o600);
    const database = await newDatabase();
    await restoreInto(database, { bytes: await readFile(again) });
    expect((await contentOf(database.ownerUrl)).tables).toEqual(saved.tables);
    const over = await command('backup', env, again);
    expect([over.code, over.output]).toEqual([1, expect.stringContaining('existe déjà')]);
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
