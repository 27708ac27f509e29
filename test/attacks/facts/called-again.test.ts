import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { TestApp } from '../../support/app.js';

let app: TestApp;

beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());

test('a draft that comes back to an employer is found again by what they called it', async () => {
  const over = await app.given.contract();
  const hr = await app.as(await app.given.someone('hr', over.employerId));
  const admin = await app.as(await app.given.someone('centre_admin', over.trainingCentreId));
  const alternant = await app.given.someone('alternant', over.trainingCentreId);
  const body = {
    kind: 'apprenticeship',
    alternantId: alternant.personId,
    employerId: over.employerId,
    trainingCentreId: over.trainingCentreId,
    ladderId: over.ladderId,
    startsOn: '2026-09-01',
    endsOn: '2028-08-31',
  };
  const drafted = await hr.put('/v1/contracts/by-external-id/BACK', body);
  const give = async (employerId: string) => {
    const etag = (await admin.get(`/v1/contracts/${drafted.body.id}`)).headers['etag'] as string;
    expect(
      (await admin.patch(`/v1/contracts/${drafted.body.id}`, { employerId }, { 'if-match': etag })).status,
    ).toBe(200);
  };
  await give(await app.given.organisation());
  await give(over.employerId);
  const put = await hr.put('/v1/contracts/by-external-id/BACK', body);
  expect([put.status, put.body.id]).toEqual([200, drafted.body.id]);
});

test('a confirmation is taken back also when the id went to another contract meanwhile, which keeps it', async () => {
  app.clock.set('2026-03-12');
  const { employerId, trainingCentreId, ladderId } = await app.given.contract();
  const hr = await app.as(await app.given.someone('hr', employerId));
  const admin = await app.as(await app.given.someone('centre_admin', trainingCentreId));
  const alternant = await app.given.someone('alternant', trainingCentreId);
  const body = {
    kind: 'apprenticeship',
    alternantId: alternant.personId,
    employerId,
    trainingCentreId,
    ladderId,
    startsOn: '2026-09-01',
    endsOn: '2028-08-31',
  };
  const own = await hr.put('/v1/contracts/by-external-id/RH-1', body);
  const theirs = await admin.post('/v1/contracts', body);
  const confirmed = await hr.post(`/v1/contracts/${theirs.body.id}/confirmations`, {
    duplicateId: own.body.id,
  });
  expect(confirmed.status).toBe(201);
  expect((await admin.post(`/v1/contracts/${theirs.body.id}/cancel`, { on: '2026-03-12' })).status).toBe(200);
  const third = await hr.put('/v1/contracts/by-external-id/RH-1', { ...body, startsOn: '2026-10-01' });
  expect(third.status).toBe(201);

  const back = await hr.post(`/v1/contract-confirmations/${confirmed.body.id}/withdrawals`, {
    reason: 'erreur',
  });

  expect(back.status).toBe(201);
  expect((await hr.get(`/v1/contracts/${own.body.id}`)).body.status).toBe('draft');
  expect((await hr.get('/v1/contracts/by-external-id/RH-1')).body.id).toBe(third.body.id);
});
