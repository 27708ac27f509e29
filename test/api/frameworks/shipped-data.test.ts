import { readdirSync, readFileSync } from 'node:fs';
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
      'select id, version from frameworks union all select id, version from ladders union all select id, 0 from ladder_mappings order by id',
    )
  ).rows;
const DEAP = 'frameworks/deap-2021.json';
const RENEWAL = 'renewals/deas-rncp40692.json';
const shipped = (path: string) => JSON.parse(readFileSync(join('data', path), 'utf8'));

const filesIn = (folder: string) => readdirSync(join('data', folder)).length;
/** A renewal makes a framework; that of DEAS, a ladder and two mappings as well. */
const SHIPPED = filesIn('frameworks') + filesIn('ladders') + filesIn('renewals') + 1 + 2;

async function edit(path: string, change: (content: Record<string, unknown>) => void): Promise<void> {
  const file = join(dir, path);
  const content = JSON.parse(await readFile(file, 'utf8'));
  change(content);
  await writeFile(file, JSON.stringify(content));
}

test('under a renewed sheet stands what the old one asked for, marked as carried over; the diploma without a ladder has none', async () => {
  const of = async (code: string) => (await tutor.get(`/v1/frameworks?code=${code}`)).body.data;
  for (const [code, rncp, ladders] of [
    ['DEAS', 'RNCP40692', 1],
    ['DEAP', 'RNCP40743', 0],
  ] as const) {
    const [old, young] = await of(code);
    const [before, after] = [
      (await tutor.get(`/v1/frameworks/${old.id}`)).body,
      (await tutor.get(`/v1/frameworks/${young.id}`)).body,
    ];
    const titles = ({ blocks }: typeof before) =>
      blocks.map(({ code: block, title, competencies }: Record<string, unknown>) => ({
        code: block,
        title,
        competencies,
      }));
    expect(after.blocks).toEqual(titles(before));
    expect(after.details).toMatchObject({ rncp, verified: false, carriedOverFrom: before.details.rncp });
    expect((await tutor.get(`/v1/ladders?frameworkId=${young.id}`)).body.data).toHaveLength(ladders);
  }
});

test('each framework says under which sheet it is, from when to when, what came before and after, and how sure that is', async () => {
  const { data } = (await tutor.get('/v1/frameworks?limit=100')).body;
  const of = (rncp: string) =>
    data.find((one: { sheet: { rncp: string } | null }) => one.sheet?.rncp === rncp);
  const [old, young, educator] = [of('RNCP35830'), of('RNCP40692'), of('RNCP37676')];
  const title = "Diplôme d'État d'aide-soignant";

  expect(old).toMatchObject({
    verified: true,
    sheet: {
      startsOn: '2021-09-01',
      endsOn: '2025-09-01',
      certainty: 'V',
      predecessor: null,
      successor: { rncp: 'RNCP40692', title, startsOn: '2025-09-01', verified: false, frameworkId: young.id },
    },
  });
  expect(young).toMatchObject({
    verified: false,
    sheet: {
      startsOn: '2025-09-01',
      endsOn: null,
      certainty: 'S',
      predecessor: { rncp: 'RNCP35830', title, verified: true, frameworkId: old.id },
      successor: null,
    },
  });
  expect(educator.sheet.successor).toMatchObject({ rncp: null, startsOn: '2026-09-01', frameworkId: null });
  const { body } = await tutor.get(`/v1/frameworks/${young.id}`);
  expect(body).toMatchObject({ sheet: young.sheet, verified: false });
  expect(body.verifiedScope).toContain('nothing was read on this sheet');
});

test('the sheets are listed with what is known of each: a programme that nobody read has no framework', async () => {
  const { status, body, headers } = await tutor.get('/v1/sheets');
  expect(status).toBe(200);
  type Line = Record<'diploma' | 'rncp' | 'endsOn' | 'certainty' | 'referential', string | null> & {
    framework: { version: string } | null;
  };
  const line = ({ diploma, rncp, endsOn, certainty, referential, framework }: Line) =>
    [diploma, rncp, endsOn, certainty, referential, framework?.version].map((it) => it ?? '').join(' | ');
  expect(body.data.map(line)).toEqual([
    'CAP-AEPE | RNCP28048 | 2024-01-01 | V | unknown | ',
    'CAP-AEPE | RNCP38565 |  | S | unknown | ',
    'DEAES | RNCP36004 | 2026-09-01 | V | known | 2021',
    'DEAP | RNCP35832 | 2025-09-01 | V | known | 2021',
    'DEAP | RNCP40743 |  | S | carried_over | 2021 (RNCP40743)',
    'DEAS | RNCP35830 | 2025-09-01 | V | known | 2021',
    'DEAS | RNCP40692 |  | S | carried_over | 2021 (RNCP40692)',
    'DEASS | RNCP37675 | 2026-08-31 | V | known | 2018 (RNCP sheet 2023)',
    'DEASS | RNCP41748 | 2031-08-31 | V | unknown | ',
    'DEEJE | RNCP37679 | 2026-08-31 | V | known | 2018 (RNCP sheet 2023)',
    'DEEJE | RNCP41745 |  | S | unknown | ',
    'DEES | RNCP37676 | 2026-08-31 | V | known | 2018 (RNCP sheet 2023)',
    'DEES |  |  | S | unknown | ',
    'DEME | RNCP492 | 2024-12-31 | S | known | 2007',
    'DEME | RNCP39643 |  | S | unknown | ',
    'TP-ADVF | RNCP35506 | 2023-07-05 | V | known | RNCP35506',
    'TP-ADVF | RNCP37715 |  | S | unknown | ',
  ]);
  expect(body.data[2]).toMatchObject({
    successor: null,
    note: expect.stringContaining('never refuse an entry'),
  });
  const again = await tutor.get('/v1/sheets', { headers: { 'if-none-match': headers['etag'] ?? '' } });
  expect(again.status).toBe(304);
});

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

  expect(listed).toHaveLength(code === 'DEAS' ? 2 : 1);
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
  expect(before).toHaveLength(SHIPPED);
});

test('two processes that start on an empty database load them once', async () => {
  await app.owner.query('alter table frameworks disable trigger user');
  await app.owner.query('alter table ladders disable trigger user');
  await app.owner.query('delete from ladder_mappings');
  await app.owner.query('delete from ladders');
  await app.owner.query('delete from frameworks');
  await app.owner.query('alter table frameworks enable trigger user');
  await app.owner.query('alter table ladders enable trigger user');

  await Promise.all([load(), load()]);

  expect(await stored()).toHaveLength(SHIPPED);
});

test('a shipped ladder that changed is the next revision, once', async () => {
  await edit('ladders/deas-2021.json', (ladder) => (ladder['title'] = 'Parcours revu'));

  await load(dir);
  await load(dir);
  await load();

  const revisions = (await tutor.get('/v1/ladders?code=deas_default')).body.data;
  expect(revisions.map((l: { revision: number; title: string }) => [l.revision, l.title])).toEqual([
    [1, 'Parcours de missions DEAS'],
    [2, 'Parcours de missions DEAS (fiche RNCP40692)'],
    [3, 'Parcours revu'],
    [4, 'Parcours revu (fiche RNCP40692)'],
  ]);
  const [first, , third, fourth] = revisions;
  const leading = (await tutor.get(`/v1/ladders/${third.id}/mappings`)).body.data;
  expect(leading.map((m: { toLadderId: string }) => m.toLadderId)).toEqual([fourth.id]);
  expect((await tutor.get(`/v1/ladders/${first.id}/mappings`)).body.data).toHaveLength(1);
});

test('a shipped framework that changed and kept its version is refused, with a sentence', async () => {
  await edit('frameworks/deas-2021.json', (framework) => (framework['title'] = 'Autre'));

  await expect(load(dir)).rejects.toThrow(/DEAS 2021 est déjà publié avec un autre contenu/);

  await edit('frameworks/deas-2021.json', (framework) => (framework['version'] = '2027'));
  await expect(load(dir)).rejects.toThrow(
    /aucun fichier ne contient le référentiel dont la fiche est renouvelée/,
  );
  await edit(RENEWAL, (renewal) => {
    renewal['renews'] = { code: 'DEAS', version: '2027' };
    renewal['version'] = '2027 (RNCP40692)';
  });
  await expect(load(dir)).rejects.toThrow(/aucun fichier ne contient le référentiel de ce parcours/);
  await edit('ladders/deas-2021.json', (ladder) => (ladder['framework'] = { code: 'DEAS', version: '2027' }));
  await load(dir);
  expect((await tutor.get('/v1/frameworks?code=DEAS')).body.data).toHaveLength(4);
});

test('what a platform administrator published under the same code and version stays, and the start says so', async () => {
  const admin = await app.as(await app.given.someone('platform_admin'));
  const body = { code: 'DEAP', version: '2030', title: 'Le nôtre', blocks: shipped(DEAP).blocks };
  const theirs = (await admin.post('/v1/frameworks', body)).body.id;
  expect((await admin.post(`/v1/frameworks/${theirs}/publish`)).status).toBe(200);
  await edit('frameworks/deap-2021.json', (framework) => (framework['version'] = '2030'));
  await edit('renewals/deap-rncp40743.json', (renewal) => {
    renewal['renews'] = { code: 'DEAP', version: '2030' };
    renewal['version'] = '2030 (RNCP40743)';
  });

  expect([await load(dir), await load(dir)]).toEqual([['DEAP 2030'], ['DEAP 2030']]);

  const found = (await tutor.get('/v1/frameworks?code=DEAP&version=2030')).body.data;
  expect(found).toMatchObject([{ id: theirs, title: 'Le nôtre' }]);
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
