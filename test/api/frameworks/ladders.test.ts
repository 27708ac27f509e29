import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { loadPublishedLadder } from '../../../src/features/frameworks/ladders/ladders.queries.js';
import type { LadderId } from '../../../src/kernel/ids.js';
import { Db } from '../../../src/platform/database/db.js';
import { TestApp, type Caller } from '../../support/app.js';

let app: TestApp;
let admin: Caller;
let centre: Caller;
let otherCentre: Caller;
let tutor: Caller;
let centreId: string;
let frameworkId: string;
beforeAll(async () => {
  app = await TestApp.start();
  admin = await app.as(await app.given.someone('platform_admin'));
  const organisationId = await app.given.organisation({ kind: 'training_centre' });
  centreId = organisationId;
  centre = await app.as(await app.given.someone('centre_admin', organisationId));
  otherCentre = await app.as(
    await app.given.someone('centre_admin', await app.given.organisation({ kind: 'training_centre' })),
  );
  tutor = await app.as(await app.given.someone('tutor', await app.given.organisation()));
  frameworkId = await draftFramework(admin);
  await admin.post(`/v1/frameworks/${frameworkId}/publish`);
});
afterAll(() => app.stop());

let count = 0;
const framework = (competencies = ['C1', 'C2']) => ({
  code: `F${++count}`,
  version: '1',
  title: 'Diplôme',
  blocks: [
    { code: 'B1', title: 'Bloc', competencies: competencies.map((code) => ({ code, title: 'Faire' })) },
  ],
});
const draftFramework = async (caller: Caller): Promise<string> =>
  (await caller.post('/v1/frameworks', framework())).body.id;
const ladder = (values: Record<string, unknown> = {}) => ({
  frameworkId,
  code: `l${++count}`,
  title: 'Parcours',
  levels: [
    {
      code: 'observation',
      title: 'Observation',
      supervision: 'present_only',
      unlock: 'automatic',
      requirements: [{ competency: 'C1' }],
    },
    {
      code: 'autonomy',
      title: 'Autonomie',
      supervision: 'distant',
      unlock: 'cosigned',
      requirements: [
        { competency: 'C1', quorum: { minObservations: 3, minObservers: 2 } },
        { competency: 'C2' },
      ],
    },
  ],
  missions: [
    {
      code: 'meal',
      title: 'Repas',
      level: 'autonomy',
      competencies: ['C1', 'C2'],
      structureTypes: ['EHPAD'],
      minAge: 16,
      regulated: true,
    },
  ],
  ...values,
});
const ifMatch = (version: number) => ({ 'if-match': `"${version}"` });
const publish = (caller: Caller, id: string) => caller.post(`/v1/ladders/${id}/publish`);
const mistakes = (response: { body: { errors: { pointer: string; code: string }[] } }) =>
  response.body.errors.map((e) => `${e.pointer} ${e.code}`);

test('a ladder is drafted on a framework, and read back', async () => {
  const body = ladder();

  const created = await centre.post('/v1/ladders', body);

  expect(created.status).toBe(201);
  expect(created.headers['etag']).toBe('"1"');
  expect(created.headers['location']).toBe(`/v1/ladders/${created.body.id}`);
  expect(created.body).toEqual({
    ...body,
    id: created.body.id,
    revision: null,
    status: 'draft',
    ownerId: centreId,
    publishedAt: null,
    createdAt: '2026-03-12T08:00:00.000Z',
    updatedAt: '2026-03-12T08:00:00.000Z',
  });
  expect((await centre.get(`/v1/ladders/${created.body.id}`)).body).toEqual(created.body);
});

test('every mistake of a ladder is named at once, when it is made and when it is replaced', async () => {
  const wrong = ladder({
    title: '',
    colour: 'red',
    levels: [
      { code: 'one', title: 'Un', supervision: 'present_only', unlock: 'automatic', requirements: [] },
      {
        code: 'one',
        title: 'Deux',
        supervision: 'present_only',
        unlock: 'often',
        requirements: [{ competency: 'C9' }],
      },
    ],
    missions: [{ code: 'm', title: 'M', level: 'three', competencies: ['C1', 'C1'], minAge: 7 }],
  });
  const { body } = await centre.post('/v1/ladders', ladder());

  const created = await centre.post('/v1/ladders', wrong);
  const replaced = await centre.put(`/v1/ladders/${body.id}`, wrong, ifMatch(1));

  expect([created.status, created.body.code]).toEqual([422, 'validation_failed']);
  expect(mistakes(created)).toEqual([
    '/colour unknown_field',
    '/title text',
    '/levels/1/unlock one_of',
    '/missions/0/minAge whole_number',
    '/levels/1/code duplicate_code',
    '/levels/0/requirements level_without_requirement',
    '/missions/0/level unknown_level',
    '/missions/0/competencies/1 duplicate_code',
    '/levels/1/requirements/0/competency unknown_competency',
    '/levels nothing_is_performed',
  ]);
  expect(mistakes(replaced)).toEqual(mistakes(created));
  expect((await centre.get(`/v1/ladders/${body.id}`)).headers['etag']).toBe('"1"');
});

test('a framework that the author does not know is a mistake beside the others', async () => {
  const draftOfOthers = await draftFramework(otherCentre);

  for (const id of [randomUUID(), draftOfOthers]) {
    const refused = await centre.post('/v1/ladders', ladder({ frameworkId: id, code: 'a b' }));
    expect(mistakes(refused)).toEqual(['/code code', '/frameworkId unknown_reference']);
  }
  expect(mistakes(await centre.post('/v1/ladders', ladder({ frameworkId: 'DEAS' })))).toEqual([
    '/frameworkId uuid',
  ]);
  expect(mistakes(await centre.post('/v1/ladders'))).toEqual([
    '/frameworkId required',
    '/code required',
    '/title required',
    '/levels required',
    '/missions required',
  ]);
});

test('a draft is replaced with the version that was read, by one of two writers', async () => {
  const { body } = await centre.post('/v1/ladders', ladder());
  const url = `/v1/ladders/${body.id}`;

  expect((await centre.put(url, ladder())).status).toBe(428);
  const [a, b] = await Promise.all([
    centre.put(url, ladder({ title: 'A' }), ifMatch(1)),
    centre.put(url, ladder({ title: 'B' }), ifMatch(1)),
  ]);

  expect([a.status, b.status].sort()).toEqual([200, 412]);
});

test('once published it is there for everyone and never changes, not even in SQL', async () => {
  const { body } = await centre.post('/v1/ladders', ladder());
  const url = `/v1/ladders/${body.id}`;

  const published = await publish(centre, body.id);

  expect(published.status).toBe(200);
  expect(published.body).toMatchObject({ status: 'published', revision: 1, publishedAt: app.clock.now() });
  const { findings: _, ...shown } = published.body;
  expect((await tutor.get(url)).body).toEqual(shown);
  expect((await centre.put(url, ladder(), ifMatch(2))).body).toMatchObject({
    status: 409,
    code: 'published',
  });
  expect((await publish(centre, body.id)).body).toMatchObject({ status: 409, code: 'published' });
  for (const sql of [
    `update ladders set title = 'x'`,
    `update ladders set published_at = null`,
    'delete from ladders',
  ]) {
    await expect(app.owner.query(`${sql} where id = $1`, [body.id])).rejects.toMatchObject({ code: 'PA409' });
  }
});

test('a ladder waits for its framework, and is judged again by what was published', async () => {
  const body = framework();
  const draft = (await centre.post('/v1/frameworks', body)).body.id;
  const made = await centre.post('/v1/ladders', ladder({ frameworkId: draft }));
  expect(made.status).toBe(201);

  const early = await publish(centre, made.body.id);
  expect(early.body).toMatchObject({ status: 409, code: 'framework_not_published' });

  await centre.put(`/v1/frameworks/${draft}`, { ...framework(['C1']) }, ifMatch(1));
  await centre.post(`/v1/frameworks/${draft}/publish`);
  expect(mistakes(await publish(centre, made.body.id))).toEqual([
    '/levels/1/requirements/1/competency unknown_competency',
    '/missions/0/competencies/1 unknown_competency',
  ]);
  expect((await centre.get(`/v1/ladders/${made.body.id}`)).body.status).toBe('draft');
});

test('each publication of a code by the same owner is its next revision, two at once included', async () => {
  const drafts = await Promise.all([1, 2, 3].map(() => centre.post('/v1/ladders', ladder({ code: 'ours' }))));
  const ofPlatform = await admin.post('/v1/ladders', ladder({ code: 'ours' }));

  const published = await Promise.all(drafts.map(({ body }) => publish(centre, body.id)));
  const platforms = await publish(admin, ofPlatform.body.id);

  expect(published.map(({ body }) => body.revision).sort()).toEqual([1, 2, 3]);
  expect(platforms.body).toMatchObject({ revision: 1, ownerId: null });
  const again = await Promise.all([1, 2].map(() => publish(centre, drafts[0]?.body.id)));
  expect(again.map(({ status }) => status)).toEqual([409, 409]);
});

test('of two who publish the same draft at once, one wins', async () => {
  const { body } = await centre.post('/v1/ladders', ladder());

  const answers = await Promise.all([publish(centre, body.id), publish(centre, body.id)]);

  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
});

test('a draft exists for its owner alone; what is published is published by its owner alone', async () => {
  const id = (await centre.post('/v1/ladders', ladder())).body.id;

  for (const caller of [otherCentre, admin, tutor])
    expect((await caller.get(`/v1/ladders/${id}`)).status).toBe(404);
  expect((await otherCentre.put(`/v1/ladders/${id}`, ladder(), ifMatch(1))).status).toBe(404);
  expect((await publish(otherCentre, id)).status).toBe(404);

  await publish(centre, id);
  expect((await otherCentre.put(`/v1/ladders/${id}`, ladder(), ifMatch(2))).body.code).toBe('forbidden');
  expect((await tutor.post('/v1/ladders', ladder())).body.code).toBe('forbidden');
});

test('ladders are listed by framework, code and state, page by page', async () => {
  const other = await draftFramework(admin);
  const ids: string[] = [];
  for (const code of ['a', 'b', 'b'])
    ids.push((await admin.post('/v1/ladders', ladder({ frameworkId: other, code }))).body.id);

  const first = await admin.get(`/v1/ladders?frameworkId=${other}&limit=2`);
  const second = await admin.get(`/v1/ladders?frameworkId=${other}&limit=2&after=${first.body.page.next}`);
  const idsOf = (response: typeof first) => response.body.data.map((l: { id: string }) => l.id);

  expect([...idsOf(first), ...idsOf(second)]).toEqual(ids);
  expect(second.body.page.next).toBeNull();
  expect(idsOf(await admin.get(`/v1/ladders?frameworkId=${other}&code=b`))).toEqual(ids.slice(1));
  expect(idsOf(await admin.get(`/v1/ladders?frameworkId=${other}&published=true`))).toEqual([]);
  expect(idsOf(await tutor.get(`/v1/ladders?frameworkId=${other}`))).toEqual([]);
  expect((await admin.get('/v1/ladders?published=maybe')).status).toBe(422);
});

test('other features load what is published, never a draft, and remember it', async () => {
  const tutorOfContract = await app.given.someone('tutor', await app.given.organisation());
  const load = (id: LadderId) =>
    app.nest.get(Db).read({ kind: 'person', ...tutorOfContract }, (q) => loadPublishedLadder(q, id));
  const body = ladder();
  const { id } = (await centre.post('/v1/ladders', body)).body;

  await expect(load(id)).rejects.toMatchObject({ code: 'not_found' });
  await publish(centre, id);

  const { frameworkId: _, ...content } = body;
  const loaded = await load(id);
  expect(loaded).toEqual({ id, ...content, competencyTitles: { C1: 'Faire', C2: 'Faire' } });
  expect(await load(id)).toBe(loaded);
});
