import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { LadderId, OrganisationId } from '../../../src/kernel/ids.js';
import { newId } from '../../../src/platform/ids.js';
import { TestApp, type Caller } from '../../support/app.js';
import type { Someone } from '../../support/scenarios/given.js';

let app: TestApp;
let employerId: OrganisationId;
let trainingCentreId: OrganisationId;
let ladderId: LadderId;
let ines: Someone;
let hr: Caller;
let admin: Caller;

beforeAll(async () => {
  app = await TestApp.start();
  employerId = await app.given.organisation({ name: 'EHPAD Les Tilleuls' });
  trainingCentreId = await app.given.organisation({ kind: 'training_centre' });
  ladderId = await app.given.ladder();
  ines = await app.given.someone('alternant', trainingCentreId, {
    givenName: 'Inès',
    familyName: 'Moreau',
    birthDate: '2006-05-04',
  });
  hr = await app.as(await app.given.someone('hr', employerId));
  admin = await app.as(await app.given.someone('centre_admin', trainingCentreId));
});
afterAll(() => app.stop());

const body = (values: object = {}) => ({
  kind: 'apprenticeship',
  alternantId: ines.personId,
  employerId,
  trainingCentreId,
  ladderId,
  startsOn: '2026-09-01',
  endsOn: '2028-08-31',
  ...values,
});
const pointers = (response: { body: { errors: { pointer: string; code: string }[] } }) =>
  response.body.errors.map(({ pointer, code }) => `${pointer} ${code}`);

test('the employer’s HR records a draft, and the centre sees it at once', async () => {
  const created = await hr.post('/v1/contracts', body({ externalId: 'HR-1' }));

  expect(created.status).toBe(201);
  expect(created.headers['location']).toBe(`/v1/contracts/${created.body.id}`);
  expect(created.headers['etag']).toBe('"1"');
  expect(created.body).toMatchObject({
    ...body(),
    status: 'draft',
    externalId: 'HR-1',
    signedOn: null,
    alternant: { id: ines.personId, givenName: 'Inès', familyName: 'Moreau' },
    employer: { id: employerId, name: 'EHPAD Les Tilleuls' },
    suspensions: [],
    flags: [],
    warnings: [],
    mainTutorId: null,
  });
  const read = await admin.get(created.headers['location'] ?? '');
  expect(read.body).toMatchObject({ ...created.body, externalId: null });
  expect((await (await app.as(ines)).get(created.headers['location'] ?? '')).status).toBe(200);
});

test('the centre records a draft too, with the legal representative that only those concerned read', async () => {
  const legalRepresentative = { givenName: 'Nadia', familyName: 'Moreau', email: 'nadia@exemple.test' };
  const { body: contract } = await admin.post('/v1/contracts', body({ legalRepresentative }));
  const auditor = await app.as(await app.given.someone('auditor', employerId));

  expect(contract.legalRepresentative).toEqual({ ...legalRepresentative, phone: null });
  const url = `/v1/contracts/${contract.id}`;
  expect((await hr.get(url)).body.legalRepresentative.givenName).toBe('Nadia');
  expect((await (await app.as(ines)).get(url)).body.legalRepresentative.givenName).toBe('Nadia');
  expect((await auditor.get(url)).body.legalRepresentative).toBeNull();
});

test('every id that names nothing is refused at its pointer, all at once', async () => {
  const ids = {
    alternantId: newId(),
    employerId: newId(),
    trainingCentreId: newId(),
    ladderId: newId(),
    continuationOf: newId(),
  };

  const refused = await hr.post('/v1/contracts', body({ ...ids, endsOn: '2026-08-31' }));

  expect(refused.status).toBe(422);
  expect(pointers(refused)).toEqual([
    '/alternantId unknown_reference',
    '/employerId unknown_reference',
    '/trainingCentreId unknown_reference',
    '/ladderId unknown_reference',
    '/endsOn before_start',
    '/continuationOf unknown_reference',
  ]);
});

test('an organisation of the wrong kind is refused, and a contract may last one day', async () => {
  const swapped = await hr.post(
    '/v1/contracts',
    body({ employerId: trainingCentreId, trainingCentreId: employerId }),
  );

  expect(pointers(swapped)).toEqual([
    '/employerId employer_expected',
    '/trainingCentreId training_centre_expected',
  ]);
  expect((await hr.post('/v1/contracts', body({ endsOn: '2026-09-01' }))).status).toBe(201);
});

test('a contract continues one of the same alternant, also one that its creator may not see', async () => {
  const before = await app.given.contract({ alternant: ines });
  const stranger = await app.given.contract();
  const colleague = await app.given.contract({ employerId, trainingCentreId });

  const followed = await hr.post('/v1/contracts', body({ continuationOf: before.contractId }));
  const other = await hr.post('/v1/contracts', body({ continuationOf: stranger.contractId }));

  expect((await hr.get(`/v1/contracts/${before.contractId}`)).status).toBe(404);
  expect([followed.status, followed.body.continuationOf]).toEqual([201, before.contractId]);
  expect(pointers(other)).toEqual(['/continuationOf unknown_reference']);
  expect(pointers(await hr.post('/v1/contracts', body({ continuationOf: colleague.contractId })))).toEqual([
    '/continuationOf other_alternant',
  ]);
});

test('only the parties record a contract: not another employer, not a tutor, not the alternant', async () => {
  const mas = await app.given.organisation({ name: 'MAS du Lac' });
  const elsewhere = await app.as(await app.given.someone('hr', mas));
  const tutor = await app.as(await app.given.someone('tutor', employerId));

  expect((await elsewhere.post('/v1/contracts', body())).body.code).toBe('forbidden');
  expect((await tutor.post('/v1/contracts', body())).status).toBe(403);
  expect((await (await app.as(ines)).post('/v1/contracts', body())).status).toBe(403);
});

test('a contract does not exist for classmates, colleagues, other employers and other centres', async () => {
  const contract = await app.given.contract({ employerId, trainingCentreId });
  const url = `/v1/contracts/${contract.contractId}`;
  const strangers = [
    await app.given.someone('alternant', trainingCentreId),
    await app.given.someone('tutor', employerId),
    await app.given.someone('referent', trainingCentreId),
    await app.given.someone('hr', await app.given.organisation()),
    await app.given.someone('centre_admin', await app.given.organisation({ kind: 'training_centre' })),
  ];

  for (const stranger of strangers) {
    const caller = await app.as(stranger);
    expect([stranger.roles[0], (await caller.get(url)).status]).toEqual([stranger.roles[0], 404]);
    expect([stranger.roles[0], (await caller.get(`${url}/events`)).status]).toEqual([stranger.roles[0], 404]);
    expect((await caller.get('/v1/contracts')).body.data).toEqual([]);
  }
  expect((await (await app.as(await app.given.someone('platform_admin'))).get(url)).status).toBe(403);
});

test('a system creates, then replaces, by its own id; each organisation has its own ids', async () => {
  const url = '/v1/contracts/by-external-id/SIRH-7';
  const first = await hr.put(url, body());
  const same = await hr.put(url, body());
  const changed = await hr.put(url, body({ endsOn: '2028-06-30' }), { 'if-match': '"1"' });
  const stale = await hr.put(url, body(), { 'if-match': '"1"' });
  const ofCentre = await admin.put(url, body());
  const never = await hr.put('/v1/contracts/by-external-id/SIRH-8', body(), { 'if-match': '"1"' });

  expect([first.status, same.status, changed.status, stale.status, ofCentre.status, never.status]).toEqual([
    201, 200, 200, 412, 201, 412,
  ]);
  expect([first.headers['etag'], same.headers['etag'], changed.headers['etag']]).toEqual([
    '"1"',
    '"1"',
    '"2"',
  ]);
  expect(changed.body).toMatchObject({ id: first.body.id, endsOn: '2028-06-30', externalId: 'SIRH-7' });
  expect(ofCentre.body.id).not.toBe(first.body.id);
  const events = await hr.get(`/v1/contracts/${first.body.id}/events`);
  expect(events.body.data.map((e: { type: string }) => e.type)).toEqual([
    'contract.created',
    'contract.amended',
  ]);
  expect(events.body.data[1].data).toMatchObject({
    changed: ['endsOn'],
    terms: { startsOn: '2026-09-01', endsOn: '2028-06-30' },
  });
});

test('an external id is a text like any other', async () => {
  expect((await hr.put('/v1/contracts/by-external-id/a%00b', body())).status).toBe(422);
  expect((await hr.put(`/v1/contracts/by-external-id/${'x'.repeat(201)}`, body())).status).toBe(422);
});

test('an external id is used once in an organisation', async () => {
  await hr.post('/v1/contracts', body({ externalId: 'ONCE' }));

  expect(pointers(await hr.post('/v1/contracts', body({ externalId: 'ONCE' })))).toEqual([
    '/externalId taken',
  ]);
});

test('ten systems that put the same id at once create one contract', async () => {
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => hr.put('/v1/contracts/by-external-id/RACE', body())),
  );

  expect(answers.map(({ status }) => status).sort()).toEqual([
    200, 200, 200, 200, 200, 200, 200, 200, 200, 201,
  ]);
  expect(new Set(answers.map(({ body: { id } }) => id)).size).toBe(1);
});

test('once signed, some fields need an amendment and others change no more; the legal representative may still change', async () => {
  const contract = await app.given.contract({
    employerId,
    trainingCentreId,
    ladderId,
    alternant: await app.given.someone('alternant', trainingCentreId),
  });
  await app.owner.query(`update contracts set owner_id = $2, external_id = 'SIGNED' where id = $1`, [
    contract.contractId,
    employerId,
  ]);
  const url = '/v1/contracts/by-external-id/SIGNED';
  const same = {
    ...body(),
    alternantId: contract.alternant.personId,
    startsOn: '2025-09-01',
    endsOn: '2027-08-31',
  };

  const refused = await hr.put(url, { ...same, kind: 'professionalisation', endsOn: '2027-09-30' });
  const nothing = await hr.put(url, same);
  const named = await hr.put(url, {
    ...same,
    legalRepresentative: { givenName: 'Nadia', familyName: 'Moreau' },
  });

  expect([refused.status, refused.body.code, refused.body.fields]).toEqual([409, 'not_amendable', ['kind']]);
  const longer = await hr.put(url, { ...same, endsOn: '2027-09-30' });
  expect([longer.body.code, longer.body.fields]).toEqual(['amendment_required', ['endsOn']]);
  expect([nothing.status, nothing.headers['etag']]).toEqual([200, '"1"']);
  expect([named.status, named.headers['etag'], named.body.status]).toEqual([200, '"2"', 'active']);
});

test('whoever administers several organisations says whose id it is', async () => {
  const both = await app.given.someone('hr', employerId);
  const second = await app.given.organisation();
  await app.owner.query(
    `insert into memberships (id, person_id, organisation_id, role, created_at) values ($1, $2, $3, 'hr', now())`,
    [newId(), both.personId, second],
  );
  const caller = await app.as(both);
  const url = '/v1/contracts/by-external-id/TWO';

  const unclear = await caller.put(url, body());
  const clear = await caller.put(`${url}?organisationId=${employerId}`, body());

  expect(pointers(unclear)).toEqual(['/organisationId required']);
  expect(clear.status).toBe(201);
  expect((await caller.put(`${url}?organisationId=${second}`, body())).status).toBe(403);
  expect((await caller.put(`${url}?organisationId=${trainingCentreId}`, body())).status).toBe(403);
});

test('a draft is put right field by field, also without an external id, and by either side', async () => {
  const { body: draft } = await hr.post('/v1/contracts', body({ externalId: undefined }));
  const url = `/v1/contracts/${draft.id}`;
  const patch = (values: object, version: number, by = hr) =>
    by.patch(url, values, { 'if-match': `"${version}"` });
  const admin = await app.as(await app.given.someone('centre_admin', trainingCentreId));
  const alternant = await app.given.someone('alternant', trainingCentreId);

  const moved = await patch({ endsOn: '2027-06-30', alternantId: alternant.personId }, 1);
  expect([moved.status, moved.headers['etag']]).toEqual([200, '"2"']);
  expect(moved.body).toMatchObject({
    endsOn: '2027-06-30',
    alternantId: alternant.personId,
    startsOn: draft.startsOn,
    kind: draft.kind,
    externalId: null,
  });
  expect((await patch({ startsOn: '2026-10-01' }, 2, admin)).body).toMatchObject({ startsOn: '2026-10-01' });
  expect((await patch({ legalRepresentative: { givenName: 'Nadia', familyName: 'Moreau' } }, 3)).status).toBe(
    200,
  );
  expect((await patch({ legalRepresentative: null, externalId: 'PATCHED' }, 4)).body).toMatchObject({
    legalRepresentative: null,
    externalId: 'PATCHED',
  });
  const events = (await hr.get(`${url}/events`)).body.data;
  expect(events.map(({ data }: { data: { changed?: string[] } }) => data.changed)).toEqual([
    undefined,
    ['alternantId', 'endsOn'],
    ['startsOn'],
    ['legalRepresentative'],
    ['externalId', 'legalRepresentative'],
  ]);

  expect((await patch({ endsOn: '2027-06-29' }, 4)).status).toBe(412);
  expect((await hr.patch(url, { endsOn: '2027-06-29' })).status).toBe(428);
  expect(pointers(await patch({ endsOn: '2026-09-30' }, 5))).toEqual(['/endsOn before_start']);
  expect(pointers(await patch({ endsOn: null, alternantId: newId() }, 5))).toEqual(['/endsOn required']);
  expect(pointers(await patch({ alternantId: newId() }, 5))).toEqual(['/alternantId unknown_reference']);
  const stranger = await app.as(await app.given.someone('hr', await app.given.organisation()));
  expect((await patch({ endsOn: '2027-06-29' }, 5, stranger)).status).toBe(404);
  const answers = await Promise.all(['2027-06-28', '2027-06-27'].map((endsOn) => patch({ endsOn }, 5)));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
  // Each side by its own id.
  expect((await patch({ externalId: 'OTHER' }, 6, admin)).body.externalId).toBe('OTHER');
  expect((await hr.get(url)).body.externalId).toBe('PATCHED');
});

test('of a contract that is cancelled nothing is amended, and no amendment is spoken of', async () => {
  const { body: draft } = await hr.post('/v1/contracts', body({ externalId: undefined }));
  const cancelled = await hr.post(`/v1/contracts/${draft.id}/cancel`);
  const refused = await hr.patch(
    `/v1/contracts/${draft.id}`,
    { endsOn: '2027-06-29' },
    { 'if-match': cancelled.headers['etag'] ?? '' },
  );

  expect(refused.body).toMatchObject({
    code: 'not_amendable',
    fields: ['endsOn'],
    currentStatus: 'cancelled',
  });
});

test('whom a draft named before it was put right, its past still tells', async () => {
  const minor = await app.given.someone('alternant', trainingCentreId, { birthDate: '2012-01-01' });
  const { body: draft } = await hr.post('/v1/contracts', body({ alternantId: minor.personId }));
  const reasons = async (query: string) =>
    (await hr.get(`/v1/contracts/${draft.id}/entitlements?${query}`)).body.data.flatMap(
      (one: { reasons: { code: string }[] }) => one.reasons.map(({ code }) => code),
    );
  const before = app.clock.now();
  app.clock.advance({ seconds: 1 });
  const asWas = await reasons(`at=${before}`);
  expect(asWas).toContain('regulated');

  const adult = await app.given.someone('alternant', trainingCentreId, { birthDate: '1990-01-01' });
  await hr.patch(`/v1/contracts/${draft.id}`, { alternantId: adult.personId }, { 'if-match': '"1"' });

  expect(await reasons(`at=${before}`)).toEqual(asWas);
  expect(await reasons('')).not.toContain('regulated');
});
