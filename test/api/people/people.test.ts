import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { OrganisationId } from '../../../src/kernel/ids.js';
import { TestApp, type Caller, type TestResponse } from '../../support/app.js';

let app: TestApp;
let admin: Caller;
let employer: OrganisationId;
let centre: OrganisationId;
let hr: Caller;
let centreAdmin: Caller;
beforeAll(async () => {
  app = await TestApp.start();
  admin = await app.as(await app.given.someone('platform_admin'));
  employer = await app.given.organisation();
  centre = await app.given.organisation({ kind: 'training_centre' });
  hr = await app.as(await app.given.someone('hr', employer));
  centreAdmin = await app.as(await app.given.someone('centre_admin', centre));
});
afterAll(() => app.stop());

const names = { givenName: 'Inès', familyName: 'Moreau' };
const asTutor = () => [{ organisationId: employer, role: 'tutor' }];
const asAlternant = () => [{ organisationId: centre, role: 'alternant' }];
const problems = (answer: TestResponse) =>
  answer.body.errors.map((e: { pointer: string; code: string }) => [e.pointer, e.code]);
const etag = (answer: TestResponse) => ({ 'if-match': answer.headers['etag'] ?? '' });

test('a centre records an alternant and reads everything of them', async () => {
  const body = {
    ...names,
    birthDate: '2008-05-04',
    email: 'Ines@exemple.test',
    phone: '06 12 34 56 78',
    externalId: 'A-1',
  };

  const created = await centreAdmin.post('/v1/people', {
    ...body,
    memberships: [{ organisationId: centre, role: 'alternant', from: '2026-03-01', to: '2027-08-31' }],
  });

  expect(created.status).toBe(201);
  expect([created.headers['location'], created.headers['etag']]).toEqual([
    `/v1/people/${created.body.id}`,
    '"1"',
  ]);
  expect(created.body).toEqual({
    id: expect.any(String),
    ...body,
    usualGivenName: null,
    usualFamilyName: null,
    memberships: [
      {
        id: expect.any(String),
        organisationId: centre,
        role: 'alternant',
        from: '2026-03-01',
        to: '2027-08-31',
      },
    ],
    createdAt: '2026-03-12T08:00:00.000Z',
    updatedAt: expect.any(String),
    possibleDuplicates: [],
  });
  expect(created.body).toMatchObject((await centreAdmin.get(`/v1/people/${created.body.id}`)).body);
  const stored = await app.owner.query(
    'select until_day::text, p.owner_id from memberships join people p on p.id = person_id where person_id = $1',
    [created.body.id],
  );
  expect(stored.rows).toEqual([{ until_day: '2027-09-01', owner_id: centre }]);
});

test('everything wrong is named at once', async () => {
  const refused = await admin.post('/v1/people', {
    ...names,
    birthDate: '2026-03-13',
    memberships: [
      { organisationId: '01890000-0000-7000-8000-000000000000', role: 'tutor' },
      { organisationId: centre, role: 'tutor' },
      { organisationId: employer, role: 'referent' },
      { role: 'hr' },
      { organisationId: employer, role: 'platform_admin' },
    ],
  });
  const days = await admin.post('/v1/people', {
    ...names,
    birthDate: '2026-03-13',
    memberships: [{ organisationId: employer, role: 'tutor', from: '2026-03-02', to: '2026-03-01' }],
  });

  expect(problems(refused)).toEqual([
    ['/memberships/0/organisationId', 'unknown_reference'],
    ['/memberships/1/role', 'role_of_other_kind'],
    ['/memberships/2/role', 'role_of_other_kind'],
    ['/memberships/3/organisationId', 'required'],
    ['/memberships/4/organisationId', 'platform_only'],
    ['/birthDate', 'in_the_future'],
  ]);
  expect(problems(days)).toEqual([
    ['/birthDate', 'in_the_future'],
    ['/memberships/0/to', 'days_in_order'],
  ]);
  const badShape = await admin.post('/v1/people', {
    givenName: ' ',
    memberships: [{ role: 'king' }],
    age: 3,
  });
  expect(problems(badShape)).toEqual(
    expect.arrayContaining([
      ['/givenName', 'text'],
      ['/memberships/0/role', 'one_of'],
      ['/age', 'unknown_field'],
    ]),
  );
});

test('a membership of one day is one', async () => {
  const created = await hr.post('/v1/people', {
    ...names,
    memberships: [{ organisationId: employer, role: 'tutor', from: '2026-03-12', to: '2026-03-12' }],
  });

  expect(created.status).toBe(201);
});

test('HR and centre administrators record people of their own organisation, in the roles that they may give', async () => {
  const elsewhere = await app.given.organisation();
  const post = async (caller: Caller, memberships?: unknown[]) =>
    (await caller.post('/v1/people', { ...names, memberships })).status;

  expect(await post(hr, asTutor())).toBe(201);
  expect(await post(hr, [...asTutor(), { organisationId: elsewhere, role: 'tutor' }])).toBe(403);
  expect(await post(hr, asAlternant())).toBe(403);
  expect(await post(hr, [{ organisationId: employer, role: 'auditor' }])).toBe(403);
  expect(await post(hr, [{ role: 'platform_admin' }])).toBe(403);
  expect(await post(centreAdmin, asAlternant())).toBe(201);
  expect(await post(centreAdmin, asTutor())).toBe(403);
  expect(problems(await hr.post('/v1/people', names))).toEqual([['/memberships', 'required']]);
  expect(await post(admin)).toBe(201);
  expect(await post(admin, [{ role: 'platform_admin' }])).toBe(201);
});

test('tutors and alternants record nobody, and yesterday’s HR neither', async () => {
  const tutor = await app.as(await app.given.someone('tutor', employer));
  const former = await app.as(await app.given.someone('hr', employer, { until: '2026-03-12' }));

  for (const caller of [tutor, former]) {
    const refused = await caller.post('/v1/people', { ...names, memberships: asTutor() });
    expect([refused.status, refused.body.code]).toEqual([403, 'forbidden']);
  }
  expect((await app.anyone.post('/v1/people', names)).status).toBe(401);
});

test('classmates and colleagues see nothing of each other', async () => {
  const [ines, hugo] = [
    await app.given.someone('alternant', centre),
    await app.given.someone('alternant', centre),
  ];
  const [tutor, colleague] = [
    await app.given.someone('tutor', employer),
    await app.given.someone('tutor', employer),
  ];

  for (const [reader, other] of [
    [ines, hugo],
    [tutor, colleague],
    [tutor, ines],
  ] as const) {
    const caller = await app.as(reader);
    expect((await caller.get(`/v1/people/${other.personId}`)).status).toBe(404);
    expect((await caller.get('/v1/people')).body.data.map((p: { id: string }) => p.id)).toEqual([
      reader.personId,
    ]);
    expect(
      (await caller.get(`/v1/people?organisationId=${employer}`)).body.data.every(
        (p: { id: string }) => p.id === reader.personId,
      ),
    ).toBe(true);
  }
});

test('another organisation’s administrators see nobody of ours', async () => {
  const elsewhere = await app.given.organisation();
  const stranger = await app.as(await app.given.someone('hr', elsewhere));
  const created = await hr.post('/v1/people', { ...names, memberships: asTutor() });

  expect((await stranger.get(`/v1/people/${created.body.id}`)).status).toBe(404);
  expect((await stranger.patch(`/v1/people/${created.body.id}`, { phone: '1' }, etag(created))).status).toBe(
    404,
  );
  expect((await stranger.get(`/v1/people?organisationId=${employer}`)).body.data).toEqual([]);
});

test('whoever stands on the same contract sees a name and no more, also by no filter', async () => {
  const contract = await app.given.contract({ employerId: employer, trainingCentreId: centre });
  const tutor = await app.given.mandate(contract, 'main_tutor');
  await app.owner.query(
    `update people set email = 'secret@exemple.test', phone = '06', external_id = 'S-1' where id = $1`,
    [contract.alternant.personId],
  );
  const url = `/v1/people/${contract.alternant.personId}`;
  const asked = async (caller: Caller, query: string) =>
    (await caller.get(`/v1/people?${query}`)).body.data.map((p: { id: string }) => p.id);

  for (const reader of [await app.as(tutor), hr]) {
    const read = await reader.get(url);
    expect(read.body).toMatchObject({
      givenName: 'Inès',
      familyName: 'Moreau',
      birthDate: null,
      email: null,
      phone: null,
      externalId: null,
      memberships: [],
    });
    expect(await asked(reader, 'email=secret@exemple.test')).toEqual([]);
    expect(await asked(reader, 'externalId=S-1')).toEqual([]);
    expect(await asked(reader, 'role=alternant')).toEqual([]);
    expect(await asked(reader, 'familyName=mor')).toContain(contract.alternant.personId);
  }
  const own = await (await app.as(contract.alternant)).get(url);
  expect(own.body).toMatchObject({
    birthDate: '2006-05-04',
    email: 'secret@exemple.test',
    memberships: [{ role: 'alternant' }],
  });
  expect((await centreAdmin.get(url)).body).toMatchObject({
    birthDate: '2006-05-04',
    email: 'secret@exemple.test',
  });
  expect((await admin.get(url)).body.email).toBe('secret@exemple.test');
  expect(await asked(centreAdmin, 'email=SECRET@exemple.test')).toEqual([contract.alternant.personId]);
  const refused = await hr.patch(url, { phone: '07' }, { 'if-match': '"1"' });
  expect([refused.status, refused.body.code]).toEqual([403, 'forbidden']);
});

test('an administrator sees the memberships of their own organisation only', async () => {
  const created = await admin.post('/v1/people', {
    ...names,
    memberships: [...asTutor(), { organisationId: centre, role: 'referent' }],
  });
  const seen = async (caller: Caller) =>
    (await caller.get(`/v1/people/${created.body.id}`)).body.memberships
      .map((m: { role: string }) => m.role)
      .sort();

  expect(await seen(admin)).toEqual(['referent', 'tutor']);
  expect(await seen(hr)).toEqual(['tutor']);
  expect(await seen(centreAdmin)).toEqual(['referent']);
});

test('a change leaves what is not sent, clears what is null, and needs the version that was read', async () => {
  const created = await hr.post('/v1/people', {
    ...names,
    phone: '06',
    email: 'p@ehpad.test',
    memberships: asTutor(),
  });
  const url = `/v1/people/${created.body.id}`;

  expect((await hr.patch(url, { phone: null })).status).toBe(428);
  const [a, b] = await Promise.all([
    hr.patch(url, { phone: null, familyName: 'Roy' }, etag(created)),
    hr.patch(url, { phone: null, familyName: 'Gil' }, etag(created)),
  ]);
  const read = await hr.get(url);

  expect([a.status, b.status].sort()).toEqual([200, 412]);
  expect(read.headers['etag']).toBe('"2"');
  expect(read.body).toMatchObject({ givenName: 'Inès', phone: null, email: 'p@ehpad.test' });
  expect(problems(await hr.patch(url, { givenName: null, familyName: null }, etag(read)))).toEqual([
    ['/familyName', 'required'],
  ]);
  await hr.patch(url, { phone: '07' }, etag(read));
  const kept = await app.owner.query(
    'select version, family_name from person_names where person_id = $1 order by version',
    [created.body.id],
  );
  expect(kept.rows).toEqual([
    { version: 1, family_name: 'Moreau' },
    { version: 2, family_name: read.body.familyName },
  ]);
});

test('a membership ends by its last day, and the rights with it', async () => {
  const leaving = await app.given.someone('hr', employer);
  const caller = await app.as(leaving);
  const url = `/v1/people/${leaving.personId}`;
  const read = await hr.get(url);

  const ended = await hr.patch(
    url,
    { memberships: [{ organisationId: employer, role: 'hr', to: '2026-03-11' }] },
    etag(read),
  );

  expect(ended.body.memberships).toMatchObject([{ role: 'hr', to: '2026-03-11' }]);
  expect((await caller.post('/v1/people', { ...names, memberships: asTutor() })).status).toBe(403);
});

test('an HR system creates, then replaces, by its own id; no membership is taken away', async () => {
  const url = '/v1/people/by-external-id/HR%2F1';
  const first = await hr.put(url, { ...names, phone: '06', memberships: asTutor() });
  const again = await hr.put(url, {
    ...names,
    familyName: 'Roy',
    memberships: [{ organisationId: employer, role: 'hr' }, ...asTutor()],
  });
  const stale = await hr.put(url, names, { 'if-match': '"1"' });
  const none = await hr.put(url, names);

  expect([first.status, again.status, stale.status, none.status]).toEqual([201, 200, 412, 200]);
  expect(first.headers['location']).toBe(`/v1/people/${first.body.id}`);
  expect(again.body).toMatchObject({ id: first.body.id, familyName: 'Roy', phone: null, externalId: 'HR/1' });
  expect(again.body.memberships.map((m: { role: string }) => m.role)).toEqual(['tutor', 'hr']);
  expect(none.body.memberships).toHaveLength(2);
  expect((await hr.get('/v1/people?externalId=HR/1')).body.data).toHaveLength(1);
  expect((await hr.put('/v1/people/by-external-id/HR-2', names, { 'if-match': '"1"' })).status).toBe(412);
});

test('of five that create by the same external id one does, the others replace', async () => {
  const answers = await Promise.all(
    Array.from({ length: 5 }, () =>
      hr.put('/v1/people/by-external-id/HR-5', { ...names, memberships: asTutor() }),
    ),
  );

  expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 201]);
  expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
});

test('an external id is one person’s in an organisation, and another’s in another', async () => {
  const body = { ...names, externalId: 'E-1' };

  expect((await hr.post('/v1/people', { ...body, memberships: asTutor() })).status).toBe(201);
  expect(problems(await hr.post('/v1/people', { ...body, memberships: asTutor() }))).toEqual([
    ['/externalId', 'taken'],
  ]);
  expect((await centreAdmin.post('/v1/people', { ...body, memberships: asAlternant() })).status).toBe(201);
  expect((await admin.post('/v1/people', body)).status).toBe(201);
  expect(problems(await admin.post('/v1/people', body))).toEqual([['/externalId', 'taken']]);
});

test('who administers several organisations says which one keeps the external id', async () => {
  const other = await app.given.organisation();
  const both = await app.given.someone('hr', employer);
  await app.given.membership(both, 'hr', other);
  const caller = await app.as(both);
  const member = (organisationId: string) => ({ ...names, memberships: [{ organisationId, role: 'tutor' }] });
  const put = (query: string, body: unknown) => caller.put(`/v1/people/by-external-id/MULTI${query}`, body);

  const first = await put(`?organisationId=${employer}`, member(employer));
  const second = await put('', member(other));

  expect([first.status, second.status]).toEqual([201, 201]);
  expect(second.body.id).not.toBe(first.body.id);
  expect((await put(`?organisationId=${other.toUpperCase()}`, member(other))).body.id).toBe(second.body.id);
  expect(problems(await put('', names))).toEqual([['/organisationId', 'required']]);
  expect((await put(`?organisationId=${centre}`, member(employer))).status).toBe(403);
  expect(
    problems(await put('?organisationId=01890000-0000-7000-8000-000000000000', member(employer))),
  ).toEqual([['/organisationId', 'unknown_reference']]);
});

test('an external id that cannot be stored is refused, not a bug', async () => {
  const refused = await hr.put('/v1/people/by-external-id/a%00b', { ...names, memberships: asTutor() });

  expect(problems(refused)).toEqual([['/externalId', 'text']]);
});

test('the list goes page by page and takes filters', async () => {
  const org = await app.given.organisation();
  const own = await app.as(await app.given.someone('hr', org));
  for (const familyName of ['Àbel', 'Abril', 'Zola']) {
    await own.post('/v1/people', {
      givenName: 'P',
      familyName,
      memberships: [{ organisationId: org, role: 'tutor' }],
    });
  }
  await own.post('/v1/people', {
    ...names,
    memberships: [{ organisationId: org, role: 'tutor', to: '2026-03-11' }],
  });
  const list = async (query: string) => (await own.get(`/v1/people?${query}`)).body;

  const first = await list(`organisationId=${org}&role=tutor&limit=2`);
  const second = await list(`organisationId=${org}&role=tutor&limit=2&after=${first.page.next}`);

  expect([...first.data, ...second.data].map((p: { familyName: string }) => p.familyName)).toEqual([
    'Àbel',
    'Abril',
    'Zola',
  ]);
  expect(second.page.next).toBeNull();
  expect((await list('familyName=ab')).data.map((p: { familyName: string }) => p.familyName)).toEqual([
    'Abril',
  ]);
  expect((await list('role=hr')).data).toHaveLength(1);
  expect((await own.get('/v1/people?colour=red')).status).toBe(422);
});
