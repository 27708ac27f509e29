import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { asOwner } from '../../../src/platform/database/provision.js';
import { rebuildProgress } from '../../../src/features/ladder/progress/rebuild.store.js';
import { TestApp } from '../../support/app.js';
import { LadderScenario } from '../../support/scenarios/ladder-scenario.js';

let app: TestApp;
let scenario: LadderScenario;

beforeAll(async () => {
  app = await TestApp.start();
  scenario = await LadderScenario.start(app);
  await scenario.complete('observation');
  await scenario.complete('simple_tasks');
  const id = await scenario.signOffId(1, 'C6');
  await scenario.tutor.post(`/v1/sign-offs/${id}/revocations`, {
    reasonCode: 'lost_practice',
    reason: 'Deux mois sans',
  });
});
afterAll(() => app.stop());

const rebuild = () => asOwner(app.database.ownerUrl, rebuildProgress);
const stored = async () => (await app.owner.query('select * from progress order by contract_id')).rows;

test('after any history the stored progress is what a rebuild gives', async () => {
  expect(await rebuild()).toEqual({ contracts: 1, differences: [] });
});

test('deleting every row and rebuilding gives the same rows', async () => {
  const before = await stored();
  await app.owner.query('delete from progress');

  const report = await rebuild();

  expect(report.differences.map((d) => d.contractId)).toEqual([scenario.contract.contractId]);
  expect(await stored()).toEqual(before);
});

test('a row that somebody altered is reported and mended', async () => {
  const before = await stored();
  await app.owner.query(`update progress set current_level = 'autonomy', complete = true`);

  const report = await rebuild();

  expect(report.differences).toEqual([
    { contractId: scenario.contract.contractId, difference: expect.stringContaining('palier autonomy') },
  ]);
  expect(await stored()).toEqual(before);
});
