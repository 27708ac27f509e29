import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { TestApp, type Caller } from '../../support/app.js';
import type { GivenContract, Someone } from '../../support/scenarios/given.js';

/** Inès Moreau is recorded so, signs so, and is called Sacha de La Tour. */
let app: TestApp;
let contract: GivenContract;
let tutor: Someone;
let [hr, centre, own, ofTutor]: Caller[] = [];
const as = (caller: Caller | undefined) => caller as Caller;

beforeAll(async () => {
  app = await TestApp.start();
  app.clock.set('2026-03-12');
  contract = await app.given.contract();
  tutor = await app.given.mandate(contract, 'main_tutor');
  await app.given.membership(contract.alternant, 'alternant', contract.trainingCentreId);
  hr = await app.as(await app.given.someone('hr', contract.employerId));
  centre = await app.as(await app.given.someone('centre_admin', contract.trainingCentreId));
  own = await app.as(contract.alternant);
  ofTutor = await app.as(tutor);
});
afterAll(() => app.stop());

const person = () => `/v1/people/${contract.alternant.personId}`;
const aContract = () => `/v1/contracts/${contract.contractId}`;
const finds = async (by: Caller | undefined, words: string) =>
  (await as(by).get(`/v1/people?search=${encodeURIComponent(words)}`)).body.data.map(
    ({ id }: { id: string }) => id,
  );

test('one is called as one says, also once one has signed, by everybody; papers keep the civil name beside', async () => {
  const before = await as(hr).get(aContract());
  const me = await as(own).get('/v1/me');
  app.clock.set('2026-03-13');

  const called = await as(own).patch(
    '/v1/me',
    { usualGivenName: 'Sacha', usualFamilyName: 'de La Tour' },
    { 'if-match': me.headers['etag'] as string },
  );

  expect(called.body.person).toMatchObject({
    givenName: 'Inès',
    familyName: 'Moreau',
    usualGivenName: 'Sacha',
    usualFamilyName: 'de La Tour',
  });
  const sacha = { id: contract.alternant.personId, givenName: 'Sacha', familyName: 'de La Tour' };
  const civil = { civilGivenName: 'Inès', civilFamilyName: 'Moreau' };
  const after = await as(hr).get(aContract());
  expect(after.headers['etag']).not.toBe(before.headers['etag']);
  expect(after.body.alternant).toEqual({ ...sacha, ...civil });
  expect((await as(centre).get(aContract())).body.alternant).toEqual({ ...sacha, ...civil });
  expect((await as(ofTutor).get('/v1/me')).body.mandates[0].alternant).toEqual(sacha);
  expect((await as(ofTutor).get('/v1/me/shift')).body.data[0].alternant.name).toBe('Sacha de La Tour');
  const cohort = await as(centre).get(`/v1/reports/cohort?trainingCentreId=${contract.trainingCentreId}`);
  expect(cohort.body.data[0].alternant).toMatchObject(sacha);
  const then = await as(centre).get(
    `/v1/reports/cohort?trainingCentreId=${contract.trainingCentreId}&at=2026-03-12`,
  );
  expect(then.body.data[0]?.alternant ?? { givenName: 'Inès' }).toMatchObject({ givenName: 'Inès' });
});

test('whoever need not know the civil name neither reads it nor finds by it; both find for who administers', async () => {
  const shown = await as(ofTutor).get(person());
  expect(shown.body).toMatchObject({
    givenName: 'Sacha',
    familyName: 'de La Tour',
    usualGivenName: null,
    usualFamilyName: null,
  });
  const contractOfTutor = await as(ofTutor).get(aContract());
  expect(contractOfTutor.body.alternant).toMatchObject({
    givenName: 'Sacha',
    civilGivenName: null,
    civilFamilyName: null,
  });
  expect(contractOfTutor.text + shown.text).not.toMatch(/Inès|Moreau/);

  const id = contract.alternant.personId;
  expect([await finds(ofTutor, 'sacha latour'), await finds(ofTutor, 'ines moreau')]).toEqual([[id], []]);
  expect([await finds(centre, 'de la tour'), await finds(centre, 'moreau')]).toEqual([[id], [id]]);
  const begins = async (by: Caller | undefined, familyName: string) =>
    (await as(by).get(`/v1/people?familyName=${familyName}`)).body.data.length;
  expect([await begins(ofTutor, 'More'), await begins(ofTutor, 'de La')]).toEqual([0, 1]);
  expect([await begins(centre, 'More'), await begins(centre, 'de La')]).toEqual([1, 1]);
});

test('who administers somebody records how they are called; who is only on a contract with them does not', async () => {
  const read = await as(centre).get(person());
  const match = { 'if-match': read.headers['etag'] as string };
  const refused = await as(ofTutor).patch(person(), { usualGivenName: 'Zoé' }, match);
  expect(refused.status).toBe(403);
  // The employer of a signed contract knows the alternant by it alone.
  expect((await as(hr).patch(person(), { usualGivenName: 'Zoé' }, match)).status).toBe(403);

  const put = await as(centre).patch(person(), { usualGivenName: 'Sasha', usualFamilyName: null }, match);

  expect(put.status).toBe(200);
  expect(put.body).toMatchObject({ givenName: 'Inès', usualGivenName: 'Sasha', usualFamilyName: null });
  expect((await as(ofTutor).get(aContract())).body.alternant).toMatchObject({
    givenName: 'Sasha',
    familyName: 'Moreau',
  });
});

test('a PUT that says nothing of it leaves how somebody is called; null takes it back', async () => {
  const path = '/v1/people/by-external-id/usual-1';
  const body = {
    givenName: 'Jeanne',
    familyName: "d'Artagnan",
    memberships: [{ organisationId: contract.trainingCentreId, role: 'alternant' }],
  };
  const created = await as(centre).put(path, { ...body, usualGivenName: 'Nour' });
  expect([created.status, created.body.familyName]).toEqual([201, "d'Artagnan"]);

  expect((await as(centre).put(path, body)).body.usualGivenName).toBe('Nour');
  expect((await as(centre).put(path, { ...body, usualGivenName: null })).body.usualGivenName).toBeNull();
});

test('one name is enough, of either kind, up to 200 characters; none is refused', async () => {
  const record = (names: object) =>
    as(centre).post('/v1/people', {
      ...names,
      memberships: [{ organisationId: contract.trainingCentreId, role: 'alternant' }],
    });
  const long = 'é'.repeat(200);
  expect((await record({ givenName: long })).body).toMatchObject({ givenName: long, familyName: '' });
  expect((await record({ familyName: 'Suharto' })).body).toMatchObject({ givenName: '' });
  const refused = await record({ usualGivenName: 'Nour' });
  expect(refused.status).toBe(422);
  expect(refused.body.errors).toEqual([
    expect.objectContaining({ pointer: '/familyName', code: 'required' }),
  ]);
  expect((await record({ givenName: `${long}é` })).status).toBe(422);

  const single = await app.given.someone('tutor', contract.employerId, {
    givenName: 'Suharto',
    familyName: '',
  });
  const me = await as(await app.as(single)).patch('/v1/me', { givenName: null }, { 'if-match': '"1"' });
  expect(me.body.errors).toEqual([expect.objectContaining({ pointer: '/familyName', code: 'required' })]);
});
