import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { TestApp } from '../../support/app.js';
import { LadderScenario } from '../../support/scenarios/ladder-scenario.js';

let app: TestApp;

beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());

test('what somebody signed by a record that was merged since is still signed by name', async () => {
  app.clock.set('2026-03-12');
  const scenario = await LadderScenario.start(app);
  const { employerId, alternant } = scenario.contract;
  expect((await scenario.sign('observation', ['C6'], {})).status).toBe(201);
  const reader = await app.as(alternant);
  const signer = async () => {
    const { body } = await reader.get(scenario.url('sign-offs'));
    return [body.data[0].signerId, body.data[0].signerName];
  };
  const before = await signer();
  expect(before).toEqual([scenario.tutorIs.personId, expect.any(String)]);

  const kept = await app.given.someone('tutor', employerId);
  await app.owner.query('delete from accounts where person_id = $1', [kept.personId]);
  await app.owner.query('update people set birth_date = null where id = $1', [scenario.tutorIs.personId]);
  const hr = await app.as(await app.given.someone('hr', employerId));
  const merged = await hr.post(`/v1/people/${kept.personId}/merges`, {
    duplicateId: scenario.tutorIs.personId,
    reason: 'doublon',
  });
  expect([merged.status, merged.body.obstacles]).toEqual([201, []]);

  expect(await signer()).toEqual([scenario.tutorIs.personId, 'Camille Martin']);
});
