import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { TestApp } from '../../support/app.js';
import { LadderScenario } from '../../support/scenarios/ladder-scenario.js';

let app: TestApp;
let scenario: LadderScenario;

beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());

beforeEach(async () => {
  app.clock.set('2026-03-12');
  scenario = await LadderScenario.start(app);
  for (const level of ['observation', 'simple_tasks', 'supervised_care']) await scenario.complete(level);
  await app.owner.query(`update contracts set suspensions = '{[2026-03-20,2026-06-18)}' where id = $1`, [
    scenario.contract.contractId,
  ]);
});

const supervision = async (query = '') =>
  (await scenario.tutor.get(scenario.url(`entitlements?mission=mea_01${query}`))).body.data[0].supervision;
const resume = (by = scenario.tutor, body?: object) => by.post(scenario.url('resumptions'), body);

test('ninety days away: closer supervision on the return, until the main tutor records the resumption', async () => {
  expect(await supervision()).toBe('distant');
  app.clock.set('2026-06-18');
  expect(await supervision()).toBe('indirect');

  const recorded = await resume(scenario.tutor, { comment: 'Deux journées ensemble' });

  expect(recorded.status).toBe(201);
  expect(recorded.body).toMatchObject({ on: '2026-06-18', comment: 'Deux journées ensemble' });
  expect((await scenario.tutor.get(recorded.headers['location'] ?? '')).body).toEqual(recorded.body);
  expect((await scenario.tutor.get(scenario.url('resumptions'))).body.data).toEqual([recorded.body]);
  expect(await supervision()).toBe('distant');
  expect((await resume()).body.code).toBe('resumption_not_needed');
});

test('neither an observer nor the referent nor the alternant records it, nor a day before the return', async () => {
  app.clock.set('2026-06-20');
  expect((await resume(scenario.observer)).body.code).toBe('mandate_missing');
  expect((await resume(scenario.referent)).body.code).toBe('mandate_missing');
  expect((await resume(await app.as(scenario.contract.alternant))).body.code).toBe('forbidden');
  expect((await resume(scenario.tutor, { on: '2026-06-17' })).body.errors).toMatchObject([
    { pointer: '/on', code: 'outside_return' },
  ]);
  expect((await resume(scenario.tutor, { on: '2026-06-18' })).status).toBe(201);
});

test('while still away nothing is resumed', async () => {
  app.clock.set('2026-06-17');
  expect((await resume()).body.code).toBe('contract_not_active');
});

test('a resumption that was none is withdrawn, once: supervision is closer again, and the past stays', async () => {
  app.clock.set('2026-06-18');
  const { body } = await resume();
  const url = `/v1/resumptions/${body.id}/withdrawals`;
  const before = app.clock.now();
  app.clock.advance({ seconds: 1 });
  const why = { reason: 'Saisie sur le mauvais contrat' };

  expect((await scenario.referent.post(url, why)).body.code).toBe('mandate_missing');
  const answers = await Promise.all([scenario.tutor.post(url, why), scenario.tutor.post(url, why)]);

  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  expect(answers.map(({ body: { code } }) => code)).toContain('already_withdrawn');
  const withdrawn = answers.find(({ status }) => status === 201)?.body;
  expect(withdrawn).toMatchObject({
    id: body.id,
    withdrawal: { reason: why.reason, withdrawnBy: body.recordedBy },
  });
  expect((await scenario.tutor.get(`/v1/resumptions/${body.id}`)).body).toEqual(withdrawn);
  expect(await supervision()).toBe('indirect');
  expect(await supervision(`&at=${before}`)).toBe('distant');
  const { type, data } = (await scenario.tutor.get(scenario.url('events?limit=500'))).body.data.at(-1);
  expect([type, data]).toEqual(['resumption.withdrawn', { resumptionId: body.id }]);
  expect((await resume()).status).toBe(201);
  expect(await supervision()).toBe('distant');
});
