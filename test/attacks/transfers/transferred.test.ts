import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { NotificationService } from '../../../src/features/notifications/notify/notify.service.js';
import type { OrganisationId } from '../../../src/kernel/ids.js';
import { TestApp, type Caller, type TestResponse } from '../../support/app.js';
import type { Someone } from '../../support/scenarios/given.js';
import { LadderScenario } from '../../support/scenarios/ladder-scenario.js';

interface Taker {
  readonly id: OrganisationId;
  readonly hrIs: Someone;
  readonly hr: Caller;
  readonly tutorIs: Someone;
}

let app: TestApp;
let scenario: LadderScenario;
let hrIs: Someone;
let hr: Caller;
let admin: Caller;
let alternant: Caller;
let taker: Taker;

beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());

async function newTaker(name: string): Promise<Taker> {
  const id = await app.given.organisation({ name });
  const hrIs = await app.given.someone('hr', id);
  return { id, hrIs, hr: await app.as(hrIs), tutorIs: await app.given.someone('tutor', id) };
}

/** A contract from 1 September 2025 to 31 August 2027, and an employer to which it may pass. */
beforeEach(async () => {
  app.clock.set('2026-03-12');
  scenario = await LadderScenario.start(app);
  hrIs = await app.given.someone('hr', scenario.contract.employerId);
  hr = await app.as(hrIs);
  admin = await app.as(await app.given.someone('centre_admin', scenario.contract.trainingCentreId));
  alternant = await app.as(scenario.contract.alternant);
  taker = await newTaker('Clinique du Parc');
});

const url = (id: string = scenario.contract.contractId) => `/v1/contracts/${id}`;
const code = ({ status, body }: TestResponse) => [status, body.errors?.[0]?.code ?? body.code];
const propose = async (by: Caller, effectiveOn = '2026-04-01', to = taker, of?: string): Promise<string> => {
  const body = { effectiveOn, changes: { employerId: to.id }, reason: 'Reprise de l’activité' };
  const made = await by.post(`${url(of)}/amendments`, body);
  expect(code(made)).toEqual([201, undefined]);
  return made.body.id;
};
const sign = (id: string, by: Caller, body?: object) => by.post(`/v1/amendments/${id}/signatures`, body);
const accept = (id: string, to = taker, by = to.hr) => sign(id, by, { mainTutorId: to.tutorIs.personId });
const withdraw = (id: string, by: Caller) =>
  by.post(`/v1/amendments/${id}/withdrawals`, { reason: 'Reprise reportée d’un mois' });
async function pass(effectiveOn = '2026-04-01', to = taker, of?: string) {
  const id = await propose(admin, effectiveOn, to, of);
  expect(code(await accept(id, to))).toEqual([201, undefined]);
  const done = await sign(id, admin, { paperSignedByAll: true });
  expect(code(done)).toEqual([201, undefined]);
  return { id, next: done.body.transfer.contractId as string };
}
const queued = async (by: Caller, kind: string) =>
  (await by.get(`/v1/me/queue?kind=${kind}`)).body.data.map((one: { id: string }) => one.id);

test('what the new employer refused awaits nobody', async () => {
  const id = await propose(hr);
  expect(await queued(admin, 'amendment_to_sign')).toEqual([id]);
  const refused = await taker.hr.post(`/v1/amendments/${id}/refusals`, { reason: 'Non' });
  expect(refused.body.status).toBe('refused');
  expect(await queued(admin, 'amendment_to_sign')).toEqual([]);
});

test('nobody asks what became of somebody whose contract passed on', async () => {
  await pass();
  app.clock.set('2026-04-02');
  expect(await queued(admin, 'outcome_to_record')).toEqual([]);
  expect(await queued(scenario.referent, 'outcome_to_record')).toEqual([]);
  app.clock.set('2026-10-02');
  await app.nest.get(NotificationService).notifyWhatTimeBrings();
  const { rows } = await app.owner.query(
    `select from notifications where kind = 'outcome_awaited' and contract_id = $1`,
    [scenario.contract.contractId],
  );
  expect(rows).toEqual([]);
});

test('HR of both employers sign for each, in either order', async () => {
  await app.given.membership(hrIs, 'hr', taker.id);
  const both = await app.as(hrIs);
  const id = await propose(hr);
  expect(code(await accept(id, taker, both))).toEqual([201, undefined]);
  expect(code(await sign(id, both))).toEqual([201, undefined]);
  expect(code(await sign(id, both))).toEqual([409, 'already_signed']);
});

test('a transfer is not taken back from under the next one', async () => {
  const first = await pass('2026-04-01');
  const second = await pass('2026-06-01', await newTaker('Résidence des Tilleuls'), first.next);
  const kept = await withdraw(first.id, admin);
  expect([code(kept), kept.body.amendmentId]).toEqual([[409, 'transfer_agreed'], second.id]);
  for (const { id } of [second, first]) expect((await withdraw(id, admin)).body.status).toBe('withdrawn');
  expect((await alternant.get(url())).body.endedOn).toBeNull();
});

test('what goes on begins on the day on which the former one ends, and on no other', async () => {
  const { next } = await pass('2026-04-01');
  const later = {
    effectiveOn: '2026-05-01',
    changes: { startsOn: '2026-05-01' },
    reason: 'Reprise reportée',
  };
  expect(code(await taker.hr.post(`${url(next)}/amendments`, later))).toEqual([422, 'day_of_transfer']);
});

test('whom the new employer named does not give themself the mandate as the centre', async () => {
  const adminIs = await app.given.someone('centre_admin', scenario.contract.trainingCentreId);
  await app.given.membership(adminIs, 'tutor', taker.id);
  const id = await propose(hr);
  expect((await sign(id, taker.hr, { mainTutorId: adminIs.personId })).status).toBe(201);
  const done = await sign(id, await app.as(adminIs), { paperSignedByAll: true });
  expect(code(done)).toEqual([403, 'forbidden']);
  expect((await sign(id, admin, { paperSignedByAll: true })).status).toBe(201);
});

test('whom the new employer named may turn out to be the alternant, who tutors nobody', async () => {
  const { personId } = scenario.contract.alternant;
  const { birthDate } = (await admin.get(`/v1/people/${personId}`)).body;
  const another = await taker.hr.post('/v1/people', {
    givenName: 'Inès',
    familyName: 'Moreau',
    birthDate,
    memberships: [{ organisationId: taker.id, role: 'tutor' }],
  });
  const id = await propose(hr);
  expect((await sign(id, taker.hr, { mainTutorId: another.body.id })).status).toBe(201);
  const platform = await app.as(await app.given.someone('platform_admin'));
  const merge = { duplicateId: another.body.id, reason: 'Enregistrée deux fois', dryRun: false };
  expect((await platform.post(`/v1/people/${personId}/merges`, merge)).status).toBe(201);
  expect(code(await sign(id, admin, { paperSignedByAll: true }))).toEqual([409, 'alternant_themself']);
  expect((await withdraw(id, hr)).body.status).toBe('withdrawn');
});

test('what was agreed for days after it, or is once it is agreed, does not pass unsaid', async () => {
  const shorter = async (effectiveOn: string, weeklyMinutes: number) => {
    const made = await hr.post(`${url()}/amendments`, {
      effectiveOn,
      changes: { weeklyMinutes },
      reason: 'Temps partiel',
    });
    return sign(made.body.id, hr, { paperSignedByAll: true });
  };
  const codes = ({ body }: TestResponse) => body.warnings.map((one: { code: string }) => one.code);
  expect(codes(await shorter('2026-06-01', 1800))).not.toContain('not_passed_on');
  const id = await propose(admin);
  await accept(id);
  expect(codes(await sign(id, admin, { paperSignedByAll: true }))).toContain('not_passed_on');
  expect(codes(await shorter('2026-03-20', 1500))).toContain('not_passed_on');
});

test('a system that sends the contract with its new employer every night finds what goes on', async () => {
  const { kind, alternantId, trainingCentreId, endsOn, ladderId } = (await admin.get(url())).body;
  const called = await admin.patch(url(), { externalId: 'C-1' }, { 'if-match': '*' });
  expect(called.status).toBe(200);
  const { next } = await pass();
  app.clock.set('2026-04-02');
  const sent = { kind, alternantId, trainingCentreId, endsOn, ladderId, startsOn: '2026-04-01' };
  for (const night of [1, 2]) {
    const put = await admin.put('/v1/contracts/by-external-id/C-1', { ...sent, employerId: taker.id });
    expect([night, put.status, put.body.id, put.body.continuationOf]).toEqual([
      night,
      200,
      next,
      scenario.contract.contractId,
    ]);
  }
  expect((await admin.get('/v1/contracts/by-external-id/C-1')).body.id).toBe(next);
});
