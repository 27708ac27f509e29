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
