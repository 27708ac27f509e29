import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { TestApp, type Caller } from '../../support/app.js';
import type { GivenContract, Someone } from '../../support/scenarios/given.js';

let app: TestApp;
let contract: GivenContract;
let [hr, admin]: Caller[] = [];
let sophie: Someone;
const as = (caller: Caller | undefined) => caller as Caller;

beforeAll(async () => {
  app = await TestApp.start();
});
beforeEach(async () => {
  app.clock.set('2026-03-12');
  contract = await app.given.contract();
  hr = await app.as(await app.given.someone('hr', contract.employerId));
  admin = await app.as(await app.given.someone('centre_admin', contract.trainingCentreId));
  sophie = await app.given.someone('tutor', contract.employerId, { givenName: 'Sophie', familyName: 'Roux' });
});
afterAll(() => app.stop());

const list = () => `/v1/contracts/${contract.contractId}/mandates`;
const url = (id = 'RH 1') => `${list()}/by-external-id/${encodeURIComponent(id)}`;
const body = (values: object = {}) => ({
  personId: sophie.personId,
  role: 'main_tutor',
  from: '2026-03-12',
  ...values,
});
const count = async () => (await as(hr).get(list())).body.data.length;

test('a mandate is opened once by an id of one’s own, sent again as it stands, and ended by it', async () => {
  const opened = await as(hr).put(url(), body());
  const again = await as(hr).put(url(), body({ externalId: 'RH 1' }));

  expect([opened.status, again.status]).toEqual([201, 200]);
  expect(opened.headers['location']).toBe(`/v1/mandates/${opened.body.id}`);
  expect(again.body).toEqual(opened.body);
  expect(opened.body).toMatchObject({ externalId: 'RH 1', to: null });
  expect((await as(hr).get(url())).body).toEqual(opened.body);

  const ended = await as(hr).put(url(), body({ to: '2026-03-31' }));
  expect(ended.body).toMatchObject({ id: opened.body.id, to: '2026-03-31', plannedTo: null });
  const prolonged = await as(hr).put(url(), body());
  expect([prolonged.status, prolonged.body.code]).toEqual([409, 'mandate_fixed']);
  expect(prolonged.body.mandateId).toBe(opened.body.id);
  expect(await count()).toBe(1);
});

test('whoever takes over does so under the same id, and a stale message brings nobody back', async () => {
  const marc = await app.given.someone('tutor', contract.employerId);
  const first = await as(hr).put(url(), body());
  app.clock.set('2026-03-20');

  const second = await as(hr).put(url(), body({ personId: marc.personId, from: '2026-03-20' }));

  expect([second.status, second.body.replaces]).toEqual([201, first.body.id]);
  expect((await as(hr).get(`/v1/mandates/${first.body.id}`)).body).toMatchObject({
    to: '2026-03-19',
    externalId: 'RH 1',
  });
  expect((await as(hr).get(url())).body.id).toBe(second.body.id);
  expect((await as(hr).put(url(), body())).body.code).toBe('mandate_fixed');
});

test('what was opened without an id takes it, and is not opened twice; it keeps one', async () => {
  const opened = await as(hr).post(list(), body());
  const put = await as(hr).put(url(), body());
  expect([put.status, put.body.id]).toEqual([200, opened.body.id]);
  expect((await as(hr).put(url('RH 2'), body())).status).toBe(409);
});

test('each side calls by its own ids, and neither finds nor reads those of the other', async () => {
  const watcher = await app.given.someone('tutor', contract.employerId);
  const observer = body({ personId: watcher.personId, role: 'observer' });
  const ofHr = await as(hr).put(url(), observer);
  expect((await as(admin).get(url())).status).toBe(404);
  expect((await as(admin).get(`/v1/mandates/${ofHr.body.id}`)).body.externalId).toBeNull();
  expect((await (await app.as(watcher)).get(url())).status).toBe(404);

  const trainer = await app.given.someone('referent', contract.trainingCentreId);
  const ofCentre = await as(admin).put(url(), body({ personId: trainer.personId, role: 'referent' }));
  expect(ofCentre.status).toBe(201);
  expect((await as(admin).get(url())).body.id).toBe(ofCentre.body.id);
  expect((await as(hr).get(url())).body.id).toBe(ofHr.body.id);
});

test('the id opens nothing that the act itself does not', async () => {
  const asHr = await app.given.someone('hr', contract.employerId);
  const own = await (await app.as(asHr)).put(url(), body({ personId: asHr.personId }));
  const ofCentre = await as(admin).put(url(), body());
  const stranger = await app.as(await app.given.someone('hr', await app.given.organisation()));
  expect([own.status, ofCentre.status, (await stranger.put(url(), body())).status]).toEqual([403, 403, 404]);
  expect((await stranger.get(url())).status).toBe(404);
  const foreign = await as(hr).put(`${url()}?organisationId=${contract.trainingCentreId}`, body());
  expect(foreign.status).toBe(403);
  const other = await as(hr).put(url(), body({ externalId: 'RH 2' }));
  expect(other.body.errors).toMatchObject([{ pointer: '/externalId' }]);
  const bad = await as(hr).put(url(), body({ to: '2026-03-11' }));
  expect(bad.body.errors).toMatchObject([{ pointer: '/to' }]);
  expect(await count()).toBe(0);
  // The centre ends no mandate that it may not give, however it came to call it.
  await as(hr).put(url(), body());
  expect((await as(admin).put(url(), body({ to: '2026-03-31' }))).status).toBe(403);
});

test('of ten that put the same at once one opens, and all are told the same mandate', async () => {
  const answers = await Promise.all(Array.from({ length: 10 }, () => as(hr).put(url(), body())));
  expect(answers.map(({ status }) => status).sort()).toEqual([...Array.from({ length: 9 }, () => 200), 201]);
  expect(new Set(answers.map((one) => one.body.id)).size).toBe(1);
});
