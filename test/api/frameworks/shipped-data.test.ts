import { readFileSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { kindOfShipped } from '../../../src/features/frameworks/ladders/kinds.rules.js';
import { loadShippedData } from '../../../src/features/frameworks/shipped-data.store.js';
import { asOwner } from '../../../src/platform/database/provision.js';
import { TestApp, type Caller } from '../../support/app.js';

let app: TestApp;
let tutor: Caller;
let dir: string;
beforeAll(async () => {
  app = await TestApp.start();
  tutor = await app.as(await app.given.someone('tutor', await app.given.organisation()));
  dir = await mkdtemp(join(tmpdir(), 'palier-data-'));
  await cp('data', dir, { recursive: true });
});
afterAll(async () => {
  await rm(dir, { recursive: true, force: true });
  await app.stop();
});

const load = (from?: string) =>
  asOwner(app.database.ownerUrl, (owner) => loadShippedData(owner, app.clock.now(), from));
const stored = async () =>
  (
    await app.owner.query(
      'select id, version from frameworks union all select id, version from ladders order by id',
    )
  ).rows;
const shipped = (path: string) => JSON.parse(readFileSync(join('data', path), 'utf8'));

async function edit(path: string, change: (content: Record<string, unknown>) => void): Promise<void> {
  const file = join(dir, path);
  const content = JSON.parse(await readFile(file, 'utf8'));
  change(content);
  await writeFile(file, JSON.stringify(content));
}

test.each([
  ['DEAS', 'frameworks/deas-2021.json', 'ladders/deas-2021.json'],
  ['DEAES', 'frameworks/deaes-2021.json', 'ladders/deaes-2021.json'],
  ['DEES', 'frameworks/dees-2018.json', 'ladders/dees-2018.json'],
])('%s is published for everyone, as its files say', async (code, frameworkFile, ladderFile) => {
  const { code: _code, version, title, blocks, ...details } = shipped(frameworkFile);
  const { framework: _framework, ...ladder } = shipped(ladderFile);

  const listed = (await tutor.get(`/v1/frameworks?code=${code}`)).body.data;
  const read = await tutor.get(`/v1/frameworks/${listed[0].id}`);
  const ladders = (await tutor.get(`/v1/ladders?frameworkId=${listed[0].id}`)).body.data;

  expect(listed).toHaveLength(1);
  expect(read.body).toMatchObject({ status: 'published', ownerId: null });
  expect({ ...read.body }).toMatchObject({ code, version, title, blocks, details });
  expect(read.body.details).toEqual(details);
  expect(read.body.blocks).toEqual(blocks);
  expect(ladders).toHaveLength(1);
  expect(ladders[0]).toMatchObject({ status: 'published', revision: 1, ownerId: null });
  const { body } = await tutor.get(`/v1/ladders/${ladders[0].id}`);
  const missions = ladder.missions.map((one: { code: string }) => ({
    ...one,
    kind: kindOfShipped(one.code),
  }));
  expect(body).toEqual(expect.objectContaining({ ...ladder, missions }));
});

test('loaded again, by two processes at once, nothing changes', async () => {
  const before = await stored();

  await Promise.all([load(), load()]);

  expect(await stored()).toEqual(before);
  expect(before).toHaveLength(6);
});

test('two processes that start on an empty database load them once', async () => {
  await app.owner.query('alter table frameworks disable trigger user');
  await app.owner.query('alter table ladders disable trigger user');
  await app.owner.query('delete from ladders');
  await app.owner.query('delete from frameworks');
  await app.owner.query('alter table frameworks enable trigger user');
  await app.owner.query('alter table ladders enable trigger user');

  await Promise.all([load(), load()]);

  expect(await stored()).toHaveLength(6);
});

test('a shipped ladder that changed is the next revision, once', async () => {
  await edit('ladders/deas-2021.json', (ladder) => (ladder['title'] = 'Parcours revu'));

  await load(dir);
  await load(dir);
  await load();

  const revisions = (await tutor.get('/v1/ladders?code=deas_default')).body.data;
  expect(revisions.map((l: { revision: number; title: string }) => [l.revision, l.title])).toEqual([
    [1, 'Parcours de missions DEAS'],
    [2, 'Parcours revu'],
  ]);
});

test('a shipped framework that changed and kept its version is refused, with a sentence', async () => {
  await edit('frameworks/deas-2021.json', (framework) => (framework['title'] = 'Autre'));

  await expect(load(dir)).rejects.toThrow(/DEAS 2021 est déjà publié avec un autre contenu/);

  await edit('frameworks/deas-2021.json', (framework) => (framework['version'] = '2027'));
  await expect(load(dir)).rejects.toThrow(/aucun fichier ne contient le référentiel/);
  await edit('ladders/deas-2021.json', (ladder) => (ladder['framework'] = { code: 'DEAS', version: '2027' }));
  await load(dir);
  expect((await tutor.get('/v1/frameworks?code=DEAS')).body.data).toHaveLength(2);
});

test('a file with mistakes stops the start, every mistake told', async () => {
  const before = await stored();
  await edit('ladders/dees-2018.json', (ladder) => {
    (ladder['missions'] as Record<string, unknown>[])[0] = {
      code: 'x',
      title: 'X',
      level: 'nowhere',
      competencies: ['C99'],
    };
  });

  const refused = await load(dir).catch((error: Error) => error.message);

  expect(refused).toContain('/missions/0/level (unknown_level)');
  expect(refused).toContain('/missions/0/competencies/0 (unknown_competency)');
  await writeFile(join(dir, 'ladders/dees-2018.json'), '{');
  await expect(load(dir)).rejects.toThrow(/dees-2018.json : illisible/);
  expect(await stored()).toEqual(before);
});
