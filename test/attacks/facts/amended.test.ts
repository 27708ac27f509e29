import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { TestApp, type Caller, type TestResponse } from '../../support/app.js';
import type { GivenContract } from '../../support/scenarios/given.js';
import { LadderScenario } from '../../support/scenarios/ladder-scenario.js';

// Where amendments meet what others wrote: systems of before, the form, capacity, the past of a draft.

const REASON = 'Échec à l’examen de juin';
const SHORTER = { effectiveOn: '2027-05-01', changes: { endsOn: '2027-07-31' }, reason: REASON };
const PROLONGED = { effectiveOn: '2027-09-01', changes: { endsOn: '2028-08-31' }, reason: REASON };
const FAILED = { ...PROLONGED, type: '33', changes: { endsOn: '2028-08-31', extension: 'failed_exam' } };

let app: TestApp;
let scenario: LadderScenario;
let hr: Caller;
let admin: Caller;
beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());
beforeEach(async () => {
  app.clock.set('2026-03-12');
  scenario = await LadderScenario.start(app);
  await sides(scenario.contract);
});

async function sides(contract: GivenContract): Promise<void> {
  hr = await app.as(await app.given.someone('hr', contract.employerId));
  admin = await app.as(await app.given.someone('centre_admin', contract.trainingCentreId));
}
const url = (contract: GivenContract = scenario.contract) => `/v1/contracts/${contract.contractId}`;
const tagOf = async (of: string) => ({ 'if-match': (await admin.get(of)).headers['etag'] as string });
const code = ({ status, body }: TestResponse) => [status, body.errors?.[0]?.code ?? body.code];
const propose = async (body: object, contract?: GivenContract): Promise<string> => {
  const made = await hr.post(`${url(contract)}/amendments`, body);
  expect(code(made)).toEqual([201, undefined]);
  return made.body.id;
};
const onPaper = async (body: object, contract?: GivenContract) =>
  hr.post(`/v1/amendments/${await propose(body, contract)}/signatures`, { paperSignedByAll: true });

/** Contracts with the same main tutor. */
async function besides(startsOn: string, until: string, count: number): Promise<void> {
  const { employerId, trainingCentreId, ladderId } = scenario.contract;
  for (let made = 0; made < count; made++) {
    const one = await app.given.contract({ employerId, trainingCentreId, ladderId, startsOn, until });
    await app.given.mandate(one, 'main_tutor', { person: scenario.tutorIs, from: startsOn });
  }
}

test('a system that repeats every night what was first signed neither undoes an amendment nor is refused', async () => {
  const { alternant, employerId, trainingCentreId, ladderId } = scenario.contract;
  await hr.patch(url(), { externalId: 'SIRH-1' }, await tagOf(url()));
  const body = {
    kind: 'apprenticeship',
    alternantId: alternant.personId,
    employerId,
    trainingCentreId,
    ladderId,
    startsOn: '2025-09-01',
    endsOn: '2027-08-31',
  };
  const put = (changed: object = {}) =>
    hr.put('/v1/contracts/by-external-id/SIRH-1', { ...body, ...changed });
  expect(code(await put({ endsOn: '2027-08-30' }))).toEqual([409, 'amendment_required']);
  await onPaper(PROLONGED);
  const signed = await tagOf(url());

  const nights = [await put(), await put({ endsOn: '2028-08-31' })];

  expect(nights.map(({ status, body: { endsOn } }) => [status, endsOn])).toEqual([
    [200, '2028-08-31'],
    [200, '2028-08-31'],
  ]);
  expect(await tagOf(url())).toEqual(signed);
  expect(code(await put({ endsOn: '2029-08-31' }))).toEqual([409, 'amendment_required']);
});

test('an emancipated minor signs an amendment alone, as the contract', async () => {
  const young = await app.given.contract({ birthDate: '2009-05-04', draft: true });
  await app.given.mandate(young, 'main_tutor');
  await sides(young);
  await hr.patch(`${url(young)}/form`, { alternant: { emancipated: true } }, { 'if-match': '*' });
  const signed = await hr.post(`${url(young)}/sign`, { on: '2025-09-01' });
  const id = await propose(PROLONGED, young);
  const sign = (by: Caller) => by.post(`/v1/amendments/${id}/signatures`);

  expect([signed.status, signed.body.flags]).toEqual([200, []]);
  expect((await sign(hr)).body.awaits).toEqual(['training_centre', 'alternant']);
  await sign(await app.as(young.alternant));
  expect((await sign(admin)).body.status).toBe('signed');
  const called = await hr.patch(url(young), { externalId: 'SIRH-2' }, await tagOf(url(young)));
  expect(called.status).toBe(200);
});

test('whom nobody tutored on the first day is prolonged: that day is over', async () => {
  await app.owner.query(
    `update mandates set from_day = '2025-09-10' where contract_id = $1 and role = 'main_tutor'`,
    [scenario.contract.contractId],
  );

  expect((await onPaper(PROLONGED)).status).toBe(201);
});

test('a tutor who follows too many already does not keep a contract from ending sooner', async () => {
  await besides('2025-09-01', '2028-09-01', 2);

  expect((await onPaper(SHORTER)).status).toBe(201);
  expect(code(await onPaper({ ...PROLONGED, effectiveOn: '2027-08-01' }))).toEqual([
    409,
    'tutor_over_capacity',
  ]);
});

test('whoever is prolonged after a failed exam comes beside the apprentices, from the day of the amendment on', async () => {
  await besides('2027-09-01', '2028-09-01', 2);
  const draft = await app.given.contract({
    employerId: scenario.contract.employerId,
    trainingCentreId: scenario.contract.trainingCentreId,
    startsOn: '2027-10-01',
    until: '2028-09-01',
    draft: true,
  });
  await app.given.mandate(draft, 'main_tutor', { person: scenario.tutorIs, from: '2027-10-01' });

  expect(code(await onPaper(PROLONGED))).toEqual([409, 'tutor_over_capacity']);
  expect((await onPaper(FAILED)).status).toBe(201);
  expect(code(await hr.post(`${url(draft)}/sign`, { on: '2026-03-12' }))).toEqual([
    409,
    'tutor_over_capacity',
  ]);
});

test('nothing is agreed of the days after an end that is recorded already', async () => {
  const end = { on: '2026-06-01', cause: 'mutual_agreement', initiator: 'both' };
  expect((await hr.post(`${url()}/terminate`, end)).status).toBe(200);
  const of = (effectiveOn: string) =>
    hr.post(`${url()}/amendments`, { effectiveOn, changes: { weeklyMinutes: 2000 }, reason: REASON });

  expect(code(await of('2026-06-01'))).toEqual([422, 'outside_contract']);
  expect((await of('2026-05-31')).status).toBe(201);
});

test('a program that may read contracts reads neither the form nor what is found of it', async () => {
  const { employerId } = scenario.contract;
  const reads = app.asClient(await app.given.apiClient(employerId, { scopes: ['contracts:read'] }));
  const writes = app.asClient(await app.given.apiClient(employerId, { scopes: ['contracts:write'] }));
  const statuses = async (by: Caller) =>
    Promise.all(['form', 'checks', 'pay'].map(async (part) => (await by.get(`${url()}/${part}`)).status));

  expect(await statuses(reads)).toEqual([403, 403, 403]);
  expect(await statuses(writes)).toEqual([200, 200, 200]);
});

test('a draft that goes to another alternant and employer tells them nothing of whose it was', async () => {
  const { trainingCentreId, employerId, ladderId, alternant } = scenario.contract;
  const before = await app.given.someone('alternant', trainingCentreId, { givenName: 'Zoé' });
  const next = await app.given.organisation({ name: 'MAS des Ormes' });
  const nextHr = await app.as(await app.given.someone('hr', next));
  const made = await admin.post('/v1/contracts', {
    kind: 'apprenticeship',
    alternantId: before.personId,
    employerId,
    trainingCentreId,
    ladderId,
    startsOn: '2026-09-01',
    endsOn: '2028-08-31',
  });
  const draft = `/v1/contracts/${made.body.id}`;
  const filled = {
    employer: { headcount: 12 },
    pay: { mealCents: 420 },
    training: { hours: 900 },
  };
  expect((await hr.patch(`${draft}/form`, filled, { 'if-match': '*' })).status).toBe(200);
  const at = app.clock.now();
  app.clock.set('2026-03-13');
  const moved = await admin.patch(
    draft,
    { alternantId: alternant.personId, employerId: next },
    await tagOf(draft),
  );
  expect(moved.status).toBe(200);
  app.clock.set('2026-03-14');

  const readers = [nextHr, await app.as(alternant)];
  const statuses = await Promise.all(readers.map(async (by) => (await by.get(`${draft}?at=${at}`)).status));
  expect(statuses).toEqual([404, 404]);
  expect((await admin.get(`${draft}?at=${at}`)).body).toMatchObject({ alternant: { givenName: 'Zoé' } });
  expect((await nextHr.get(`${draft}?at=2026-03-13`)).body).toMatchObject({ employer: { id: next } });
  for (const when of ['', `?at=${at}`])
    expect((await nextHr.get(`${draft}/form${when}`)).body).toMatchObject({
      employer: { headcount: null },
      pay: { mealCents: null },
      training: { hours: 900 },
    });
});
