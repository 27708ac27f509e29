import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { TestApp } from '../../support/app.js';
import { LadderScenario } from '../../support/scenarios/ladder-scenario.js';
import { counted } from './counted.js';

// A training centre the day before an audit: who is late, and what was it on the day that the auditor asks about?

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start();
  app.clock.set('2026-03-12');
});
afterAll(() => app.stop());

test('a centre sees its cohort at once, as a table too, and proves a past day of each late contract in two calls', async () => {
  const first = await LadderScenario.start(app);
  await first.complete('observation');
  const { trainingCentreId, ladderId } = first.contract;
  for (const _ of [2, 3, 4]) await LadderScenario.start(app, { trainingCentreId, ladderId });
  app.clock.set('2026-04-20');
  await first.sign('simple_tasks', ['C1']);
  const centre = counted(await app.as(await app.given.someone('centre_admin', trainingCentreId)));

  const cohort = `/v1/reports/cohort?trainingCentreId=${trainingCentreId}`;
  const rows = (await centre.get(cohort)).body.data as { contractId: string; flags: string[] }[];
  const table = await centre.get(cohort, { headers: { accept: 'text/csv' } });
  const late = rows.filter(({ flags }) => flags.includes('behind_pace'));
  expect([rows.length, late.length, table.text.trim().split('\n').length]).toEqual([4, 4, 5]);
  expect(centre.requests).toBe(2);

  for (const { contractId } of late) {
    const then = await centre.get(`/v1/contracts/${contractId}/ladder?at=2026-03-31T12:00:00Z`);
    const events = await centre.get(`/v1/contracts/${contractId}/events?limit=500`);
    const isFirst = contractId === first.contract.contractId;
    expect(then.body.currentLevel).toBe(isFirst ? 'simple_tasks' : 'observation');
    const types = (events.body.data as { type: string }[]).map(({ type }) => type);
    expect([types[0], types.includes('level.opened')]).toEqual(['contract.created', isFirst]);
  }
  expect(centre.requests).toBe(2 + 2 * late.length);
});
