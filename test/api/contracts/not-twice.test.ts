import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { TestApp, type Caller } from '../../support/app.js';
import type { GivenContract } from '../../support/scenarios/given.js';

// A system that calls its people's contracts by the number of the person meets the same number again.

let app: TestApp;
let over: GivenContract;
let running: GivenContract;
let admin: Caller;

beforeAll(async () => {
  app = await TestApp.start();
  over = await app.given.contract({ startsOn: '2023-09-01', until: '2025-09-01' });
  running = await app.given.contract({
    employerId: over.employerId,
    trainingCentreId: over.trainingCentreId,
    ladderId: over.ladderId,
  });
  admin = await app.as(await app.given.someone('centre_admin', over.trainingCentreId));
  for (const [externalId, { contractId }] of [['M-1', over] as const, ['M-2', running] as const])
    await app.owner.query('update contracts set external_id = $2 where id = $1', [contractId, externalId]);
});
afterAll(() => app.stop());

const terms = (of: GivenContract, startsOn: string, endsOn: string) => ({
  kind: 'apprenticeship',
  alternantId: of.alternant.personId,
  employerId: of.employerId,
  trainingCentreId: of.trainingCentreId,
  ladderId: of.ladderId,
  startsOn,
  endsOn,
});
const put = (externalId: string, body: object) =>
  admin.put(`/v1/contracts/by-external-id/${externalId}`, body);

test('a contract that is over frees its external id for the next, and keeps what it was called by', async () => {
  const same = await put('M-1', terms(over, '2023-09-01', '2025-08-31'));
  expect([same.status, same.body.id]).toEqual([200, over.contractId]);
  const mistaken = await put('M-1', terms(over, '2023-09-01', '2026-08-31'));
  expect([mistaken.status, mistaken.body.code]).toEqual([409, 'not_amendable']);

  const next = await put('M-1', {
    ...terms(over, '2026-04-01', '2027-08-31'),
    continuationOf: over.contractId,
  });
  expect([next.status, next.body.continuationOf]).toEqual([201, over.contractId]);
  const again = await put('M-1', { ...terms(over, '2026-04-01', '2027-07-31') });
  expect([again.status, again.body.id]).toEqual([200, next.body.id]);
  expect((await admin.get('/v1/contracts/by-external-id/M-1')).body.id).toBe(next.body.id);
  const both = await admin.get('/v1/contracts?externalId=M-1');
  expect(both.body.data.map(({ id }: { id: string }) => id)).toEqual([over.contractId, next.body.id]);
});

test('one that is not over keeps it, also against a POST', async () => {
  const later = terms(running, '2027-10-01', '2028-08-31');

  expect((await put('M-2', later)).body.code).toBe('amendment_required');
  const posted = await admin.post('/v1/contracts', { ...later, externalId: 'M-2' });
  expect(posted.body.errors).toMatchObject([{ pointer: '/externalId', code: 'taken' }]);
});

test('one that was cancelled frees it for any, and of several at once one takes it', async () => {
  const body = terms(over, '2027-10-01', '2028-08-31');
  const first = await admin.post('/v1/contracts', { ...body, externalId: 'M-3' });
  expect((await admin.post(`/v1/contracts/${first.body.id}/cancel`)).status).toBe(200);

  const answers = await Promise.all([1, 2, 3].map(() => put('M-3', { ...body, endsOn: '2028-07-31' })));

  expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 201]);
  expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
  expect(answers[0]?.body.id).not.toBe(first.body.id);
});

test('each side calls the one contract by its own id, and neither reads nor finds that of the other', async () => {
  const hr = await app.as(await app.given.someone('hr', over.employerId));
  const alternant = await app.given.someone('alternant', over.trainingCentreId);
  const body = terms({ ...over, alternant }, '2026-09-01', '2028-08-31');
  const drafted = await hr.put('/v1/contracts/by-external-id/SIDE-1', body);
  const at = `/v1/contracts/${drafted.body.id}`;
  const other = await admin.get(at);
  expect([drafted.body.externalId, other.body.externalId]).toEqual(['SIDE-1', null]);
  expect((await admin.get('/v1/contracts/by-external-id/SIDE-1')).status).toBe(404);
  expect((await admin.get('/v1/contracts?externalId=SIDE-1')).body.data).toEqual([]);

  const match = { 'if-match': other.headers['etag'] as string };
  const called = await admin.patch(at, { externalId: 'SIDE-1' }, match);
  expect([called.status, called.body.externalId]).toEqual([200, 'SIDE-1']);
  const renamed = await admin.patch(
    at,
    { externalId: 'CFA-1' },
    { 'if-match': called.headers['etag'] as string },
  );
  expect(renamed.body.externalId).toBe('CFA-1');
  expect((await hr.get(at)).body.externalId).toBe('SIDE-1');
  expect((await put('CFA-1', body)).body).toMatchObject({ id: drafted.body.id, externalId: 'CFA-1' });
  const again = await hr.put('/v1/contracts/by-external-id/SIDE-1', body);
  expect([again.status, again.body.id]).toEqual([200, drafted.body.id]);
  const mine = await (await app.as(alternant)).get(at);
  expect(mine.body.externalId).toBeNull();

  // A contract of one's own is called so already.
  const another = await admin.post('/v1/contracts', {
    ...body,
    startsOn: '2029-09-01',
    endsOn: '2030-08-31',
  });
  const taken = await admin.patch(
    `/v1/contracts/${another.body.id}`,
    { externalId: 'CFA-1' },
    { 'if-match': another.headers['etag'] as string },
  );
  expect(taken.body.errors).toMatchObject([{ pointer: '/externalId', code: 'taken' }]);
});

test('a draft that is given to another employer is called nothing by the first, whose id is free', async () => {
  const hr = await app.as(await app.given.someone('hr', over.employerId));
  const alternant = await app.given.someone('alternant', over.trainingCentreId);
  const body = terms({ ...over, alternant }, '2026-09-01', '2028-08-31');
  const drafted = await hr.put('/v1/contracts/by-external-id/MOVED', body);
  const elsewhere = await app.given.organisation();
  const moved = await admin.patch(
    `/v1/contracts/${drafted.body.id}`,
    { employerId: elsewhere },
    { 'if-match': drafted.headers['etag'] as string },
  );
  expect(moved.status).toBe(200);
  const next = await hr.put('/v1/contracts/by-external-id/MOVED', body);
  expect(next.status).toBe(201);
  expect(next.body.id).not.toBe(drafted.body.id);
});

test('two drafts of one alternant, employer and days are told to both sides', async () => {
  const hr = await app.as(await app.given.someone('hr', over.employerId));
  const alternant = await app.given.someone('alternant', over.trainingCentreId);
  const body = terms({ ...over, alternant }, '2026-09-01', '2028-08-31');
  const ofCentre = (await admin.post('/v1/contracts', body)).body;
  const ofHr = (await hr.post('/v1/contracts', { ...body, startsOn: '2026-10-01' })).body;
  const before = (await hr.post('/v1/contracts', { ...body, startsOn: '2026-04-01', endsOn: '2026-08-31' }))
    .body;

  expect([ofCentre.possibleDuplicates, ofHr.possibleDuplicates]).toEqual([[], [ofCentre.id]]);
  expect(before.possibleDuplicates).toEqual([]);
  for (const by of [hr, admin])
    expect((await by.get(`/v1/contracts/${ofCentre.id}`)).body.possibleDuplicates).toEqual([ofHr.id]);
  const mine = await (await app.as(alternant)).get(`/v1/contracts/${ofHr.id}`);
  expect(mine.body.possibleDuplicates).toEqual([ofCentre.id]);
  await hr.post(`/v1/contracts/${ofHr.id}/cancel`);
  expect((await admin.get(`/v1/contracts/${ofCentre.id}`)).body.possibleDuplicates).toEqual([]);
});
