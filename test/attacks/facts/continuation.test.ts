import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { TestApp, type Caller } from '../../support/app.js';
import { LadderScenario } from '../../support/scenarios/ladder-scenario.js';
import type { GivenContract } from '../../support/scenarios/given.js';

let app: TestApp;
let before: GivenContract;
let scenario: LadderScenario;
let earlier: Caller;

beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());

/** A year with one employer, then another with the same ladder; `simple_tasks` asks for three observations, two observers and two days. */
beforeEach(async () => {
  app.clock.set('2026-03-12');
  before = await app.given.contract({ startsOn: '2025-03-01', until: '2026-03-01' });
  earlier = await app.as(await app.given.mandate(before, 'main_tutor'));
  scenario = await LadderScenario.start(app, {
    alternant: before.alternant,
    trainingCentreId: before.trainingCentreId,
    ladderId: before.ladderId,
    startsOn: '2026-03-01',
  });
  await link(scenario.contract.contractId, before.contractId);
  await scenario.complete('observation');
});

const link = (contract: string, continued: string | null) =>
  app.owner.query('update contracts set continuation_of = $2 where id = $1', [contract, continued]);
const seeBefore = async (observedOn: string, outcome = 'performed', by = earlier) => {
  const { status, body } = await by.post(`/v1/contracts/${before.contractId}/observations`, {
    observedOn,
    items: [{ competency: 'C1', level: 'simple_tasks', outcome }],
  });
  expect(status).toBe(201);
  return body.id as string;
};
const evidence = async (by = scenario.tutor) => {
  const { body } = await by.get(scenario.url('ladder'));
  const { observations, observers, distinctDays } = body.levels[1].requirements[0].evidence;
  return [observations.have, observers.have, distinctDays.have];
};

test('what was seen under the contract that it continues counts as observations and days, not as observers', async () => {
  expect(await evidence()).toEqual([0, 0, 0]);
  await seeBefore('2026-02-20');
  await seeBefore('2026-02-21');
  await seeBefore('2026-02-21');
  expect(await evidence()).toEqual([2, 0, 2]);
  await scenario.observe(scenario.observer, 'simple_tasks', ['C1'], '2026-03-10');
  expect(await evidence()).toEqual([3, 1, 3]);
});

test('each new sign-off needs one observation of this contract by its signer', async () => {
  const needs = (await scenario.ladder()).levels[1].requirements[0].evidence;
  for (let day = 10; day < 20; day += 1) await seeBefore(`2026-02-${day}`);
  for (let day = 1; day <= needs.observers.need; day += 1) {
    const other =
      day === 1 ? scenario.observer : await app.as(await app.given.mandate(scenario.contract, 'observer'));
    await scenario.observe(other, 'simple_tasks', ['C1'], '2026-03-10');
  }

  const refused = await scenario.sign('simple_tasks', ['C1'], { observation: false });
  expect([refused.status, refused.body.code, refused.body.evidence.bySigner]).toEqual([
    409,
    'quorum_not_met',
    { have: 0, need: 1 },
  ]);
  expect((await scenario.sign('simple_tasks', ['C1'])).status).toBe(201);
});

test('an unsafe observation resets what was seen before it, of either contract', async () => {
  await seeBefore('2026-02-19');
  await seeBefore('2026-02-20', 'unsafe');
  await seeBefore('2026-02-21');
  expect(await evidence()).toEqual([1, 0, 1]);
  await scenario.observe(scenario.observer, 'simple_tasks', ['C1'], '2026-03-05', 'unsafe');
  expect(await evidence()).toEqual([0, 0, 0]);
});

test('what was withdrawn there since counts no more, and what was recorded since is not there at an earlier instant', async () => {
  app.clock.set('2026-03-12');
  const id = await seeBefore('2026-02-20');
  const at = app.clock.now();
  app.clock.set('2026-03-13');
  await seeBefore('2026-02-21');
  expect(await evidence()).toEqual([2, 0, 2]);
  const past = await scenario.ladder(`?at=${at}`);
  expect(past.levels[1].requirements[0].evidence.observations.have).toBe(1);
  expect((await earlier.post(`/v1/observations/${id}/withdrawals`, { reason: 'Erreur' })).status).toBe(201);
  expect(await evidence()).toEqual([1, 0, 1]);
});

test('a draft, another alternant’s contract, one of another ladder and a circle open nothing', async () => {
  await seeBefore('2026-02-20');
  expect(await evidence()).toEqual([1, 0, 1]);

  const { ladderId, trainingCentreId, alternant } = before;
  const startsOn = '2026-03-01';
  const draft = await app.given.contract({ alternant, trainingCentreId, ladderId, startsOn, draft: true });
  await link(draft.contractId, before.contractId);
  const curious = await app.as(await app.given.mandate(draft, 'main_tutor'));
  const read = await curious.get(`/v1/contracts/${draft.contractId}/ladder`);
  expect(read.body.levels[1].requirements[0].evidence.observations.have).toBe(0);

  const stranger = await app.given.contract({
    ladderId: before.ladderId,
    startsOn: '2025-03-01',
    until: '2026-03-01',
  });
  await link(scenario.contract.contractId, stranger.contractId);
  expect(await evidence()).toEqual([0, 0, 0]);

  await link(scenario.contract.contractId, before.contractId);
  await link(before.contractId, scenario.contract.contractId);
  expect(await evidence()).toEqual([1, 0, 1]);
});

/** A year before, of the same alternant, under which somebody saw `C1` on one day. */
const aYearBefore = async (ladderId: GivenContract['ladderId']) => {
  const now = app.clock.today();
  app.clock.set('2025-02-10');
  const { alternant, trainingCentreId } = before;
  const startsOn = '2024-03-01';
  const first = await app.given.contract({
    alternant,
    trainingCentreId,
    ladderId,
    startsOn,
    until: '2025-03-01',
  });
  const by = await app.as(await app.given.mandate(first, 'main_tutor', { from: startsOn }));
  const { status } = await by.post(`/v1/contracts/${first.contractId}/observations`, {
    observedOn: '2025-02-10',
    items: [{ competency: 'C1', level: 'simple_tasks', outcome: 'performed' }],
  });
  expect(status).toBe(201);
  app.clock.set(now);
  return first;
};

test('a chain is followed to its beginning: what was seen under the first contract counts', async () => {
  const first = await aYearBefore(before.ladderId);
  await seeBefore('2026-02-20');
  expect(await evidence()).toEqual([1, 0, 1]);
  await link(before.contractId, first.contractId);
  expect(await evidence()).toEqual([2, 0, 2]);
});

test('of a ladder of another code nothing counts; of a later version of the same one it does', async () => {
  const ladderOf = async (contract: GivenContract) =>
    (
      await app.owner.query<{ code: string; framework: string }>(
        `select l.code, f.code as framework from ladders l join frameworks f on f.id = l.framework_id where l.id = $1`,
        [contract.ladderId],
      )
    ).rows[0];
  const other = await aYearBefore(await app.given.ladder());
  await link(scenario.contract.contractId, other.contractId);
  expect(await evidence()).toEqual([0, 0, 0]);
  // Read all the same, under the names of its own ladder.
  const read = await scenario.tutor.get(scenario.url('prior-facts'));
  expect(read.body.data).toHaveLength(1);

  // The same ladder, published again.
  const was = await ladderOf(scenario.contract);
  await app.owner.query('alter table ladders disable trigger user');
  await app.owner.query('alter table frameworks disable trigger user');
  await app.owner.query(`update ladders set code = $2, revision = 2 where id = $1`, [
    other.ladderId,
    was?.code,
  ]);
  await app.owner.query(
    `update frameworks set code = $2, version_code = '0' where id = (select framework_id from ladders where id = $1)`,
    [other.ladderId, was?.framework],
  );
  await app.owner.query('alter table ladders enable trigger user');
  await app.owner.query('alter table frameworks enable trigger user');
  expect(await evidence()).toEqual([1, 0, 1]);
});

test('a sign-off of the end of a shift needs one observation of this contract by its signer, too', async () => {
  for (let day = 10; day < 20; day += 1) await seeBefore(`2026-02-${day}`);
  const other = await app.as(await app.given.mandate(scenario.contract, 'observer'));
  for (const by of [scenario.observer, other])
    await scenario.observe(by, 'simple_tasks', ['C1'], '2026-03-10');
  const send = (clientId: string, observation: boolean) =>
    scenario.tutor.post('/v1/sign-offs', {
      items: [
        {
          clientId,
          contractId: scenario.contract.contractId,
          observedOn: '2026-03-12',
          observation,
          competency: 'C1',
          level: 'simple_tasks',
          outcome: 'acquired',
        },
      ],
    });
  const [refused] = (await send('0199c1d2-0000-7000-8000-000000000001', false)).body.results;
  expect([refused.status, refused.problem.code]).toEqual([409, 'quorum_not_met']);
  const [signed] = (await send('0199c1d2-0000-7000-8000-000000000002', true)).body.results;
  expect(signed.status).toBe(201);
});
