import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { LadderAnswers } from '../../../src/features/ladder/ladder-answers.js';
import { addMilliseconds } from '../../../src/kernel/days.js';
import { rebuildProgress } from '../../../src/features/ladder/progress/rebuild.store.js';
import { asOwner } from '../../../src/platform/database/provision.js';
import { TestApp, type Caller, type TestResponse } from '../../support/app.js';
import { LadderScenario } from '../../support/scenarios/ladder-scenario.js';
import { exact, Moves } from '../../support/scenarios/moves.js';

let app: TestApp;
let other: TestApp;
let scenario: LadderScenario;
let elsewhere: Caller;

beforeAll(async () => {
  app = await TestApp.start();
  other = await app.beside();
});
afterAll(() => app.stop());
beforeEach(async () => {
  app.clock.set('2026-03-12');
  scenario = await LadderScenario.start(app);
  elsewhere = await other.as(scenario.tutorIs);
});

/** By the process that has read it before, and by one that kept nothing. */
async function readTwice(query = '', url = scenario.url('ladder')): Promise<TestResponse> {
  const kept = await scenario.tutor.get(url + query);
  other.nest.get(LadderAnswers).forgetAll();
  const fresh = await elsewhere.get(url + query);
  expect([kept.text, kept.headers['etag']]).toEqual([fresh.text, fresh.headers['etag']]);
  return kept;
}

const unless = (tag: string | undefined, by = scenario.tutor, query = '') =>
  by.get(scenario.url(`ladder${query}`), { headers: { 'if-none-match': tag ?? '' } });

test('whoever names the tag of what still stands is sent nothing; then everything, once something was recorded', async () => {
  const first = await readTwice();
  expect(first.headers).toMatchObject({
    etag: expect.stringMatching(/^W\/"2\.[\w-]{24}"$/),
    'cache-control': 'private, no-cache',
    vary: expect.stringMatching(/^Authorization, accept-encoding$/i),
  });
  const same = await unless(first.headers['etag']);
  expect([same.status, same.text, same.headers['content-type']]).toEqual([304, '', undefined]);
  expect(same.headers).toMatchObject({
    etag: first.headers['etag'],
    'cache-control': 'private, no-cache',
    vary: expect.stringMatching(/^Authorization, accept-encoding$/i),
  });
  expect((await unless(`"x", ${first.headers['etag']}`)).status).toBe(304);
  expect((await unless('*')).status).toBe(304);
  expect((await unless('"2.something"')).status).toBe(200);

  await scenario.observe(scenario.observer, 'observation', ['C6'], '2026-03-12');
  const next = await unless(first.headers['etag']);
  expect([next.status, next.body.sequence]).toEqual([200, 3]);
  expect((await unless(next.headers['etag'])).status).toBe(304);
});

test('time that passes changes the instant that is told, not the tag; another day is counted again', async () => {
  const first = await readTwice();
  app.clock.advance({ minutes: 5 });
  const later = await readTwice();
  expect(later.body).toEqual({ ...first.body, at: app.clock.now() });
  expect(later.headers['etag']).toBe(first.headers['etag']);
  app.clock.set('2027-09-01'); // the contract is over
  const over = await readTwice();
  expect([over.body.frozen, over.headers['etag'] === first.headers['etag']]).toEqual([true, false]);
});

test('what another process wrote is read at once', async () => {
  await readTwice();
  const { status } = await elsewhere.post(scenario.url('sign-offs'), {
    observedOn: '2026-03-12',
    observation: true,
    items: [{ competency: 'C6', level: 'observation', outcome: 'acquired' }],
  });
  expect([status, (await readTwice()).body.completion.acquired]).toEqual([201, 1]);
});

test('who may read it no more is told nothing, however often it was read, and whatever tag they name', async () => {
  const { contract } = scenario;
  const hr = await app.given.someone('hr', contract.employerId);
  const observer = await app.given.mandate(contract, 'observer');
  const [asHr, asObserver] = [await app.as(hr), await app.as(observer)];
  const stranger = await app.as(await app.given.someone('tutor', await app.given.organisation()));
  const alternant = await app.as(contract.alternant);
  const before = app.clock.now();
  await scenario.sign('observation', ['C6']);
  app.clock.advance({ minutes: 1 });
  const past = `?at=${before}`;
  const read = (by: Caller, query = '') => by.get(scenario.url(`ladder${query}`));
  const reported = await read(scenario.tutor);
  for (const by of [asHr, asObserver, alternant]) {
    expect([(await read(by)).text, (await read(by, past)).status]).toEqual([reported.text, 200]);
    expect((await unless(reported.headers['etag'], by)).status).toBe(304);
  }
  const refused = async (by: Caller) => {
    for (const query of ['', past]) {
      expect((await read(by, query)).status).toBe(404);
      const named = await unless(reported.headers['etag'], by, query);
      expect([named.status, named.headers['cache-control'], named.headers['etag']]).toEqual([
        404,
        'no-store',
        undefined,
      ]);
    }
  };
  await refused(stranger);

  await app.owner.query('update memberships set until_day = $2 where person_id = $1', [
    hr.personId,
    '2026-03-12',
  ]);
  await app.owner.query('update mandates set until_day = $2 where id = $1', [
    observer.mandateId,
    '2026-02-10',
  ]);
  await refused(asHr);
  await refused(asObserver);
  await app.owner.query('update accounts set disabled_at = $2 where id = $1', [
    scenario.tutorIs.accountId,
    app.clock.now(),
  ]);
  expect((await read(scenario.tutor)).status).toBe(401);
  expect((await unless(reported.headers['etag'])).status).toBe(401);
  expect((await read(alternant)).text).toBe(reported.text);
});

test('the past is told alike however often it was read: before a fact, at it, after it, and on other days', async () => {
  const instants: string[] = [app.clock.now()];
  for (const competency of ['C6', 'C8', 'C10']) {
    app.clock.advance({ days: 1, minutes: 7 });
    await scenario.sign('observation', [competency]);
    instants.push(app.clock.now(), addMilliseconds(app.clock.now(), 60_000));
  }
  app.clock.advance({ days: 3 });
  instants.push('2026-03-14', '2026-03-16');
  const first = new Map<string, string>();
  for (let round = 0; round < 3; round += 1)
    for (const at of instants) {
      const { text, headers } = await readTwice(`?at=${at}`);
      expect(text).toBe(first.get(at) ?? text);
      first.set(at, text);
      expect((await unless(headers['etag'], scenario.tutor, `?at=${at}`)).status).toBe(304);
      if (round === 1) await scenario.observe(scenario.observer, 'observation', ['C11'], '2026-03-12');
    }
});

test('a ladder that the contract left, and a progress that was mended, are told no more', async () => {
  const moves = await Moves.start(app);
  const reader = await other.as(moves.scenario.tutorIs);
  const url = moves.scenario.url('ladder');
  const both = async (query = '') => {
    const kept = await moves.scenario.tutor.get(url + query);
    other.nest.get(LadderAnswers).forgetAll();
    expect(kept.text).toBe((await reader.get(url + query)).text);
    return kept;
  };
  await moves.achieve('one', 'two');
  const before = await both();
  const { ladderId, mappingId } = await moves.to({}, { competencies: exact('A') });
  app.clock.advance({ minutes: 1 });
  await moves.done(mappingId);
  expect((await both()).body).toMatchObject({ ladderId, completion: { acquired: 1 } });
  expect((await both(`?at=${before.body.at}`)).text).toBe(before.text);

  const { contractId } = moves.scenario.contract;
  await app.owner.query('begin');
  await app.owner.query('delete from progress where contract_id = $1', [contractId]);
  await app.owner.query('update contracts set last_sequence = last_sequence where id = $1', [contractId]);
  await app.owner.query('commit');
  expect((await both()).body.completion.acquired).toBe(0);
  await asOwner(app.database.ownerUrl, rebuildProgress);
  expect((await both()).body.completion.acquired).toBe(1);
});

test('what is seen under a contract that this one continues counts at once, and at the right instants', async () => {
  const { alternant, ladderId } = scenario.contract;
  const next = await LadderScenario.start(app, {
    alternant,
    ladderId,
    startsOn: '2027-09-01',
    until: '2028-09-01',
  });
  await app.owner.query('update contracts set continuation_of = $2 where id = $1', [
    next.contract.contractId,
    scenario.contract.contractId,
  ]);
  const reader = await other.as(next.tutorIs);
  const seen = async (query = '') => {
    const kept = await next.tutor.get(next.url(`ladder${query}`));
    other.nest.get(LadderAnswers).forgetAll();
    expect(kept.text).toBe((await reader.get(next.url(`ladder${query}`))).text);
    const [level] = kept.body.levels;
    return level.requirements.find((one: { competency: string }) => one.competency === 'C6').evidence
      .observations.have;
  };
  expect([await seen(), await seen(), await seen(`?at=${app.clock.now()}`)]).toEqual([0, 0, 0]);
  const before = app.clock.now();
  app.clock.advance({ days: 1 });
  await scenario.observe(scenario.observer, 'observation', ['C6'], '2026-03-13');
  expect([await seen(), await seen(`?at=${before}`), await seen(`?at=${app.clock.now()}`)]).toEqual([
    1, 0, 1,
  ]);
  app.clock.advance({ days: 1 });
  await scenario.observe(scenario.observer, 'observation', ['C6'], '2026-03-14');
  expect([await seen(), await seen(`?at=${before}`)]).toEqual([2, 0]);
});

test('names that are corrected change nothing of a ladder', async () => {
  const before = await readTwice();
  await app.owner.query('update people set family_name = $2, version = version + 1 where id = $1', [
    scenario.contract.alternant.personId,
    'Moreau-Petit',
  ]);
  expect((await readTwice()).text).toBe(before.text);
  expect(before.text).not.toContain('Moreau');
});
