import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { newId } from '../../../src/platform/ids.js';
import { TestApp, type Caller } from '../../support/app.js';
import type { GivenContract, Someone } from '../../support/scenarios/given.js';

// Employer and centre each drafted the one contract, each under an id of its own.

let app: TestApp;
let given: GivenContract;
let alternant: Someone;
let [hr, admin]: Caller[] = [];
let [ofHr, ofCentre] = ['', ''];
let ids = ['', ''];
const as = (caller: Caller | undefined) => caller as Caller;

beforeAll(async () => {
  app = await TestApp.start();
  given = await app.given.contract();
  hr = await app.as(await app.given.someone('hr', given.employerId));
  admin = await app.as(await app.given.someone('centre_admin', given.trainingCentreId));
});
afterAll(() => app.stop());

const body = () => ({
  kind: 'apprenticeship',
  alternantId: alternant.personId,
  employerId: given.employerId,
  trainingCentreId: given.trainingCentreId,
  ladderId: given.ladderId,
  startsOn: '2026-09-01',
  endsOn: '2028-08-31',
});
beforeEach(async () => {
  app.clock.set('2026-03-12');
  alternant = await app.given.someone('alternant', given.trainingCentreId);
  ids = [`RH-${newId()}`, `CFA-${newId()}`];
  ofHr = (await as(hr).put(byId(0), body())).body.id;
  ofCentre = (await as(admin).put(byId(1), { ...body(), endsOn: '2028-07-31' })).body.id;
});

const byId = (of: number) => `/v1/contracts/by-external-id/${ids[of]}`;
const at = (id: string) => `/v1/contracts/${id}`;
const confirm = (by: Caller | undefined, kept: string, duplicateId: string) =>
  as(by).post(`${at(kept)}/confirmations`, { duplicateId });
const read = async (by: Caller | undefined, id: string) => (await as(by).get(at(id))).body;

test('one side confirms the draft of the other: its own ends so, and its id leads to the one that stays', async () => {
  const before = await as(hr).get(at(ofHr));
  expect(before.body.possibleDuplicates).toEqual([ofCentre]);

  const confirmed = await confirm(admin, ofHr, ofCentre);

  expect(confirmed.status).toBe(201);
  expect(confirmed.body).toMatchObject({
    contractId: ofHr,
    duplicateId: ofCentre,
    organisationId: given.trainingCentreId,
    withdrawnAt: null,
  });
  expect(await read(admin, ofCentre)).toMatchObject({ status: 'cancelled', duplicateOf: ofHr });
  const after = await as(hr).get(at(ofHr));
  expect(after.body).toMatchObject({ status: 'draft', externalId: ids[0], possibleDuplicates: [] });
  expect(after.headers['etag']).not.toBe(before.headers['etag']);
  expect((await as(admin).get(byId(1))).body).toMatchObject({ id: ofHr, externalId: ids[1] });
  expect((await as(hr).get(byId(0))).body.id).toBe(ofHr);
  for (const [id, type] of [[ofHr, 'contract.confirmed'] as const, [ofCentre, 'contract.cancelled'] as const])
    for (const by of [hr, admin])
      expect((await as(by).get(`${at(id)}/events`)).body.data.at(-1).type).toBe(type);
  const listed = await as(hr).get(`${at(ofHr)}/confirmations`);
  expect(listed.body.data).toEqual([confirmed.body]);
});

test('it is taken back while the contract is a draft: both are apart again, each with its id', async () => {
  const { body: confirmed } = await confirm(admin, ofHr, ofCentre);
  const path = `/v1/contract-confirmations/${confirmed.id}/withdrawals`;
  const stranger = await app.as(await app.given.someone('hr', await app.given.organisation()));
  expect((await stranger.post(path, { reason: 'erreur' })).status).toBe(404);
  // Only the side whose draft it was.
  expect((await as(hr).post(path, { reason: 'erreur' })).status).toBe(403);

  const back = await as(admin).post(path, { reason: 'deux contrats' });

  expect([back.status, typeof back.body.withdrawnAt]).toEqual([201, 'string']);
  expect(await read(admin, ofCentre)).toMatchObject({
    status: 'draft',
    externalId: ids[1],
    duplicateOf: null,
  });
  expect((await as(admin).get(byId(1))).body.id).toBe(ofCentre);
  expect((await read(admin, ofHr)).externalId).toBeNull();
  expect((await as(admin).post(path, { reason: 'encore' })).body.code).toBe('already_withdrawn');
  expect((await confirm(hr, ofCentre, ofHr)).status).toBe(201);
});

test('of two sides that confirm each other’s at once exactly one draft stands', async () => {
  const answers = await Promise.all([confirm(admin, ofHr, ofCentre), confirm(hr, ofCentre, ofHr)]);

  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  const statuses = [await read(hr, ofHr), await read(hr, ofCentre)].map(({ status }) => status);
  expect(statuses.sort()).toEqual(['cancelled', 'draft']);
  const [one, other] = [(await as(hr).get(byId(0))).body, (await as(admin).get(byId(1))).body];
  expect([one.id, one.status]).toEqual([other.id, 'draft']);
});

test('nobody ends the draft of another side, nor one that is not the same, nor a contract that is signed', async () => {
  // Each names its own draft: HR has none in the place of the centre's.
  expect((await confirm(hr, ofHr, ofCentre)).status).toBe(403);
  const stranger = await app.as(await app.given.someone('hr', await app.given.organisation()));
  expect((await confirm(stranger, ofHr, ofCentre)).status).toBe(404);
  const elsewhere = await app.given.contract();
  const pointed = async (kept: string, duplicate: string) =>
    (await confirm(admin, kept, duplicate)).body.errors?.map((e: { code: string }) => e.code);
  expect(await pointed(ofHr, elsewhere.contractId)).toEqual(['unknown_reference']);
  expect(await pointed(ofHr, newId())).toEqual(['unknown_reference']);
  const other = await as(admin).post('/v1/contracts', {
    ...body(),
    startsOn: '2029-01-01',
    endsOn: '2029-12-31',
  });
  expect(await pointed(ofHr, other.body.id)).toEqual(['not_the_same']);
  const alone = await (await app.as(alternant)).post(`${at(ofHr)}/confirmations`, { duplicateId: ofCentre });
  expect(alone.status).toBe(403);
  await as(admin).patch(
    at(ofHr),
    { externalId: `X-${newId()}` },
    { 'if-match': (await as(admin).get(at(ofHr))).headers['etag'] as string },
  );
  expect(await pointed(ofHr, ofCentre)).toEqual(['called_otherwise']);
  await app.owner.query(`update contracts set signed_on = '2026-03-12' where id = $1`, [ofCentre]);
  expect((await confirm(admin, ofHr, ofCentre)).body.code).toBe('illegal_transition');
});

test('what was signed meanwhile stays confirmed', async () => {
  const { body: confirmed } = await confirm(admin, ofHr, ofCentre);
  await app.owner.query(`update contracts set signed_on = '2026-03-12' where id = $1`, [ofHr]);
  const path = `/v1/contract-confirmations/${confirmed.id}/withdrawals`;
  expect((await as(admin).post(path, { reason: 'trop tard' })).body.code).toBe('illegal_transition');
  expect((await read(admin, ofCentre)).status).toBe('cancelled');
});
