import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { TestApp, type Caller } from '../../support/app.js';

let app: TestApp;
let admin: Caller;
beforeAll(async () => {
  app = await TestApp.start();
  admin = await app.as(await app.given.someone('platform_admin'));
});
beforeEach(() => app.owner.query(`update organisations set siret = 'another'`)); // each test has its own
afterAll(() => app.stop());

const ehpad = {
  kind: 'employer',
  name: 'EHPAD Les Tilleuls',
  siret: '779 378 272 00016',
  finess: '750712184',
  structureType: 'EHPAD',
};

test('an employer is recorded, its identifiers normalised, and read back', async () => {
  const created = await admin.post('/v1/organisations', ehpad);

  expect(created.status).toBe(201);
  expect(created.headers['location']).toBe(`/v1/organisations/${created.body.id}`);
  expect(created.headers['etag']).toBe('"1"');
  expect(created.body).toMatchObject({ ...ehpad, siret: '77937827200016', uai: null });
  const read = await admin.get(created.headers['location'] ?? '');
  expect(read.body).toEqual(created.body);
});

test('every wrong field is named at once, in French, or in English when asked', async () => {
  const body = { kind: 'club', name: ' ', siret: '77937827200017', uai: '0755805D', extra: 1 };

  const refused = await admin.post('/v1/organisations', body);
  const english = await admin.post('/v1/organisations', body, { 'accept-language': 'en-GB, fr;q=0.5' });

  expect(refused.status).toBe(422);
  expect(refused.headers['content-type']).toContain('application/problem+json');
  expect(refused.body.code).toBe('validation_failed');
  expect(refused.body.errors.map((e: { pointer: string; code: string }) => [e.pointer, e.code])).toEqual(
    expect.arrayContaining([
      ['/kind', 'one_of'],
      ['/name', 'text'],
      ['/siret', 'siret'],
      ['/uai', 'uai'],
      ['/extra', 'unknown_field'],
    ]),
  );
  expect(refused.body.errors[0].detail).not.toEqual(english.body.errors[0].detail);
  expect(english.body.title).toBe('Invalid request');
});

test('an employer has no UAI, a training centre no FINESS', async () => {
  const employer = await admin.post('/v1/organisations', { ...ehpad, uai: '0755805C' });
  const centre = await admin.post('/v1/organisations', { ...ehpad, kind: 'training_centre' });

  expect([employer.status, employer.body.errors[0].pointer]).toEqual([422, '/uai']);
  expect(centre.body.errors.map((e: { pointer: string }) => e.pointer)).toEqual([
    '/finess',
    '/structureType',
  ]);
});

test('only a platform administrator writes; everyone signed in reads', async () => {
  const employer = await app.given.organisation();
  const tutor = await app.as(await app.given.someone('tutor', employer));

  expect((await tutor.post('/v1/organisations', ehpad)).body.code).toBe('forbidden');
  expect((await tutor.post('/v1/organisations', 'not json')).status).toBe(403);
  expect((await tutor.get(`/v1/organisations/${employer}`)).status).toBe(200);
  expect((await app.anyone.get(`/v1/organisations/${employer}`)).status).toBe(401);
});

test('what is not JSON is 400, what is not application/json 415, what is too long 413', async () => {
  expect((await admin.post('/v1/organisations', '{"kind":')).body.code).toBe('malformed');
  expect(
    (await admin.post('/v1/organisations', 'kind=employer', { 'content-type': 'text/plain' })).status,
  ).toBe(415);
  expect(
    (await admin.post('/v1/organisations', JSON.stringify({ name: 'x'.repeat(1_100_000) }))).status,
  ).toBe(413);
  expect((await admin.post('/v1/organisations', [])).status).toBe(422);
});

test('a change needs the version that was read, and only one of two writers wins', async () => {
  const { body, headers } = await admin.post('/v1/organisations', ehpad);
  const url = `/v1/organisations/${body.id}`;

  expect((await admin.patch(url, { name: 'Autre' })).status).toBe(428);
  const [a, b] = await Promise.all([
    admin.patch(url, { name: 'Les Ormes' }, { 'if-match': headers['etag'] ?? '' }),
    admin.patch(url, { name: 'Les Frênes' }, { 'if-match': headers['etag'] ?? '' }),
  ]);

  expect([a.status, b.status].sort()).toEqual([200, 412]);
  expect((await admin.get(url)).body.siret).toBe('77937827200016');
});

test('null clears what may be absent, and is refused where something is needed', async () => {
  const { body, headers } = await admin.post('/v1/organisations', ehpad);
  const patch = (changes: object) =>
    admin.patch(`/v1/organisations/${body.id}`, changes, { 'if-match': headers['etag'] ?? '' });

  expect((await patch({ name: null })).body.errors).toMatchObject([{ pointer: '/name', code: 'required' }]);
  expect((await patch({ finess: null })).body).toMatchObject({ name: ehpad.name, finess: null });
});

test('an HR system creates, then replaces, by its own id', async () => {
  const first = await admin.put('/v1/organisations/by-external-id/HR-1', ehpad);
  const again = await admin.put('/v1/organisations/by-external-id/HR-1', {
    ...ehpad,
    name: 'EHPAD Les Ormes',
  });
  const stale = await admin.put('/v1/organisations/by-external-id/HR-1', ehpad, { 'if-match': '"1"' });

  expect([first.status, again.status, stale.status]).toEqual([201, 200, 412]);
  expect(again.body).toMatchObject({ id: first.body.id, name: 'EHPAD Les Ormes', externalId: 'HR-1' });
});

test('lists go page by page, and a cursor that is not ours is refused', async () => {
  for (let i = 0; i < 3; i++) await app.given.organisation({ name: `Feuillet ${i}` });

  const first = await admin.get('/v1/organisations?search=feuillet&limit=2');
  const second = await admin.get(`/v1/organisations?search=feuillet&limit=2&after=${first.body.page.next}`);

  expect(first.body.data).toHaveLength(2);
  expect(first.headers['link']).toContain('rel="next"');
  expect(second.body.data.map((o: { name: string }) => o.name)).toEqual(['Feuillet 2']);
  expect(second.body.page.next).toBeNull();
  expect((await admin.get('/v1/organisations?after=zzz')).status).toBe(422);
  expect((await admin.get('/v1/organisations?colour=red')).body.errors[0].code).toBe('unknown_field');
});

test('the same key with the same body gives the first answer again, byte for byte, and one effect', async () => {
  const key = { 'idempotency-key': 'c0ffee-1' };
  const before = (await app.owner.query('select count(*)::int as n from organisations')).rows[0].n;

  const answers = await Promise.all(
    Array.from({ length: 5 }, () => admin.post('/v1/organisations', ehpad, key)),
  );
  const other = await admin.post('/v1/organisations', { ...ehpad, name: 'Autre' }, key);
  const broken = await admin.post('/v1/organisations', '{', key);

  expect(new Set(answers.map((a) => a.text)).size).toBe(1);
  expect(answers.map((a) => a.status)).toEqual([201, 201, 201, 201, 201]);
  expect(answers.filter((a) => a.headers['idempotency-replayed'] === 'true')).toHaveLength(4);
  expect([other.status, other.body.code]).toEqual([422, 'idempotency_key_reused']);
  expect(broken.body.code).toBe('idempotency_key_reused');
  const after = (await app.owner.query('select count(*)::int as n from organisations')).rows[0].n;
  expect(after - before).toBe(1);
});

test('a refused call leaves its key free for the corrected one', async () => {
  const key = { 'idempotency-key': 'c0ffee-2' };

  expect((await admin.post('/v1/organisations', { ...ehpad, siret: '1' }, key)).status).toBe(422);
  expect((await admin.post('/v1/organisations', ehpad, key)).status).toBe(201);
});

test('an external id is a text of the path, and a body may only repeat it', async () => {
  const put = (id: string, values: object = {}) =>
    admin.put(`/v1/organisations/by-external-id/${id}`, { ...ehpad, ...values });

  expect((await put('%00')).body.errors).toMatchObject([{ pointer: '/externalId', code: 'text' }]);
  expect((await put('%20')).status).toBe(422);
  expect((await put('HR-2', { externalId: 'HR-2' })).status).toBe(201);
  expect((await put('HR-2', { externalId: 'HR-3' })).body.errors[0].code).toBe('other_external_id');
});

test('a field named as what every object has is as unknown as any other', async () => {
  expect((await admin.get('/v1/organisations?constructor=1')).body.errors).toMatchObject([
    { pointer: '/constructor', code: 'unknown_field' },
  ]);
  expect((await admin.post('/v1/organisations', '{"__proto__": {"kind": "employer"}}')).status).toBe(422);
});
