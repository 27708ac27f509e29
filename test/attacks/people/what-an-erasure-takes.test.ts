import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { ErasuresService } from '../../../src/features/privacy/erasures/erasures.service.js';
import { TestApp, type Caller } from '../../support/app.js';
import type { Someone } from '../../support/scenarios/given.js';
import { LadderScenario } from '../../support/scenarios/ladder-scenario.js';

// Of whoever is made nobody neither their papers’ names nor what they were granted on account of their health are kept.

let app: TestApp;
let scenario: LadderScenario;
let hr: Caller;

beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());
beforeEach(async () => {
  app.clock.set('2025-11-12');
  const missions = [
    { code: 'lift', title: 'lift', level: 'observation', competencies: ['C6'], prerequisites: ['afgsu_2'] },
  ];
  scenario = await LadderScenario.start(app, {
    ladderId: await app.given.ladder({ missions }),
    startsOn: '2024-09-01',
    until: '2026-01-01',
  });
  hr = await app.as(await app.given.someone('hr', scenario.contract.employerId));
});

async function erase({ personId }: Someone): Promise<void> {
  const platform = await app.as(await app.given.someone('platform_admin'));
  const asked = await platform.post(`/v1/people/${personId}/erasures`, { reason: 'Demande' });
  expect([asked.status, asked.body.obstacles ?? []]).toEqual([201, []]);
  app.clock.advance({ days: 62 });
  expect(await app.nest.get(ErasuresService, { strict: false }).carryOutDue()).toBe(1);
}

test('where the papers behind attestations were found', async () => {
  const made = await hr.post(scenario.url('attestations'), {
    prerequisite: 'afgsu_2',
    validFrom: '2025-11-01',
    proofReference: 'AFGSU2-DURAND-2026.pdf',
  });
  expect(made.status).toBe(201);
  app.clock.set('2026-03-12');
  await erase(scenario.contract.alternant);
  const { rows } = await app.owner.query('select reference from attestation_proofs where contract_id = $1', [
    scenario.contract.contractId,
  ]);
  expect(rows).toEqual([]);
});

test('that an amendment was for a recognised disability, also by its type', async () => {
  const made = await hr.post(scenario.url('amendments'), {
    effectiveOn: '2025-12-01',
    changes: { endsOn: '2026-02-15', extension: 'disability' },
    type: '34',
    reason: 'RQTH',
  });
  expect(made.status).toBe(201);
  const signed = await hr.post(`/v1/amendments/${made.body.id}/signatures`, { paperSignedByAll: true });
  expect(signed.status).toBe(201);
  app.clock.set('2026-03-12');
  await erase(scenario.contract.alternant);
  const { rows } = await app.owner.query(
    `select a.form_type, a.reason, p.ground from contract_amendments a
     join contract_amendment_papers p on p.amendment_id = a.id where a.contract_id = $1`,
    [scenario.contract.contractId],
  );
  expect(rows).toEqual([{ form_type: null, reason: '[effacé]', ground: null }]);
});

test('what was checked of a tutor', async () => {
  const { contract, tutorIs } = scenario;
  const made = await hr.post(`/v1/people/${tutorIs.personId}/tutor-qualifications`, {
    employerId: contract.employerId,
    kind: 'diploma',
    title: 'DE Quetzal',
    level: 3,
    frameworkCode: 'DEAS',
    checkedOn: '2025-11-01',
  });
  expect([made.status, made.body.errors]).toEqual([201, undefined]);
  app.clock.set('2026-03-12');
  await erase(tutorIs);
  const { rows } = await app.owner.query('select from tutor_proofs where person_id = $1', [tutorIs.personId]);
  expect(rows).toEqual([]);
});
