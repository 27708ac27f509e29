import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { TestApp, type Caller } from '../../support/app.js';
import { LadderScenario } from '../../support/scenarios/ladder-scenario.js';

// A mistake is taken back, with what was seen in the same call, by whoever may revoke: not only by who recorded it.

let app: TestApp;
let scenario: LadderScenario;
let hr: Caller;

beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());

beforeEach(async () => {
  app.clock.set('2026-03-12');
  scenario = await LadderScenario.start(app);
  hr = await app.as(await app.given.someone('hr', scenario.contract.employerId));
});

const signed = async (outcome = 'acquired', more: object = {}) =>
  (
    await scenario.tutor.post(scenario.url('sign-offs'), {
      observedOn: '2026-03-12',
      observation: true,
      items: [{ competency: 'C6', level: 'observation', outcome, ...more }],
    })
  ).body.signOffs[0] as { id: string; observationId: string };
const revoke = (by: Caller, id: string, reasonCode = 'wrong_person') =>
  by.post(`/v1/sign-offs/${id}/revocations`, { reasonCode, reason: 'Erreur' });
const withdrawn = async (id: string) => (await hr.get(`/v1/observations/${id}`)).body.withdrawn;
const statusOf = async () =>
  (await hr.get(scenario.url('ladder'))).body.levels[0].requirements.find(
    ({ competency }: { competency: string }) => competency === 'C6',
  ).status;

test.each(['referent', 'co_tutor', 'substitute', 'main_tutor'] as const)(
  'a %s who did not record it revokes a mistake, and the observation is withdrawn',
  async (role) => {
    const { id, observationId } = await signed();
    const by =
      role === 'referent'
        ? scenario.referent
        : role === 'main_tutor'
          ? await (async () => {
              const { body } = await hr.get(scenario.url('mandates?limit=500'));
              const main = body.data.find((one: { role: string }) => one.role === 'main_tutor');
              const other = await app.given.someone('tutor', scenario.contract.employerId);
              await hr.post(scenario.url('mandates'), {
                personId: other.personId,
                role,
                from: '2026-03-12',
                replaces: main.id,
              });
              return app.as(other);
            })()
          : await app.as(await app.given.mandate(scenario.contract, role));
    const done = await revoke(by, id);
    expect([done.status, await withdrawn(observationId)]).toEqual([201, true]);
  },
);

test('so it is while the contract is suspended, and after it was ended', async () => {
  const { id, observationId } = await signed();
  app.clock.set('2026-03-13');
  expect((await hr.post(scenario.url('suspend'), { on: '2026-03-13' })).status).toBe(200);
  expect((await revoke(scenario.referent, id)).status).toBe(201);
  expect(await withdrawn(observationId)).toBe(true);
  expect((await hr.post(scenario.url('resume'), { on: '2026-03-13' })).status).toBe(200);
  const again = await signed();
  app.clock.set('2026-03-14');
  const ended = await hr.post(scenario.url('terminate'), {
    on: '2026-03-14',
    cause: 'mutual_agreement',
    initiator: 'both',
  });
  expect(ended.status).toBe(200);
  expect((await revoke(scenario.tutor, again.id, 'entered_in_error')).status).toBe(201);
  expect(await withdrawn(again.observationId)).toBe(true);
});

test('two who revoke one mistake at once, and one who withdraws it: one of each at most, and it is withdrawn once', async () => {
  const { id, observationId } = await signed();
  const answers = await Promise.all([
    revoke(scenario.tutor, id),
    revoke(scenario.referent, id),
    scenario.tutor.post(`/v1/observations/${observationId}/withdrawals`, { reason: 'Erreur' }),
  ]);
  const codes = answers.map(({ status }) => status).sort();
  expect([
    [201, 201, 409],
    [201, 409, 409],
  ]).toContainEqual(codes);
  expect(await withdrawn(observationId)).toBe(true);
  const { body } = await scenario.tutor.get(scenario.url('events?limit=500'));
  const events = body.data.filter(({ type }: { type: string }) => type === 'observation.withdrawn');
  expect(events.length).toBeLessThanOrEqual(2);
});

test('after a doubt is revoked, what stood before it stands again, doubt by doubt', async () => {
  await signed('cannot_assess', { reason: 'Absente' });
  const doubt = await signed('not_yet', { nextStep: 'Revoir' });
  const second = await signed('not_yet', { nextStep: 'Encore' });
  expect((await revoke(scenario.tutor, second.id, 'other')).status).toBe(201);
  expect(await statusOf()).toBe('not_yet');
  const done = await revoke(scenario.tutor, doubt.id, 'entered_in_error');
  expect([done.status, await statusOf()]).toEqual([201, 'cannot_assess']);
});

test('of a revoked doubt before an acquired, the acquired stays', async () => {
  const doubt = await signed('not_yet', { nextStep: 'Revoir' });
  await signed();
  const refused = await revoke(scenario.tutor, doubt.id, 'other');
  expect([refused.status, await statusOf()]).toEqual([expect.any(Number), 'acquired']);
});

test('who ended with a past day and left no referent behind: the centre rules on an observation, and it is withdrawn', async () => {
  const observed = await scenario.observe(scenario.referent, 'observation', ['C6'], '2026-03-12');
  const admin = await app.as(await app.given.someone('centre_admin', scenario.contract.trainingCentreId));
  app.clock.set('2026-03-20');
  const { body } = await scenario.referent.get('/v1/me');
  const { headers } = await admin.get(`/v1/people/${body.person.id}`);
  const left = await admin.patch(
    `/v1/people/${body.person.id}`,
    {
      memberships: [
        { organisationId: scenario.contract.trainingCentreId, role: 'referent', to: '2026-03-11' },
      ],
    },
    { 'if-match': headers['etag'] ?? '' },
  );
  expect([left.status, left.body.endedMandates.length]).toEqual([200, 1]);
  const { id } = observed.body;
  expect((await admin.get(`/v1/observations/${id}`)).body.contested).toBe(true);
  const ruled = await admin.post(scenario.url(`contested-facts/${id}/rulings`), {
    ruling: 'fact_overturned',
    reason: 'Partie',
  });
  expect([ruled.status, await withdrawn(id)]).toEqual([201, true]);
});
