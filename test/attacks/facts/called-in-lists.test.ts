import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { TestApp, type Caller } from '../../support/app.js';

let app: TestApp;

beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());

test('a cohort tells each side what it calls a contract, and neither what the other does', async () => {
  const { contractId, employerId, trainingCentreId } = await app.given.contract();
  const hr = await app.as(await app.given.someone('hr', employerId));
  const admin = await app.as(await app.given.someone('centre_admin', trainingCentreId));
  const call = async (by: Caller, externalId: string) => {
    const etag = (await by.get(`/v1/contracts/${contractId}`)).headers['etag'] as string;
    expect((await by.patch(`/v1/contracts/${contractId}`, { externalId }, { 'if-match': etag })).status).toBe(
      200,
    );
  };
  const shown = async (by: Caller) => (await by.get('/v1/reports/cohort')).body.data[0].externalId;
  await call(hr, 'RH-1');
  expect([await shown(hr), await shown(admin)]).toEqual(['RH-1', null]);
  await call(admin, 'CFA-1');
  expect([await shown(hr), await shown(admin)]).toEqual(['RH-1', 'CFA-1']);

  const refused = await hr.post(`/v1/contracts/${contractId}/groups`, { group: 'DEAS A' });
  expect([refused.status, refused.body.detail]).toEqual([403, expect.not.stringContaining('RH')]);
});
