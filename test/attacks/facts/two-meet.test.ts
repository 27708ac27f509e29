import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { TestApp, type Caller, type TestResponse } from '../../support/app.js';
import type { GivenContract, Someone } from '../../support/scenarios/given.js';
import { LadderScenario } from '../../support/scenarios/ladder-scenario.js';

// Amendments, merges and systems that repeat what they know: each meets the others.

let app: TestApp;
let hrIs: Someone;
let hr: Caller;
beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());
beforeEach(() => app.clock.set('2026-03-12'));

const code = ({ status, body }: TestResponse) => [status, body.errors?.[0]?.code ?? body.code];
const signInHr = async ({ employerId }: GivenContract) => {
  hrIs = await app.given.someone('hr', employerId);
  hr = await app.as(hrIs);
};

test('a tutor who was recorded twice is given by an amendment as the record that was kept', async () => {
  const scenario = await LadderScenario.start(app);
  await signInHr(scenario.contract);
  const kept = await app.given.someone('tutor', scenario.contract.employerId);
  const duplicate = await app.given.someone('tutor', scenario.contract.employerId);
  await app.owner.query('delete from accounts where person_id = $1', [duplicate.personId]);
  const made = await hr.post(scenario.url('amendments'), {
    effectiveOn: '2026-04-01',
    changes: { mainTutorId: duplicate.personId },
    reason: 'Départ',
  });
  const merged = await hr.post(`/v1/people/${kept.personId}/merges`, {
    duplicateId: duplicate.personId,
    reason: 'doublon',
  });
  expect([made.status, merged.status]).toEqual([201, 201]);

  const signed = await hr.post(`/v1/amendments/${made.body.id}/signatures`, { paperSignedByAll: true });

  expect([code(signed), signed.body.after?.mainTutorId]).toEqual([[201, undefined], kept.personId]);
  app.clock.set('2026-04-02');
  const { body } = await hr.get(`/v1/contracts/${scenario.contract.contractId}`);
  expect(body.mainTutorId).toBe(kept.personId);
});

test('how long a contract lasts is counted from the first day that the same amendment gives it', async () => {
  const contract = await app.given.contract({ startsOn: '2026-09-01', until: '2029-09-01' });
  await signInHr(contract);
  const propose = (endsOn: string) =>
    hr.post(`/v1/contracts/${contract.contractId}/amendments`, {
      effectiveOn: '2026-10-01',
      changes: { startsOn: '2026-10-01', endsOn, extension: 'disability' },
      reason: 'Étalement',
    });
  expect(code(await propose('2030-09-30'))).toEqual([201, undefined]);
  expect(code(await propose('2030-10-01'))).toEqual([422, 'extension_too_long']);
});

test('nothing is put into what all signed, by whoever asks the database', async () => {
  const scenario = await LadderScenario.start(app);
  const { contractId } = scenario.contract;
  await signInHr(scenario.contract);
  const made = await hr.post(scenario.url('amendments'), {
    effectiveOn: '2026-03-12',
    changes: { weeklyMinutes: 2000 },
    reason: 'Temps partiel',
  });
  await hr.post(`/v1/amendments/${made.body.id}/signatures`, { paperSignedByAll: true });
  const client = new pg.Client({ connectionString: app.database.apiUrl });
  await client.connect();
  try {
    await client.query('begin');
    await client.query(`select app.set_actor('person', $1, $2, $3)`, [
      hrIs.accountId,
      hrIs.personId,
      app.clock.now(),
    ]);
    const added = client.query(
      `insert into contract_amendment_papers (id, amendment_id, contract_id, sequence, recorded_at, recorded_by, members)
       select gen_random_uuid(), a.id, $2, a.sequence, a.recorded_at, $3, '{"pay.periods": []}'
       from contract_amendments a where a.id = $1`,
      [made.body.id, contractId, hrIs.personId],
    );
    await expect(added).rejects.toThrow('papers belong to the amendment');
  } finally {
    await client.query('rollback');
    await client.end();
  }
});
