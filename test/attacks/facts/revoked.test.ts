import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { rebuildProgress } from '../../../src/features/ladder/progress/rebuild.store.js';
import { asOwner } from '../../../src/platform/database/provision.js';
import { TestApp, type Caller } from '../../support/app.js';
import { LadderScenario } from '../../support/scenarios/ladder-scenario.js';

let app: TestApp;
let scenario: LadderScenario;
let hr: Caller;
let admin: Caller;

beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());

beforeEach(async () => {
  app.clock.set('2026-03-12');
  scenario = await LadderScenario.start(app);
  hr = await app.as(await app.given.someone('hr', scenario.contract.employerId));
  admin = await app.as(await app.given.someone('centre_admin', scenario.contract.trainingCentreId));
});

interface Fact {
  readonly kind: string;
  readonly id: string;
}
const MISTAKE = { reasonCode: 'wrong_person', reason: 'C’était une autre alternante' };
const revoke = (id: string, body: object = MISTAKE) =>
  scenario.tutor.post(`/v1/sign-offs/${id}/revocations`, body);
const seen = async (id: string, by = scenario.tutor) => (await by.get(`/v1/observations/${id}`)).body;
const withdrawals = async () =>
  (await scenario.tutor.get(scenario.url('events?limit=500'))).body.data.filter(
    ({ type }: { type: string }) => type === 'observation.withdrawn',
  );
const awaiting = async (): Promise<Fact[]> =>
  (await hr.get(scenario.url('contested-facts'))).body.data.filter(
    ({ ruling }: { ruling: object | null }) => ruling === null,
  );
const queued = async (by: Caller) =>
  (await by.get('/v1/me/queue?kind=contested_fact&limit=500')).body.data.map(({ id }: Fact) => id);
const READ: Record<string, string> = {
  observation: 'observations',
  sign_off: 'sign-offs',
  level_decision: 'level-decisions',
};
const shown = async ({ kind, id }: Fact) => (await hr.get(`/v1/${READ[kind]}/${id}`)).body.contested;
const noDifferences = async () =>
  expect((await asOwner(app.database.ownerUrl, rebuildProgress)).differences).toEqual([]);

test('the revocation of a mistake withdraws what was seen in the same call: the reader sees it, and one event tells it', async () => {
  const signed = await scenario.sign('observation', ['C6']);
  const [{ id, observationId }] = signed.body.signOffs;
  expect(await seen(observationId)).toMatchObject({ withdrawn: false, withdrawal: null });

  const done = await revoke(id);

  const withdrawal = {
    withdrawnBy: scenario.tutorIs.personId,
    recordedAt: done.body.revocation.recordedAt,
    revocationId: done.body.revocation.id,
    reason: MISTAKE.reason,
  };
  expect(await seen(observationId)).toMatchObject({ withdrawn: true, withdrawal, items: [{ withdrawal }] });
  expect((await seen(observationId, hr)).withdrawal.reason).toBeNull();
  const data = {
    observationId,
    revocationId: done.body.revocation.id,
    competency: 'C6',
    level: 'observation',
  };
  expect(await withdrawals()).toMatchObject([{ data }]);
  expect(done.body.ladder.sequence).toBe((await scenario.ladder()).sequence);
  const again = await scenario.tutor.post(`/v1/observations/${observationId}/withdrawals`, {
    reason: 'Encore',
  });
  expect([again.status, again.body.code]).toEqual([409, 'already_withdrawn']);
  await noDifferences();
});

test('only that item of a call of many is withdrawn, and a doubt’s like any other', async () => {
  const signed = await scenario.tutor.post(scenario.url('sign-offs'), {
    observedOn: '2026-03-12',
    observation: true,
    items: [
      { competency: 'C6', level: 'observation', outcome: 'acquired' },
      { competency: 'C8', level: 'observation', outcome: 'not_yet', nextStep: 'Revoir' },
      { competency: 'C10', level: 'observation', outcome: 'cannot_assess', reason: 'Absente' },
    ],
  });
  const [acquired, doubt, unable] = signed.body.signOffs;
  await revoke(doubt.id);
  const one = await seen(acquired.observationId);
  expect([
    one.withdrawn,
    one.items.map((item: { withdrawal: object | null }) => item.withdrawal !== null),
  ]).toEqual([false, [false, true]]);
  await revoke(unable.id);
  expect(await withdrawals()).toHaveLength(1);
  await revoke(acquired.id);
  expect((await seen(acquired.observationId)).withdrawn).toBe(true);
  expect(await withdrawals()).toHaveLength(2);
  await noDifferences();
});

test('for any other reason, and in a dry run, it stands', async () => {
  const [{ id, observationId }] = (await scenario.sign('observation', ['C6'])).body.signOffs;
  await revoke(id, { ...MISTAKE, dryRun: true });
  expect((await seen(observationId)).withdrawn).toBe(false);
  await revoke(id, { reasonCode: 'safety', reason: 'Geste dangereux' });
  expect((await seen(observationId)).withdrawn).toBe(false);
  expect(await withdrawals()).toEqual([]);
});

test('when that revocation is overturned, the observation stands again', async () => {
  const [{ id, observationId }] = (await scenario.sign('observation', ['C6'])).body.signOffs;
  const { revocation } = (await revoke(id)).body;
  const alternant = await app.as(scenario.contract.alternant);
  const opened = await alternant.post(scenario.url('disputes'), {
    about: { kind: 'revocation', id: revocation.id },
    grounds: 'C’était moi',
  });
  expect(opened.status).toBe(201);
  const ruled = await scenario.referent.post(`/v1/disputes/${opened.body.id}/rulings`, {
    ruling: 'fact_overturned',
    reason: 'Elle était là',
  });
  expect(ruled.status).toBe(201);
  expect(await seen(observationId)).toMatchObject({
    withdrawn: false,
    withdrawal: null,
    items: [{ withdrawal: null }],
  });
  await noDifferences();
  // And is withdrawn again, should the mistake be one after all.
  expect((await revoke(id)).status).toBe(201);
  expect((await seen(observationId)).withdrawn).toBe(true);
  await noDifferences();
});

test('what was taken back meanwhile awaits no ruling: nowhere is it contested', async () => {
  for (const level of ['observation', 'simple_tasks']) await scenario.complete(level);
  const [third] = (await scenario.sign('supervised_care', ['C6'], {})).body.signOffs ?? [];
  expect(third).toBeUndefined();
  for (const day of ['2026-03-01', '2026-03-02'])
    await scenario.observe(scenario.observer, 'supervised_care', ['C6'], day);
  const above = (await scenario.sign('supervised_care', ['C6'])).body.signOffs[0];
  const below = await scenario.signOffId(2, 'C6');
  const decision = (await scenario.ladder()).levels[1].decisions[0].id;
  const mistaken = await scenario.signOffId(1, 'C8');
  const { observationId } = (await scenario.tutor.get(`/v1/sign-offs/${above.id}`)).body;
  // Takes back the one above and voids the decision; the other withdraws its own item, of an observation of others.
  expect((await revoke(below, { reasonCode: 'safety', reason: 'Geste dangereux' })).status).toBe(201);
  expect((await revoke(mistaken)).status).toBe(201);
  await scenario.tutor.post(`/v1/observations/${observationId}/withdrawals`, { reason: 'Erreur' });

  app.clock.set('2026-03-20');
  const { contested } = (await hr.post(scenario.url('suspend'), { on: '2026-03-02' })).body as {
    contested: Fact[];
  };
  const ids = contested.map(({ id }) => id);
  expect(ids.length).toBeGreaterThan(5);
  for (const id of [above.id, below, decision, mistaken, observationId]) expect(ids).not.toContain(id);
  expect((await awaiting()).map(({ id }) => id).sort()).toEqual([...ids].sort());
  expect((await queued(scenario.referent)).sort()).toEqual([...ids].sort());
  for (const [kind, id] of [
    ['sign_off', above.id],
    ['sign_off', below],
    ['sign_off', mistaken],
    ['level_decision', decision],
    ['observation', observationId],
  ] as const)
    expect([kind, await shown({ kind, id })]).toEqual([kind, false]);
  for (const fact of contested) expect([fact.kind, await shown(fact)]).toEqual([fact.kind, true]);
});

const endOf = async (by: Caller, person: string, on: string) => {
  const { body } = await by.get(scenario.url('mandates?limit=500'));
  const { id } = body.data.find((one: { personId: string }) => one.personId === person);
  return by.post(`/v1/mandates/${id}/end`, { on });
};

test('what a tutor recorded of days after a mandate that was ended with a past day is contested, and awaits the referent', async () => {
  await scenario.complete('observation');
  const early = (await scenario.observe(scenario.tutor, 'simple_tasks', ['C1'], '2026-03-05')).body.id;
  await scenario.complete('simple_tasks');
  const before = await scenario.ladder();
  app.clock.set('2026-03-20');

  const ended = await endOf(hr, scenario.tutorIs.personId, '2026-03-10');

  expect(ended.status).toBe(200);
  const { contested } = ended.body as { contested: Fact[] };
  expect(contested.map(({ kind }) => kind).sort()).toEqual([
    'level_decision',
    'observation',
    'observation',
    ...Array.from({ length: 10 }, () => 'sign_off'),
  ]);
  expect(contested.map(({ id }) => id)).not.toContain(early);
  expect(await awaiting()).toMatchObject(contested);
  for (const fact of contested) expect([fact.kind, await shown(fact)]).toEqual([fact.kind, true]);
  expect((await queued(scenario.referent)).sort()).toEqual(contested.map(({ id }) => id).sort());
  const after = (await scenario.referent.get(scenario.url('ladder'))).body;
  expect(after.levels).toEqual(before.levels);

  const [decision] = contested.filter(({ kind }) => kind === 'level_decision') as [Fact];
  const ruled = await scenario.referent.post(scenario.url(`contested-facts/${decision.id}/rulings`), {
    ruling: 'fact_overturned',
    reason: 'Il n’était plus là',
  });
  expect(ruled.status).toBe(201);
  expect((await scenario.referent.get(scenario.url('ladder'))).body.levels[1].status).toBe('ready');
  await noDifferences();
});

test('a mandate replaced backwards contests the same; what another mandate covers is not contested', async () => {
  await scenario.complete('observation');
  const { body } = await scenario.tutor.get(scenario.url('mandates?limit=500'));
  const own = body.data.find((one: { personId: string }) => one.personId === scenario.tutorIs.personId);
  app.clock.set('2026-03-14');
  const same = await hr.post(scenario.url('mandates'), {
    personId: scenario.tutorIs.personId,
    role: 'co_tutor',
    from: '2026-03-10',
  });
  // Nobody else holds it: the co-tutor’s mandate covers what they signed.
  expect(same.status).toBe(201);
  const other = await app.given.someone('tutor', scenario.contract.employerId);
  const replaced = await hr.post(scenario.url('mandates'), {
    personId: other.personId,
    role: 'main_tutor',
    from: '2026-03-10',
    replaces: own.id,
  });
  expect([replaced.status, replaced.body.contested]).toEqual([201, []]);
  expect(await awaiting()).toEqual([]);
  // Until that one is cut short, too.
  const cut = await hr.post(`/v1/mandates/${same.body.id}/end`, { on: '2026-03-11' });
  expect(cut.body.contested.length).toBe(5);
});

test('an end of today contests nothing, and of a late observer only the days after it', async () => {
  const observer = (await scenario.observer.get('/v1/me')).body.person.id;
  const first = (await scenario.observe(scenario.observer, 'observation', ['C6'], '2026-03-05')).body.id;
  const last = (await scenario.observe(scenario.observer, 'observation', ['C6'], '2026-03-06')).body.id;
  expect((await endOf(hr, observer, '2026-03-12')).body.contested).toEqual([]);
  app.clock.set('2026-03-13');
  expect((await endOf(hr, observer, '2026-03-06')).body.contested).toEqual([
    { kind: 'observation', id: last },
  ]);
  expect((await awaiting()).map(({ id }) => id)).not.toContain(first);
});

test('what the referent decided after their own mandate is ruled by another', async () => {
  for (const level of ['observation', 'simple_tasks', 'supervised_care']) await scenario.complete(level);
  const referent = (await scenario.referent.get('/v1/me')).body.person.id;
  app.clock.set('2026-03-20');
  const { contested } = (await endOf(admin, referent, '2026-03-12')).body as { contested: Fact[] };
  expect(contested.map(({ kind }) => kind)).toEqual(['level_decision']);
  const [{ id }] = contested as [Fact];
  const rule = (by: Caller) =>
    by.post(scenario.url(`contested-facts/${id}/rulings`), { ruling: 'fact_stands', reason: 'Elle y était' });
  expect(await queued(admin)).toEqual([id]);
  expect((await rule(scenario.referent)).status).toBe(403);
  expect((await rule(admin)).status).toBe(201);
  expect(await awaiting()).toEqual([]);
});
