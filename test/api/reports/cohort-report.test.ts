import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { TestApp, type Caller } from '../../support/app.js';
import { LadderScenario } from '../../support/scenarios/ladder-scenario.js';

let app: TestApp;
let scenario: LadderScenario;
let centre: Caller;

beforeAll(async () => {
  app = await TestApp.start();
  scenario = await LadderScenario.start(app);
  await app.given.contract({ trainingCentreId: scenario.contract.trainingCentreId });
  await scenario.complete('observation');
  centre = await app.as(await app.given.someone('centre_admin', scenario.contract.trainingCentreId));
});
afterAll(() => app.stop());

const cohort = async (by: Caller, query = '') =>
  (await by.get(`/v1/reports/cohort?trainingCentreId=${scenario.contract.trainingCentreId}${query}`)).body
    .data;

test('one row per contract: names, tutor, status, levels, pace and what to look at', async () => {
  const rows = await cohort(centre);

  expect(rows).toHaveLength(2);
  expect(rows[0]).toMatchObject({
    contractId: scenario.contract.contractId,
    alternant: { givenName: 'Inès', familyName: 'Moreau' },
    employer: { name: 'EHPAD Les Tilleuls' },
    mainTutor: { givenName: 'Claude' },
    status: 'active',
    startsOn: '2025-09-01',
    endsOn: '2027-08-31',
    currentLevel: 'simple_tasks',
    acquired: 4,
    required: 30,
    lastSignOffOn: '2026-03-12',
    daysSinceLastSignOff: 0,
    expectedPace: 0.26,
    flags: ['behind_pace'],
  });
  expect(rows[0].levels[0]).toEqual({
    code: 'observation',
    title: 'Observation',
    status: 'achieved',
    acquired: 4,
    required: 4,
  });
  expect(rows[1]).toMatchObject({
    mainTutor: null,
    acquired: 0,
    flags: ['behind_pace', 'stalled', 'no_main_tutor'],
  });
});

test('each reader sees their own: the employer its alternant, the referent their contracts, another centre nothing', async () => {
  const hr = await app.as(await app.given.someone('hr', scenario.contract.employerId));
  const auditor = await app.as(await app.given.someone('auditor', scenario.contract.trainingCentreId));
  const otherCentre = await app.as(
    await app.given.someone('centre_admin', await app.given.organisation({ kind: 'training_centre' })),
  );

  expect(await cohort(hr)).toHaveLength(1);
  expect(await cohort(scenario.referent)).toHaveLength(1);
  expect(await cohort(auditor)).toHaveLength(2);
  expect(await cohort(otherCentre)).toEqual([]);
  expect((await (await app.as(scenario.contract.alternant)).get('/v1/reports/cohort')).status).toBe(403);
});

test('at a date it tells what was recorded by then, whatever came later', async () => {
  const before = await cohort(centre, '&at=2026-03-12T08:00:00Z');
  app.clock.set('2026-03-20');
  await scenario.observe(scenario.observer, 'simple_tasks', ['C1', 'C5'], '2026-03-19');
  await scenario.sign('simple_tasks', ['C1', 'C5']);
  await app.owner.query(`update people set family_name = 'Durand' where id = $1`, [
    scenario.contract.alternant.personId,
  ]);
  await app.owner.query(`insert into person_names values ($1, $2, 2, 'Inès', 'Durand')`, [
    scenario.contract.alternant.personId,
    app.clock.now(),
  ]);

  expect(await cohort(centre, '&at=2026-03-12T08:00:00Z')).toEqual(before);
  expect((await cohort(centre))[0]).toMatchObject({ acquired: 6, alternant: { familyName: 'Durand' } });
});

test('it goes page by page', async () => {
  const first = (await centre.get('/v1/reports/cohort?limit=1')).body;
  const second = (await centre.get(`/v1/reports/cohort?limit=1&after=${first.page.next}`)).body;
  expect([first.data.length, second.data.length, second.page.next]).toEqual([1, 1, null]);
  expect(first.data[0].contractId).not.toBe(second.data[0].contractId);
});
