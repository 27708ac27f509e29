import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { TestApp } from '../../support/app.js';
import { LadderScenario } from '../../support/scenarios/ladder-scenario.js';

let app: TestApp;

beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());

test('two contracts never wait for each other; two signers of one contract do', async () => {
  const ladderId = await app.given.ladder();
  const [one, other] = [
    await LadderScenario.start(app, { ladderId }),
    await LadderScenario.start(app, { ladderId }),
  ];
  const look = (scenario: LadderScenario) =>
    scenario.observe(scenario.observer, 'observation', ['C6'], app.clock.today());
  await app.owner.query('begin');
  await app.owner.query('select 1 from contracts where id = $1 for update', [one.contract.contractId]);
  let isDone = false;
  const waiting = look(one).then(() => (isDone = true));

  await look(other);

  expect(isDone).toBe(false);
  await app.owner.query('commit');
  await waiting;
  expect(isDone).toBe(true);
});
