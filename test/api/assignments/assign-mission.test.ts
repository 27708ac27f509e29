import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { TestApp } from '../../support/app.js';
import { LadderScenario } from '../../support/scenarios/ladder-scenario.js';

let app: TestApp;
let scenario: LadderScenario;

beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());

beforeEach(async () => {
  app.clock.set('2026-03-12');
  scenario = await LadderScenario.start(app);
});

const assign = (mission: string, values: object = {}, by = scenario.tutor) =>
  by.post(scenario.url('assignments'), { mission, from: '2026-03-12', ...values });

test('a mission above her level is refused with what is missing, and given once the level is open', async () => {
  const refused = await assign('mea_01');
  await scenario.complete('observation');
  const given = await assign('mea_01', { to: '2026-03-20' });

  expect([refused.status, refused.body.code]).toEqual([409, 'mission_not_entitled']);
  expect(refused.body.reasons.map((r: { code: string }) => r.code)).toEqual(['level_locked']);
  expect(refused.body.missing).toContainEqual(
    expect.objectContaining({ level: 'observation', competency: 'C6', levelTitle: 'Observation' }),
  );
  expect(given.status).toBe(201);
  expect((await scenario.tutor.get(given.headers['location'] ?? '')).body).toEqual(given.body);
  expect((await scenario.tutor.get(scenario.url('assignments'))).body.data).toEqual([given.body]);
  const last = await app.owner.query(
    'select type from events where contract_id = $1 order by sequence desc limit 1',
    [scenario.contract.contractId],
  );
  expect(last.rows[0].type).toBe('assignment.created');
});

test('regulated work is refused to a minor until the birthday', async () => {
  const young = await LadderScenario.start(app, { birthDate: '2008-06-01' });
  await young.complete('observation');
  const give = (from: string) => young.tutor.post(young.url('assignments'), { mission: 'env_04', from });

  const refused = await give('2026-05-31');
  expect(refused.body.reasons.map((r: { code: string }) => r.code)).toEqual(['regulated']);
  expect((await give('2026-06-01')).status).toBe(201);
});

test('an observer, the referent and the alternant do not give missions; an unknown mission or inverted days are named', async () => {
  expect((await assign('obs_01', {}, scenario.observer)).body.code).toBe('mandate_missing');
  expect((await assign('obs_01', {}, scenario.referent)).body.code).toBe('mandate_missing');
  expect((await assign('obs_01', {}, await app.as(scenario.contract.alternant))).body.code).toBe('forbidden');
  expect((await assign('nope')).body.errors[0].pointer).toBe('/mission');
  expect((await assign('obs_01', { to: '2026-03-11' })).body.errors[0].pointer).toBe('/to');
});

test('entitlements are told in French, or in English, with every reason; the future may be asked', async () => {
  const all = await scenario.tutor.get(scenario.url('entitlements'));
  const two = await scenario.tutor.get(scenario.url('entitlements?mission=obs_01&mission=hyg_03'));
  const english = await scenario.tutor.get(scenario.url('entitlements?mission=hyg_03'), {
    headers: { 'accept-language': 'en' },
  });
  const later = await scenario.tutor.get(scenario.url('entitlements?mission=obs_01&at=2027-09-01'));

  expect(all.body.data.length).toBeGreaterThan(30);
  expect(two.body.data).toMatchObject([
    { mission: 'hyg_03', allowed: false, supervision: null, reasons: [{ code: 'level_locked' }] },
    { mission: 'obs_01', allowed: true, supervision: 'present_only', reasons: [] },
  ]);
  expect(two.body.data[0].reasons[0].detail).toContain('doit encore valider');
  expect(english.body.data[0].reasons[0].detail).toContain('still has to sign off');
  expect(later.body.data[0].reasons).toMatchObject([{ code: 'contract_not_active' }]);
  expect((await scenario.tutor.get(scenario.url('entitlements?mission=nope'))).status).toBe(422);
});

test('a mission is given within the days of the contract', async () => {
  const pointers = async (days: object) =>
    (await assign('obs_01', days)).body.errors?.map((e: { code: string }) => e.code);

  expect(await pointers({ from: '2025-08-31' })).toEqual(['outside_contract']);
  expect(await pointers({ to: '2027-09-01' })).toEqual(['outside_contract']);
  expect((await assign('obs_01', { to: '2027-08-31' })).status).toBe(201);
  const byNoTutor = await assign('obs_01', { from: '2025-08-31' }, scenario.observer);
  expect([byNoTutor.status, byNoTutor.body.code]).toEqual([422, 'validation_failed']);
});

test('an assignment shows under whose eyes its mission is allowed today, and why not once the entitlement fell', async () => {
  await scenario.complete('observation');
  const [meal, welcome] = [await assign('mea_01'), await assign('obs_01', { to: '2026-03-12' })];
  const shown = async () => {
    const { body } = await scenario.tutor.get(scenario.url('assignments'));
    const alone = await Promise.all(
      body.data.map(({ id }: { id: string }) => scenario.tutor.get(`/v1/assignments/${id}`)),
    );
    expect(alone.map((one) => one.body)).toEqual(body.data);
    return body.data.map(({ allowed, supervision, reasons }: Record<string, unknown>) => [
      allowed,
      supervision,
      reasons,
    ]);
  };
  expect([meal.body, welcome.body]).toMatchObject([
    { allowed: true, supervision: 'direct', reasons: [] },
    { allowed: true, supervision: 'direct', reasons: [] },
  ]);
  expect(await shown()).toEqual([
    [true, 'direct', []],
    [true, 'direct', []],
  ]);

  const signOff = await scenario.signOffId(1, 'C6');
  const reason = { reasonCode: 'safety', reason: 'Geste dangereux' };
  expect((await scenario.tutor.post(`/v1/sign-offs/${signOff}/revocations`, reason)).status).toBe(201);
  const [mealNow, welcomeNow] = await shown();
  expect(mealNow).toEqual([false, null, ['level_locked']]);
  expect(welcomeNow?.slice(0, 1)).toEqual([true]);

  const concern = { severity: 'high', missions: ['mea_01'], text: 'Textures' };
  expect((await scenario.tutor.post(scenario.url('concerns'), concern)).status).toBe(201);
  expect((await shown())[0]).toEqual([false, null, ['level_locked', 'concern']]);
  app.clock.set('2027-09-01');
  expect((await shown())[1]).toEqual([false, null, ['contract_not_active']]);
});

test('an assignment from a day to come shows the entitlement of today', async () => {
  const young = await LadderScenario.start(app, { birthDate: '2008-06-01' });
  await young.complete('observation');
  const { body } = await young.tutor.post(young.url('assignments'), {
    mission: 'env_04',
    from: '2026-06-01',
  });

  expect(body).toMatchObject({
    from: '2026-06-01',
    allowed: false,
    supervision: null,
    reasons: ['regulated'],
  });
});

test('a mission that was given is ended by a tutor, sooner and never later; what was given is kept', async () => {
  await scenario.complete('observation');
  const { body } = await assign('mea_01', { to: '2026-03-20' });
  const end = (on?: string, by = scenario.tutor) =>
    by.post(`/v1/assignments/${body.id}/end`, on === undefined ? undefined : { on });
  const wrong = async (on: string) => (await end(on)).body.errors?.[0]?.code;

  expect((await end(undefined, scenario.observer)).body.code).toBe('mandate_missing');
  expect((await end(undefined, await app.as(scenario.contract.alternant))).body.code).toBe('forbidden');
  expect([await wrong('2026-03-11'), await wrong('2026-03-22')]).toEqual(['before_from', 'after_end']);

  const planned = await end('2026-03-15');
  expect(planned.body).toMatchObject({
    to: '2026-03-14',
    plannedTo: '2026-03-20',
    endedBy: body.assignedBy,
    endedAt: '2026-03-12T08:00:00.000Z',
  });
  expect((await scenario.tutor.get(`/v1/assignments/${body.id}`)).body).toEqual(planned.body);
  expect(await wrong('2026-03-16')).toBe('after_end');
  const { type, data } = (await scenario.tutor.get(scenario.url('events?limit=500'))).body.data.at(-1);
  expect([type, data]).toEqual([
    'assignment.ended',
    { assignmentId: body.id, mission: 'mea_01', on: '2026-03-15' },
  ]);

  const [one, other] = await Promise.all([end(), end()]);
  expect([one?.body.to, other?.body.to]).toEqual(['2026-03-11', '2026-03-11']);
  const events = (await scenario.tutor.get(scenario.url('events?limit=500'))).body.data;
  expect(events.filter((event: { type: string }) => event.type === 'assignment.ended')).toHaveLength(2);
  await expect(
    app.owner.query(
      `insert into assignment_ends (id, assignment_id, contract_id, sequence, recorded_at, ended_by, until_day)
       select gen_random_uuid(), a.id, a.contract_id, 99, now(), a.assigned_by, '2026-03-21' from assignments a where a.id = $1`,
      [body.id],
    ),
  ).rejects.toMatchObject({ constraint: 'assignment_ends_shorten' });
});

test('what has ended falls with no revocation any more; it is ended also while the contract is suspended', async () => {
  await scenario.complete('observation');
  const { body } = await assign('mea_01');
  const falling = async () => {
    const id = await scenario.signOffId(1, 'C6');
    const dry = await scenario.tutor.post(`/v1/sign-offs/${id}/revocations`, {
      reasonCode: 'safety',
      reason: 'Chute',
      dryRun: true,
    });
    return dry.body.impact.assignments.length;
  };
  expect(await falling()).toBe(1);
  const hr = await app.as(await app.given.someone('hr', scenario.contract.employerId));
  await hr.post(scenario.url('suspend'), { on: '2026-03-12' });

  expect((await scenario.tutor.post(`/v1/assignments/${body.id}/end`)).status).toBe(200);
  expect(await falling()).toBe(0);
});
