import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { OrganisationId } from '../../../src/kernel/ids.js';
import { TestApp, type Caller } from '../../support/app.js';
import type { GivenContract, Someone } from '../../support/scenarios/given.js';

// What an employer gains by naming a host that nobody asked.

let app: TestApp;
let contract: GivenContract;
let hostId: OrganisationId;
let hr: Caller;
let hostHr: Caller;
let tutorIs: Someone;
let mandateId: string;

beforeAll(async () => {
  app = await TestApp.start();
});
beforeEach(async () => {
  app.clock.set('2026-03-12');
  contract = await app.given.contract();
  hostId = await app.given.organisation({ name: 'Crèche Les Lutins', structureType: 'EAJE' });
  hr = await app.as(await app.given.someone('hr', contract.employerId));
  hostHr = await app.as(await app.given.someone('hr', hostId));
  tutorIs = await app.given.someone('tutor', contract.employerId);
  await app.given.membership(tutorIs, 'tutor', hostId);
  ({ mandateId } = await app.given.mandate(contract, 'main_tutor', { person: tutorIs }));
});
afterAll(() => app.stop());

test('a host that is merely named shows nothing of what it checked of a tutor of the employer', async () => {
  const checked = await hostHr.post(`/v1/people/${tutorIs.personId}/tutor-qualifications`, {
    employerId: hostId,
    kind: 'experience',
    frameworkCode: 'DEAS',
    months: 72,
    checkedOn: '2026-03-01',
  });
  expect([checked.status, checked.body.errors]).toEqual([201, undefined]);
  const before = await hr.get(`/v1/mandates/${mandateId}/eligibility`);
  expect(before.status).toBe(200);
  const placed = await hr.post(`/v1/contracts/${contract.contractId}/placements`, {
    kind: 'host_company',
    hostId,
    from: '2027-08-30',
    to: '2027-08-31',
  });
  expect(placed.status).toBe(201);
  expect((await hr.get(`/v1/mandates/${mandateId}/eligibility`)).body).toEqual(before.body);

  // Whoever is given a mandate there is judged by what the host checked.
  const there = await hr.post(`/v1/contracts/${contract.contractId}/mandates`, {
    personId: tutorIs.personId,
    role: 'co_tutor',
    from: '2027-08-30',
    placementId: placed.body.id,
  });
  expect(there.status).toBe(201);
  const judged = await hr.get(`/v1/mandates/${there.body.id}/eligibility`);
  expect(judged.body).not.toMatchObject({ eligibility: before.body.eligibility });
});
