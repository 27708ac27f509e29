import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { TestApp, type Caller } from '../../support/app.js';

let app: TestApp;
let admin: Caller;
let centre: Caller;
let otherCentre: Caller;
let tutor: Caller;
let centreId: string;
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
});
afterAll(() => app.stop());

let count = 0;
const framework = (values: Record<string, unknown> = {}) => ({
  code: `F${++count}`,
  version: '2026',
  title: 'Diplôme d’essai',
  blocks: [{ code: 'B1', title: 'Bloc', competencies: [{ code: 'C1', title: 'Accompagner' }] }],
  ...values,
});
const ifMatch = (version: number) => ({ 'if-match': `"${version}"` });
const publish = (caller: Caller, id: string) => caller.post(`/v1/frameworks/${id}/publish`);

test('a framework is drafted with everything it holds, and read back', async () => {
  const body = framework({
    level: '4',
    durations: { total: 1540 },
    blocks: [
      {
        code: 'B1',
        title: 'Bloc',
        rncp: 'RNCP1BC01',
        competencies: [{ code: 'C1', title: 'A', isGroup: true }],
      },
    ],
  });

  const created = await admin.post('/v1/frameworks', body);

  expect(created.status).toBe(201);
  expect(created.headers['etag']).toBe('"1"');
  expect(created.headers['location']).toBe(`/v1/frameworks/${created.body.id}`);
  expect(created.body).toEqual({
    id: created.body.id,
    sheet: null,
    verified: null,
    verifiedScope: null,
    code: body.code,
    version: '2026',
    title: body.title,
    blocks: body.blocks,
    details: { level: '4', durations: { total: 1540 } },
    status: 'draft',
    ownerId: null,
    publishedAt: null,
    createdAt: '2026-03-12T08:00:00.000Z',
    updatedAt: '2026-03-12T08:00:00.000Z',
  });
  expect((await admin.get(`/v1/frameworks/${created.body.id}`)).body).toEqual(created.body);
});

test('every mistake of a framework is named at once, in French or in English', async () => {
  const body = {
    version: ' ',
    title: 'x',
    blocks: [{ code: 'B1', title: 'x', competencies: [{ code: 'B1', title: '' }] }],
    note: '\u0000',
  };

  const refused = await admin.post('/v1/frameworks', body);
  const english = await admin.post('/v1/frameworks', body, { 'accept-language': 'en' });

  expect([refused.status, refused.body.code]).toEqual([422, 'validation_failed']);
  expect(refused.body.errors.map((e: { pointer: string; code: string }) => `${e.pointer} ${e.code}`)).toEqual(
    [
      '/code required',
      '/version text',
      '/blocks/0/competencies/0/title text',
      '/note text',
      '/blocks/0/competencies/0/code duplicate_code',
    ],
  );
  expect(refused.body.errors[0].detail).toBe('Ce champ est obligatoire.');
  expect(english.body.errors[0].detail).toBe('This field is required.');
  expect((await admin.post('/v1/frameworks')).body.errors).toHaveLength(4);
  expect((await admin.post('/v1/frameworks', [])).status).toBe(422);
});

test('a draft is replaced with the version that was read, by one of two writers', async () => {
  const { body } = await centre.post('/v1/frameworks', framework());
  const url = `/v1/frameworks/${body.id}`;

  expect((await centre.put(url, framework())).status).toBe(428);
  const [a, b] = await Promise.all([
    centre.put(url, framework({ title: 'A' }), ifMatch(1)),
    centre.put(url, framework({ title: 'B' }), ifMatch(1)),
  ]);

  expect([a.status, b.status].sort()).toEqual([200, 412]);
  const read = await centre.get(url);
  expect(read.headers['etag']).toBe('"2"');
  expect(['A', 'B']).toContain(read.body.title);
  expect((await centre.put(url, { ...framework(), blocks: [] }, ifMatch(2))).status).toBe(422);
});

test('once published it is there for everyone and never changes, not even in SQL', async () => {
  const { body } = await centre.post('/v1/frameworks', framework());
  const url = `/v1/frameworks/${body.id}`;
  app.clock.advance({ minutes: 1 });

  const published = await publish(centre, body.id);

  expect(published.status).toBe(200);
  expect(published.body).toMatchObject({
    status: 'published',
    publishedAt: app.clock.now(),
    ownerId: centreId,
  });
  expect((await tutor.get(url)).body).toEqual(published.body);
  expect((await centre.put(url, framework(), ifMatch(2))).body).toMatchObject({
    status: 409,
    code: 'published',
  });
  expect((await publish(centre, body.id)).body).toMatchObject({ status: 409, code: 'published' });
  for (const sql of [
    `update frameworks set title = 'x'`,
    `update frameworks set published_at = null`,
    'delete from frameworks',
  ]) {
    await expect(app.owner.query(`${sql} where id = $1`, [body.id])).rejects.toMatchObject({ code: 'PA409' });
  }
});

test('of two who publish at once, one wins', async () => {
  const { body } = await admin.post('/v1/frameworks', framework());

  const answers = await Promise.all([
    publish(admin, body.id),
    publish(admin, body.id),
    publish(admin, body.id),
  ]);

  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
});

test('a code published again by the same owner with another version stands beside the first', async () => {
  const first = await admin.post('/v1/frameworks', framework({ code: 'DEXX' }));
  const second = await admin.post('/v1/frameworks', framework({ code: 'DEXX', version: '2030' }));
  const same = await admin.post('/v1/frameworks', framework({ code: 'DEXX' }));
  const ofCentre = await centre.post('/v1/frameworks', framework({ code: 'DEXX' }));

  expect((await publish(admin, first.body.id)).status).toBe(200);
  expect((await publish(admin, second.body.id)).status).toBe(200);
  expect((await publish(admin, same.body.id)).body).toMatchObject({ status: 409, code: 'already_published' });
  expect((await publish(centre, ofCentre.body.id)).status).toBe(200);
  const list = await tutor.get('/v1/frameworks?code=DEXX&limit=2');
  expect(list.body.data.map((f: { id: string }) => f.id)).toEqual([first.body.id, second.body.id]);
  const rest = await tutor.get(`/v1/frameworks?code=DEXX&after=${list.body.page.next}`);
  expect(rest.body).toMatchObject({ data: [{ id: ofCentre.body.id }], page: { next: null } });
  expect((await tutor.get('/v1/frameworks?code=DEXX&version=2030')).body.data).toHaveLength(1);
  expect((await admin.get('/v1/frameworks?code=DEXX&published=false')).body.data).toMatchObject([
    { id: same.body.id },
  ]);
});

test('a draft exists for its owner alone; what is published is changed by its owner alone', async () => {
  const ofCentre = (await centre.post('/v1/frameworks', framework())).body.id;
  const ofPlatform = (await admin.post('/v1/frameworks', framework())).body.id;

  for (const [caller, id] of [
    [otherCentre, ofCentre],
    [admin, ofCentre],
    [tutor, ofCentre],
    [centre, ofPlatform],
  ] as const) {
    expect((await caller.get(`/v1/frameworks/${id}`)).status).toBe(404);
  }
  expect((await otherCentre.put(`/v1/frameworks/${ofCentre}`, framework(), ifMatch(1))).status).toBe(404);
  expect((await publish(otherCentre, ofCentre)).status).toBe(404);
  expect((await otherCentre.get('/v1/frameworks?published=false')).body.data).toEqual([]);

  await publish(admin, ofPlatform);
  expect((await centre.put(`/v1/frameworks/${ofPlatform}`, framework(), ifMatch(2))).body.code).toBe(
    'forbidden',
  );
  expect((await publish(centre, ofPlatform)).body.code).toBe('forbidden');
});

test('only platform and centre administrators write', async () => {
  expect((await tutor.post('/v1/frameworks', 'not json')).body).toMatchObject({
    status: 403,
    code: 'forbidden',
  });
  expect((await app.anyone.get('/v1/frameworks')).status).toBe(401);
});

test('who administers several centres says which, and none but their own', async () => {
  const second = await app.given.organisation({ kind: 'training_centre' });
  const someone = await app.given.someone('centre_admin', second);
  await app.owner.query(
    `insert into memberships (id, person_id, organisation_id, role, created_at) values (gen_random_uuid(), $1, $2, 'centre_admin', now())`,
    [someone.personId, centreId],
  );
  const caller = await app.as(someone);

  const unstated = await caller.post('/v1/frameworks', framework());
  const stated = await caller.post(`/v1/frameworks?organisationId=${second}`, framework());
  const foreign = await centre.post(`/v1/frameworks?organisationId=${second}`, framework());

  expect(unstated.body.errors).toMatchObject([{ pointer: '/organisationId', code: 'ambiguous' }]);
  expect([stated.status, stated.body.ownerId]).toEqual([201, second]);
  expect(foreign.body.code).toBe('forbidden');
});

test('a membership that is over writes nothing, whatever the token still says', async () => {
  const centreOfThen = await app.given.organisation({ kind: 'training_centre' });
  const former = await app.as(await app.given.someone('centre_admin', centreOfThen, { until: '2026-01-01' }));

  expect((await former.post('/v1/frameworks', framework())).body).toMatchObject({
    status: 403,
    code: 'forbidden',
  });
});
