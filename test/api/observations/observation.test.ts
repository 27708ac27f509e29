import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { TestApp } from '../../support/app.js';
import { rebuildProgress } from '../../../src/features/ladder/progress/rebuild.store.js';
import { asOwner } from '../../../src/platform/database/provision.js';
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
});

const seen = (values: object = {}) => ({
  observedOn: '2026-03-12',
  items: [{ competency: 'C6', level: 'observation', outcome: 'performed' }],
  ...values,
});

test('whoever holds a mandate tells what they saw; it counts, and grants nothing', async () => {
  const observed = await scenario.observer.post(
    scenario.url('observations'),
    seen({ mission: 'tra_01', unit: 'Unité B' }),
  );

  expect(observed.status).toBe(201);
  expect(observed.body).toMatchObject({
    mission: 'tra_01',
    unit: 'Unité B',
    withdrawn: false,
    items: [{ competency: 'C6', beyondEntitlement: false }],
  });
  expect((await scenario.tutor.get(observed.headers['location'] ?? '')).body).toEqual(observed.body);
  const requirement = (await scenario.ladder()).levels[0].requirements[0];
  expect(requirement).toMatchObject({ status: 'missing', evidence: { observations: { have: 1, need: 1 } } });
});

test('above the open level it is kept and flagged, and counts once the level is open', async () => {
  const above = await scenario.observe(scenario.observer, 'simple_tasks', ['C1'], '2026-03-10');
  expect(above.body.items[0].beyondEntitlement).toBe(true);
  await scenario.complete('observation');
  expect((await scenario.sign('simple_tasks', ['C1'])).status).toBe(201);
});

test('an unsafe observation resets the count', async () => {
  await scenario.complete('observation');
  await scenario.observe(scenario.observer, 'simple_tasks', ['C1'], '2026-03-10');
  await scenario.observe(scenario.observer, 'simple_tasks', ['C1'], '2026-03-11', 'unsafe');
  expect((await scenario.sign('simple_tasks', ['C1'])).body).toMatchObject({
    code: 'quorum_not_met',
    evidence: { observations: { have: 1, need: 2 } },
  });
});

test('what the ladder does not know is refused, each at its pointer', async () => {
  const refused = await scenario.tutor.post(
    scenario.url('observations'),
    seen({ mission: 'nope', items: [{ competency: 'C99', level: 'nowhere', outcome: 'performed' }] }),
  );
  expect(refused.body.errors.map((e: { pointer: string }) => e.pointer).sort()).toEqual([
    '/items/0/competency',
    '/items/0/level',
    '/mission',
  ]);
});

test.each([
  ['on the last day of the mandate', '2026-03-05', '2026-03-12', 201],
  ['on the first day without it', '2026-03-06', '2026-03-12', 403],
  ['thirty days after its last day', '2026-03-05', '2026-04-04', 201],
  ['thirty-one days after, when the file is closed to them', '2026-03-05', '2026-04-05', 404],
])('a former observer tells what they saw %s', async (_, observedOn, today, status) => {
  const former = await app.as(
    await app.given.mandate(scenario.contract, 'observer', { until: '2026-03-06' }),
  );
  app.clock.set(today);
  expect((await former.post(scenario.url('observations'), seen({ observedOn }))).status).toBe(status);
});

test('a day on which the contract was not active cannot be observed', async () => {
  await app.owner.query(`update contracts set suspensions = '{[2026-03-01,2026-03-05)}' where id = $1`, [
    scenario.contract.contractId,
  ]);
  const refused = await scenario.tutor.post(scenario.url('observations'), seen({ observedOn: '2026-03-04' }));
  expect([refused.body.code, refused.body.currentStatus]).toEqual(['contract_not_active', 'suspended']);
  expect(
    (await scenario.tutor.post(scenario.url('observations'), seen({ observedOn: '2026-03-05' }))).status,
  ).toBe(201);
});

test('its author or the main tutor withdraws it, once; it no longer counts', async () => {
  const { body } = await scenario.observe(scenario.observer, 'observation', ['C6'], '2026-03-11');
  const url = `/v1/observations/${body.id}/withdrawals`;

  expect((await scenario.referent.post(url, { reason: 'Erreur' })).body.code).toBe('mandate_missing');
  expect((await scenario.observer.post(url, { reason: 'Erreur' })).status).toBe(201);
  expect((await scenario.tutor.post(url, { reason: 'Erreur' })).body.code).toBe('already_withdrawn');
  expect((await scenario.ladder()).levels[0].requirements[0].evidence.observations.have).toBe(0);
  expect((await scenario.tutor.get(`/v1/observations/${body.id}`)).body).toMatchObject({
    withdrawn: true,
    withdrawal: { reason: 'Erreur' },
  });
});

test('one item of it is withdrawn alone: the others still count, and the past is as it was recorded', async () => {
  const { body } = await scenario.observe(scenario.observer, 'observation', ['C6', 'C8'], '2026-03-11');
  const url = `/v1/observations/${body.id}/withdrawals`;
  const item = (competency: string) => ({ reason: 'Erreur', item: { competency, level: 'observation' } });
  const counted = async (query = '') =>
    Object.fromEntries(
      (await scenario.ladder(query)).levels[0].requirements.map(
        (one: { competency: string; evidence: { observations: { have: number } } }) => [
          one.competency,
          one.evidence.observations.have,
        ],
      ),
    );
  const before = app.clock.now();
  app.clock.advance({ seconds: 1 });

  const withdrawn = await scenario.observer.post(url, item('C6'));

  expect(withdrawn.status).toBe(201);
  expect(withdrawn.body.observation).toMatchObject({
    withdrawn: false,
    withdrawal: null,
    items: [
      { withdrawal: { id: withdrawn.body.id, reason: 'Erreur', revocationId: null } },
      { withdrawal: null },
    ],
  });
  expect((await scenario.observer.get(`/v1/observations/${body.id}`)).body).toEqual(
    withdrawn.body.observation,
  );
  expect(await counted()).toMatchObject({ C6: 0, C8: 1 });
  expect(await counted(`?at=${before}`)).toMatchObject({ C6: 1, C8: 1 });
  const { data } = (await scenario.tutor.get(scenario.url('events'))).body.data.at(-1);
  expect(data).toEqual({ observationId: body.id, competency: 'C6', level: 'observation' });

  expect((await scenario.tutor.post(url, item('C6'))).body.code).toBe('already_withdrawn');
  expect((await scenario.tutor.post(url, item('C10'))).body.errors).toMatchObject([
    { pointer: '/item', code: 'not_an_item' },
  ]);
  expect((await scenario.tutor.post(url, item('C8'))).body.observation).toMatchObject({ withdrawn: true });
  expect((await scenario.tutor.post(url, { reason: 'Erreur' })).body.code).toBe('already_withdrawn');
  expect((await asOwner(app.database.ownerUrl, rebuildProgress)).differences).toEqual([]);
});

test('of two withdrawals of an item at once one wins', async () => {
  const { body } = await scenario.observe(scenario.observer, 'observation', ['C6', 'C8'], '2026-03-11');
  const answers = await Promise.all(
    [scenario.observer, scenario.tutor].map((by) =>
      by.post(`/v1/observations/${body.id}/withdrawals`, {
        reason: 'Erreur',
        item: { competency: 'C6', level: 'observation' },
      }),
    ),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
});
