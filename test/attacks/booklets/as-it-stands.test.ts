import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { ReadLog } from '../../../src/features/privacy/reads/read-log.service.js';
import { TestApp, type Caller } from '../../support/app.js';
import { LadderScenario } from '../../support/scenarios/ladder-scenario.js';
import { exact, levels, Moves } from '../../support/scenarios/moves.js';

// What leaves the house, on paper or as figures, tells what counts: not what a ruling took away, nor what came later.

let app: TestApp;

beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());
beforeEach(() => app.clock.set('2026-03-12'));

type Judged = { competency: string; what: string };
const judgements = async (by: Caller, scenario: LadderScenario): Promise<string[]> =>
  (await by.get(scenario.url('report'))).body.document.judgements.map(({ what }: Judged) => what);

test('a judgement that a ruling overturned is no longer told as one, to no reader of the booklet', async () => {
  const scenario = await LadderScenario.start(app);
  const alternant = await app.as(scenario.contract.alternant);
  const hr = await app.as(await app.given.someone('hr', scenario.contract.employerId));
  const judged = await scenario.tutor.post(scenario.url('sign-offs'), {
    observedOn: '2026-03-12',
    items: [
      { competency: 'C6', level: 'observation', outcome: 'not_yet', nextStep: 'Revoir les gestes au lit' },
    ],
  });
  expect(judged.status).toBe(201);
  const about = { kind: 'sign_off', id: judged.body.signOffs[0].id };
  const dispute = await alternant.post(scenario.url('disputes'), { about, grounds: 'Je l’ai fait seule' });
  const then = await judgements(hr, scenario);
  expect(then).toEqual(await judgements(alternant, scenario));
  const ruling = { ruling: 'fact_overturned', reason: 'Constat à l’appui' };
  expect((await scenario.referent.post(`/v1/disputes/${dispute.body.id}/rulings`, ruling)).status).toBe(201);
  for (const by of [hr, alternant]) expect(await judgements(by, scenario)).toEqual([`annulé : ${then[0]}`]);
});

test('figures that were closed stay as they are when a contract moves to another framework', async () => {
  app.clock.set('2026-09-12');
  const moves = await Moves.start(app);
  const { ladderId, trainingCentreId } = moves.scenario.contract;
  for (let made = 0; made < 4; made += 1) await app.given.contract({ ladderId, trainingCentreId });
  app.clock.set('2026-10-02');
  const figures = async () =>
    (await moves.admin.get(`/v1/reports/figures?trainingCentreId=${trainingCentreId}&schoolYear=2025`)).body
      .data;
  const before = await figures();
  expect(before[0].frameworkCode).not.toBeNull();
  const { mappingId } = await moves.to({ levels: levels({}) }, { competencies: exact('A', 'B') });
  await moves.done(mappingId);
  expect(await figures()).toEqual(before);
});

test('whoever takes a form, a file or a picture with somebody’s name is written down as a reader', async () => {
  const scenario = await LadderScenario.start(app);
  const alternant = await app.as(scenario.contract.alternant);
  const { contractId } = scenario.contract;
  const readers: string[] = [];
  for (const url of [
    `/v1/reviews/blank-form?contractId=${contractId}`,
    scenario.url('report'),
    scenario.url('ladder.svg'),
  ]) {
    const someone = await app.given.someone('hr', scenario.contract.employerId);
    const by = await app.as(someone);
    expect((await by.get(url)).status).toBe(200);
    readers.push(someone.personId);
  }
  expect((await (await app.as(scenario.tutorIs)).get('/v1/reviews/blank-form')).status).toBe(200);
  await app.nest.get(ReadLog, { strict: false }).flush();
  const { body } = await alternant.get(`/v1/people/${scenario.contract.alternant.personId}/reads`);
  const noted = body.data.map(({ reader }: { reader: { id: string } }) => reader.id);
  expect(noted.sort()).toEqual(readers.sort());
});
