import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { TestApp, type Caller, type TestResponse } from '../../support/app.js';
import type { GivenContract, Someone } from '../../support/scenarios/given.js';

let app: TestApp;
let contract: GivenContract;
let tutor: Caller;
let tutorIs: Someone;
let referent: Caller;

beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());

beforeEach(async () => {
  app.clock.set('2026-03-12');
  contract = await app.given.contract();
  tutorIs = await app.given.mandate(contract, 'main_tutor');
  tutor = await app.as(tutorIs);
  referent = await app.as(await app.given.mandate(contract, 'referent'));
});

const url = (rest: string) => `/v1/contracts/${contract.contractId}/${rest}`;
const acquired = (competency: string, level: string) => ({ competency, level, outcome: 'acquired' });
const sign = (by: Caller, items: object[], values: object = {}): Promise<TestResponse> =>
  by.post(url('sign-offs'), { observedOn: '2026-03-12', observation: true, items, ...values });
const OBSERVATION = ['C6', 'C8', 'C10', 'C11'].map((competency) => acquired(competency, 'observation'));
const statuses = (ladder: { levels: { status: string }[] }) => ladder.levels.map((level) => level.status);

/** Signs every requirement of simple_tasks, which asks for two observations each. */
async function completeSimpleTasks(): Promise<void> {
  app.clock.set('2026-03-13');
  const items = ['C1', 'C5', 'C6', 'C8', 'C9', 'C10'];
  await tutor.post(url('observations'), {
    observedOn: '2026-03-12',
    items: items.map((competency) => ({ competency, level: 'simple_tasks', outcome: 'performed' })),
  });
  const signed = await sign(
    tutor,
    items.map((competency) => acquired(competency, 'simple_tasks')),
    { observedOn: '2026-03-13' },
  );
  expect(signed.status).toBe(201);
}

test('a tutor signs off what they saw, and the last competency of an automatic level opens the next by itself', async () => {
  const response = await sign(tutor, OBSERVATION);

  expect(response.status).toBe(201);
  expect(response.body.signOffs).toHaveLength(4);
  expect(response.headers['location']).toBe(`/v1/sign-offs/${response.body.signOffs[0].id}`);
  expect(statuses(response.body.ladder)).toEqual(['achieved', 'open', 'locked', 'locked']);
  const ladder = await tutor.get(url('ladder'));
  expect(ladder.body).toEqual(response.body.ladder);
  const read = await tutor.get(`/v1/sign-offs/${response.body.signOffs[0].id}`);
  expect(read.body).toEqual(response.body.signOffs[0]);
});

test('every fact tells one event in its order, and every change of level one more', async () => {
  await sign(tutor, OBSERVATION);

  const { rows } = await app.owner.query(
    'select sequence, type from events where contract_id = $1 order by sequence',
    [contract.contractId],
  );
  expect(rows.map((row) => row.type)).toEqual([
    'contract.created',
    'contract.signed',
    'observation.recorded',
    'sign_off.recorded',
    'sign_off.recorded',
    'sign_off.recorded',
    'sign_off.recorded',
    'level.achieved',
    'level.opened',
  ]);
  expect(rows.map((row) => Number(row.sequence))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test('a level above is locked, and the refusal lists what is missing', async () => {
  const response = await sign(tutor, [acquired('C2', 'supervised_care')]);

  expect([response.status, response.body.code]).toEqual([409, 'level_locked']);
  expect(response.body.missing).toContainEqual(
    expect.objectContaining({ level: 'observation', competency: 'C6' }),
  );
  expect(response.body.missing).toContainEqual(
    expect.objectContaining({ level: 'simple_tasks', competency: 'C1' }),
  );
  expect(response.body.errors[0]).toMatchObject({ pointer: '/items/0', code: 'level_locked' });
});

test('what is not enough to sign off is kept as seen where that is asked for, and says what is still needed', async () => {
  await sign(tutor, OBSERVATION);
  const items = [
    acquired('C1', 'simple_tasks'),
    { ...acquired('C5', 'simple_tasks'), outcome: 'not_yet', nextStep: 'Encore' },
  ];

  const kept = await sign(tutor, items, { onQuorumNotMet: 'observe' });

  expect(kept.status).toBe(201);
  expect(kept.body.signOffs).toMatchObject([{ competency: 'C5', outcome: 'not_yet' }]);
  expect(kept.body.observed).toMatchObject([
    { competency: 'C1', level: 'simple_tasks', evidence: { observations: { have: 1, need: 2 } } },
  ]);
  const alone = await sign(tutor, [acquired('C6', 'simple_tasks')], { onQuorumNotMet: 'observe' });
  expect(alone.body.signOffs).toEqual([]);
  expect(alone.headers['location']).toBe(`/v1/observations/${alone.body.observed[0].observationId}`);
  expect((await tutor.get(alone.headers['location'] as string)).status).toBe(200);
  expect((await tutor.get(url('ladder'))).body).toEqual(alone.body.ladder);

  const locked = await sign(tutor, [acquired('C8', 'simple_tasks'), acquired('C1', 'autonomy')], {
    onQuorumNotMet: 'observe',
  });
  expect([locked.status, locked.body.code]).toEqual([409, 'level_locked']);
  const unkept = await sign(tutor, items, { observation: false, onQuorumNotMet: 'observe' });
  expect([unkept.status, unkept.body.errors[0].pointer]).toEqual([422, '/onQuorumNotMet']);
});

test('a quorum not met is refused with the count, and nothing of the call is kept', async () => {
  await sign(tutor, OBSERVATION);
  const before = await app.owner.query('select count(*)::int as n from observations where contract_id = $1', [
    contract.contractId,
  ]);

  const response = await sign(tutor, [acquired('C1', 'simple_tasks')]);

  expect([response.status, response.body.code]).toEqual([409, 'quorum_not_met']);
  expect(response.body.evidence.observations).toEqual({ have: 1, need: 2 });
  const after = await app.owner.query('select count(*)::int as n from observations where contract_id = $1', [
    contract.contractId,
  ]);
  expect(after.rows).toEqual(before.rows);
});

test('with several items the first code in the order of refusals is the answer’s, and every item is listed', async () => {
  await sign(tutor, OBSERVATION);

  const response = await sign(tutor, [
    acquired('C1', 'simple_tasks'),
    acquired('C6', 'observation'),
    acquired('C2', 'autonomy'),
  ]);

  expect(response.body.code).toBe('level_locked');
  expect(response.body.errors.map((e: { pointer: string; code: string }) => [e.pointer, e.code])).toEqual([
    ['/items/0', 'quorum_not_met'],
    ['/items/1', 'already_acquired'],
    ['/items/2', 'level_locked'],
  ]);
});

test('not_yet needs a next step, cannot_assess a reason, and a level only takes what it requires', async () => {
  const response = await sign(tutor, [
    { competency: 'C6', level: 'observation', outcome: 'not_yet' },
    { competency: 'C8', level: 'observation', outcome: 'cannot_assess' },
    acquired('C1', 'observation'),
    acquired('C1', 'nowhere'),
    { competency: 'C6', level: 'observation', outcome: 'acquired' },
  ]);

  expect(response.status).toBe(422);
  expect(response.body.errors.map((e: { pointer: string }) => e.pointer)).toEqual([
    '/items/0/nextStep',
    '/items/1/reason',
    '/items/2/competency',
    '/items/3/level',
    '/items/4',
  ]);
});

test('not_yet with its next step is kept and counts for nothing', async () => {
  const response = await sign(tutor, [
    { competency: 'C6', level: 'observation', outcome: 'not_yet', nextStep: 'Reformuler' },
  ]);

  expect(response.status).toBe(201);
  expect(response.body.ladder.levels[0].requirements[0]).toMatchObject({
    competency: 'C6',
    status: 'not_yet',
    evidence: { observations: { have: 0, need: 1 } },
  });
});

test('tomorrow cannot be signed today', async () => {
  const response = await sign(tutor, OBSERVATION, { observedOn: '2026-03-13' });
  expect([response.status, response.body.code]).toEqual([422, 'observed_in_the_future']);
});

test('she does not sign for herself, an observer does not sign, and a tutor not above the level of the mandate', async () => {
  const her = await app.as(contract.alternant);
  const observer = await app.as(await app.given.mandate(contract, 'observer'));
  const substitute = await app.as(
    await app.given.mandate(contract, 'substitute', { maxLevel: 'observation' }),
  );
  await sign(substitute, OBSERVATION);

  expect([(await sign(her, OBSERVATION)).status, (await sign(her, OBSERVATION)).body.code]).toEqual([
    403,
    'forbidden',
  ]);
  expect((await sign(observer, OBSERVATION)).body.code).toBe('mandate_missing');
  expect((await sign(substitute, [acquired('C1', 'simple_tasks')])).body.code).toBe('mandate_missing');
});

test.each([
  ['on the last day of the mandate', '2026-03-13', 201],
  ['the day after', '2026-03-12', 403],
])('a tutor signs %s', async (_, until, status) => {
  const other = await app.as(await app.given.mandate(contract, 'co_tutor', { until }));
  expect((await sign(other, OBSERVATION)).status).toBe(status);
});

test('the other employer’s tutor and a classmate see nothing', async () => {
  const other = await app.given.contract({ trainingCentreId: contract.trainingCentreId });
  const stranger = await app.as(await app.given.mandate(other, 'main_tutor'));
  const classmate = await app.as(other.alternant);
  const signed = await sign(tutor, OBSERVATION);

  for (const caller of [stranger, classmate]) {
    expect((await caller.get(url('ladder'))).status).toBe(404);
    expect((await caller.get(`/v1/sign-offs/${signed.body.signOffs[0].id}`)).status).toBe(404);
    expect((await caller.get(url('sign-offs'))).status).toBe(404);
  }
  expect((await sign(stranger, OBSERVATION)).status).toBe(404);
});

test('a level by decision waits for the main tutor; a co-tutor decides only in their absence', async () => {
  await sign(tutor, OBSERVATION);
  const early = await tutor.post(url('level-decisions'), { level: 'simple_tasks', decision: 'open' });
  await completeSimpleTasks();
  const co = await app.as(await app.given.mandate(contract, 'co_tutor'));

  const refused = await co.post(url('level-decisions'), { level: 'simple_tasks', decision: 'open' });
  const declined = await tutor.post(url('level-decisions'), { level: 'simple_tasks', decision: 'decline' });
  const decided = await tutor.post(url('level-decisions'), { level: 'simple_tasks', decision: 'open' });

  expect(early.body).toMatchObject({ code: 'level_not_ready', currentStatus: 'open' });
  expect(refused.body.code).toBe('mandate_missing');
  expect(declined.status).toBe(422);
  expect(decided.status).toBe(201);
  expect(statuses(decided.body.ladder)).toEqual(['achieved', 'achieved', 'open', 'locked']);
  const again = await tutor.post(url('level-decisions'), { level: 'simple_tasks', decision: 'open' });
  expect([again.body.code, again.body.currentStatus]).toEqual(['level_not_ready', 'achieved']);
  expect(
    (await tutor.post(url('level-decisions'), { level: 'observation', decision: 'open' })).body.code,
  ).toBe('decision_not_needed');
  expect(
    (await referent.post(url('level-decisions'), { level: 'simple_tasks', decision: 'open' })).body.code,
  ).toBe('mandate_missing');
});

test('hr reads the sign-off, but not its comment', async () => {
  const signed = await sign(tutor, [{ ...acquired('C6', 'observation'), comment: 'Très à l’écoute' }]);
  const hr = await app.as(await app.given.someone('hr', contract.employerId));

  expect(signed.body.signOffs[0].comment).toBe('Très à l’écoute');
  const read = await hr.get(`/v1/sign-offs/${signed.body.signOffs[0].id}`);
  expect([read.status, read.body.comment]).toEqual([200, null]);
});

test('a suspended contract takes no sign-off, and its ladder is frozen', async () => {
  await app.owner.query(`update contracts set suspensions = '{[2026-03-10,)}' where id = $1`, [
    contract.contractId,
  ]);

  const response = await sign(tutor, OBSERVATION);

  expect([response.status, response.body.code, response.body.currentStatus]).toEqual([
    409,
    'contract_not_active',
    'suspended',
  ]);
  expect((await tutor.get(url('ladder'))).body.frozen).toBe(true);
});

test('two tutors sign the last competency at once: one unlock, one event', async () => {
  const second = await app.as(await app.given.mandate(contract, 'co_tutor'));
  await sign(tutor, OBSERVATION.slice(0, 3));

  const answers = await Promise.all([sign(tutor, OBSERVATION.slice(3)), sign(second, OBSERVATION.slice(3))]);

  expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409]);
  expect(answers.find((answer) => answer.status === 409)?.body.code).toBe('already_acquired');
  const opened = await app.owner.query(
    `select 1 from events where contract_id = $1 and type = 'level.opened'`,
    [contract.contractId],
  );
  expect(opened.rowCount).toBe(1);
});

test('time never goes back within a contract, whatever the clock says', async () => {
  await sign(tutor, OBSERVATION.slice(0, 1));
  app.clock.set('2026-03-12T07:00:00.000Z');
  const second = await sign(tutor, OBSERVATION.slice(1, 2));
  expect(second.body.signOffs[0].recordedAt).toBe('2026-03-12T08:00:00.000Z');
});
