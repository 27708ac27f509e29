import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { TestApp } from '../../support/app.js';

let app: TestApp;

beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());

test('whoever asks a cohort for what changed since is told of contracts of which something was recorded', async () => {
  app.clock.set('2031-03-12');
  const contract = await app.given.contract({ until: '2033-09-01' });
  const admin = await app.as(await app.given.someone('centre_admin', contract.trainingCentreId));
  const since = async () =>
    (await admin.get('/v1/reports/cohort?updatedSince=2031-03-13T00:00:00Z')).body.data;
  expect(await since()).toEqual([]);

  app.clock.set('2031-03-14');
  const alternant = await app.as(contract.alternant);
  const entry = { on: '2031-03-14', mission: 'meal_help', minutes: 30, text: 'Repas en salle' };
  const url = `/v1/contracts/${contract.contractId}/journal-entries`;
  const mission = (await alternant.get(`/v1/contracts/${contract.contractId}/entitlements`)).body.data[0]
    .mission;
  expect((await alternant.post(url, { ...entry, mission })).status).toBe(201);

  expect(await since()).toMatchObject([{ contractId: contract.contractId, journalHours: 0.5 }]);
});
