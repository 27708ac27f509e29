import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { TestApp } from '../../support/app.js';
import { LadderScenario, statuses } from '../../support/scenarios/ladder-scenario.js';

let app: TestApp;
let scenario: LadderScenario;

beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());

beforeEach(async () => {
  app.clock.set('2026-03-12');
  scenario = await LadderScenario.start(app);
  for (const level of ['observation', 'simple_tasks', 'supervised_care']) await scenario.complete(level);
});

const SAFETY = { reasonCode: 'safety', reason: 'Geste dangereux' };
const revoke = async (level: number, competency: string, body: object = SAFETY, by = scenario.tutor) =>
  by.post(`/v1/sign-offs/${await scenario.signOffId(level, competency)}/revocations`, body);
const counts = async () =>
  (
    await app.owner.query(
      `select (select count(*) from revocations) as revocations, (select count(*) from events) as events,
              (select max(last_sequence) from contracts) as sequence, (select md5(string_agg(state::text, '')) from progress) as progress`,
    )
  ).rows[0];

test('a dry run lists what would fall, and writes nothing', async () => {
  await scenario.tutor.post(scenario.url('assignments'), { mission: 'hyg_03', from: '2026-03-12' });
  await scenario.tutor.post(scenario.url('assignments'), { mission: 'mea_01', from: '2026-03-12' });
  const before = await counts();

  const dry = await revoke(2, 'C1', { ...SAFETY, dryRun: true });

  expect(dry.status).toBe(200);
  expect(dry.body.revocation).toBeUndefined();
  expect(dry.body.impact.levels).toEqual([
    { level: 'simple_tasks', before: 'achieved', after: 'reopened' },
    { level: 'supervised_care', before: 'achieved', after: 'locked' },
    { level: 'autonomy', before: 'open', after: 'locked' },
  ]);
  expect(dry.body.impact.missions).toContainEqual({ mission: 'hyg_03', before: 'distant', after: null });
  expect(dry.body.impact.missions).toContainEqual({ mission: 'mea_01', before: 'distant', after: 'direct' });
  expect(dry.body.impact.assignments.map((a: { mission: string }) => a.mission)).toEqual(['hyg_03']);
  expect(dry.body.impact.signOffs.filter((s: { effect: string }) => s.effect === 'revoked')).toHaveLength(2);
  expect(await counts()).toEqual(before);
});

test('done, it does what the dry run said: she falls back, what is above locks, the rest is kept', async () => {
  const dry = await revoke(2, 'C1', { ...SAFETY, dryRun: true });
  const done = await revoke(2, 'C1');

  expect(done.status).toBe(201);
  expect(done.headers['location']).toBe(`/v1/revocations/${done.body.revocation.id}`);
  expect(done.body.impact).toEqual(dry.body.impact);
  expect(statuses(done.body.ladder)).toEqual(['achieved', 'reopened', 'basis_lost', 'basis_lost']);
  expect(done.body.ladder.currentLevel).toBe('simple_tasks');
  expect(done.body.ladder.levels[2].requirements.map((r: { status: string }) => r.status)).toEqual([
    'missing',
    ...Array(8).fill('kept'),
  ]);
  expect(await scenario.ladder()).toEqual(done.body.ladder);
  const types = (
    await app.owner.query(`select type from events where contract_id = $1 order by sequence desc limit 4`, [
      scenario.contract.contractId,
    ])
  ).rows;
  expect(types.map((row) => row.type)).toEqual([
    'level.locked',
    'level.locked',
    'level.reopened',
    'sign_off.revoked',
  ]);
});

test('what was taken back must be observed again, then she climbs back with new decisions', async () => {
  await revoke(2, 'C1');

  const early = await scenario.sign('simple_tasks', ['C1'], { observation: false });
  const again = await scenario.sign('simple_tasks', ['C1']);

  expect(early.body).toMatchObject({
    code: 'quorum_not_met',
    evidence: { reobserved: { have: 0, need: 1 } },
  });
  expect(again.status).toBe(201);
  expect(statuses(again.body.ladder)).toEqual(['achieved', 'ready', 'basis_lost', 'basis_lost']);
  const decided = await scenario.decide(scenario.tutor, 'simple_tasks');
  expect(statuses(decided.body.ladder)).toEqual(['achieved', 'achieved', 'reopened', 'basis_lost']);
});

test('an observation of before the revocation that arrives late revives nothing', async () => {
  await revoke(2, 'C1');
  await scenario.observe(scenario.observer, 'simple_tasks', ['C1'], '2026-03-11');

  const refused = await scenario.sign('simple_tasks', ['C1'], { observation: false });

  expect(refused.body).toMatchObject({
    code: 'quorum_not_met',
    evidence: { reobserved: { have: 0, need: 1 } },
  });
});

test('entered in error: its own observation is withdrawn too, and nothing must be observed again', async () => {
  const before = (await scenario.ladder()).levels[3].requirements[0].evidence.observations.have;
  await scenario.observe(scenario.observer, 'autonomy', ['C1'], '2026-03-01');
  await scenario.observe(scenario.observer, 'autonomy', ['C1'], '2026-03-02');
  await scenario.sign('autonomy', ['C1']);
  const done = await revoke(4, 'C1', { reasonCode: 'entered_in_error', reason: 'Mauvaise ligne' });

  const evidence = done.body.ladder.levels[3].requirements[0].evidence;
  expect(evidence.observations.have).toBe(before + 2);
  expect(evidence.reobserved).toBeUndefined();
});

test('the same sign-off is revoked once, also twenty times at once', async () => {
  const id = await scenario.signOffId(2, 'C1');
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => scenario.tutor.post(`/v1/sign-offs/${id}/revocations`, SAFETY)),
  );

  expect(answers.map((a) => a.status).sort()).toEqual([201, ...Array(19).fill(409)]);
  expect(new Set(answers.filter((a) => a.status === 409).map((a) => a.body.code))).toEqual(
    new Set(['not_effective']),
  );
});

test('the referent revokes; an observer, the alternant and a stranger do not', async () => {
  const stranger = await app.as(await app.given.mandate(await app.given.contract(), 'main_tutor'));
  expect((await revoke(3, 'C2', SAFETY, scenario.observer)).body.code).toBe('mandate_missing');
  expect((await revoke(3, 'C2', SAFETY, await app.as(scenario.contract.alternant))).status).toBe(403);
  expect((await revoke(3, 'C2', SAFETY, stranger)).status).toBe(404);
  expect((await revoke(3, 'C2', SAFETY, scenario.referent)).status).toBe(201);
});

test('also when the contract is not active: what is unsafe is taken back at once', async () => {
  await app.owner.query(`update contracts set suspensions = '{[2026-03-01,)}' where id = $1`, [
    scenario.contract.contractId,
  ]);
  expect((await revoke(2, 'C1')).status).toBe(201);
});

test('the ladder the instant before the revocation answers what was true then, for ever', async () => {
  const before = await scenario.ladder();
  app.clock.set('2026-03-15');
  const done = await revoke(2, 'C1');
  const instant = new Date(Date.parse(done.body.revocation.recordedAt) - 1).toISOString();

  const then = await scenario.ladder(`?at=${instant}`);

  expect(then.levels).toEqual((await scenario.ladder(`?at=${instant}`)).levels);
  expect(statuses(then)).toEqual(statuses(before));
  expect(then.sequence).toBe(before.sequence);
  expect(statuses(await scenario.ladder('?at=2026-03-12'))).toEqual(statuses(before));
  expect(statuses(await scenario.ladder('?at=2026-03-15'))).toEqual(statuses(done.body.ladder));
});

test('an at to come is refused, one before the contract is not found', async () => {
  const future = await scenario.tutor.get(scenario.url('ladder?at=2026-03-13'));
  const before = await scenario.tutor.get(scenario.url('ladder?at=2026-03-11'));
  const nonsense = await scenario.tutor.get(scenario.url('ladder?at=2026-02-30'));

  expect([future.status, future.body.errors[0].code]).toEqual([422, 'in_the_future']);
  expect(before.status).toBe(404);
  expect(nonsense.status).toBe(422);
});

test('revocations are listed and read, without the reason for hr', async () => {
  const done = await revoke(2, 'C1');
  const hr = await app.as(await app.given.someone('hr', scenario.contract.employerId));

  expect((await scenario.tutor.get(scenario.url('revocations'))).body.data).toEqual([done.body.revocation]);
  expect((await hr.get(`/v1/revocations/${done.body.revocation.id}`)).body).toEqual({
    ...done.body.revocation,
    reason: null,
  });
});

test('a dry run under a key is answered once, and its key does not serve the revocation', async () => {
  const id = await scenario.signOffId(2, 'C1');
  const dry = () =>
    scenario.tutor.post(
      `/v1/sign-offs/${id}/revocations`,
      { ...SAFETY, dryRun: true },
      { 'idempotency-key': 'dry-1' },
    );

  const [first, second] = [await dry(), await dry()];
  const done = await scenario.tutor.post(`/v1/sign-offs/${id}/revocations`, SAFETY, {
    'idempotency-key': 'dry-1',
  });

  expect([first.status, second.text, second.headers['idempotency-replayed']]).toEqual([
    200,
    first.text,
    'true',
  ]);
  expect([done.status, done.body.code]).toEqual([422, 'idempotency_key_reused']);
  expect(statuses(await scenario.ladder())[1]).toBe('achieved');
});

test('a contract that ended is given another tutor, who takes back what was signed off', async () => {
  const { employerId, contractId } = scenario.contract;
  const hr = await app.as(await app.given.someone('hr', employerId));
  const terminated = await hr.post(`/v1/contracts/${contractId}/terminate`, {
    cause: 'mutual_agreement',
    initiator: 'both',
  });
  app.clock.set('2026-06-01');
  const later = await app.given.someone('tutor', employerId);

  const opened = await hr.post(scenario.url('mandates'), {
    personId: later.personId,
    role: 'co_tutor',
    from: '2026-06-01',
  });
  const revoked = await revoke(2, 'C1', SAFETY, await app.as(later));

  expect([terminated.status, opened.status, revoked.status]).toEqual([200, 201, 201]);
});
