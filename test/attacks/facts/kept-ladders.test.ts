import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { LadderAnswers } from '../../../src/features/ladder/ladder-answers.js';
import { addMilliseconds } from '../../../src/kernel/days.js';
import { TestApp, type Caller, type TestResponse } from '../../support/app.js';
import { RunningClock } from '../../support/fixed-clock.js';
import { LadderScenario } from '../../support/scenarios/ladder-scenario.js';

// A ladder that was kept, against everything that may be done to its contract.

let app: TestApp;
let other: TestApp;
let scenario: LadderScenario;
let elsewhere: Caller;
let hr: Caller;

beforeAll(async () => {
  app = await TestApp.start();
  other = await app.beside();
});
afterAll(() => app.stop());
beforeEach(async () => {
  app.clock.set('2026-03-12');
  scenario = await LadderScenario.start(app);
  elsewhere = await other.as(scenario.tutorIs);
  hr = await app.as(await app.given.someone('hr', scenario.contract.employerId));
});

const act = (verb: string, body: object = {}) =>
  hr.post(`/v1/contracts/${scenario.contract.contractId}/${verb}`, body);

/** By the process that keeps what it reads, twice, and by one that kept nothing. */
async function same(query = ''): Promise<TestResponse> {
  const url = scenario.url(`ladder${query}`);
  const first = await scenario.tutor.get(url);
  const kept = await scenario.tutor.get(url);
  other.nest.get(LadderAnswers).forgetAll();
  const fresh = await elsewhere.get(url);
  for (const one of [first, kept])
    expect([query, one.text, one.headers['etag']]).toEqual([query, fresh.text, fresh.headers['etag']]);
  return kept;
}

test('every act of a contract is seen at once, and of each instant before, at and after it', async () => {
  await scenario.complete('observation');
  const instants = [app.clock.now()];
  const acts: [string, object][] = [
    ['suspend', { on: '2026-03-01', comment: 'Arrêt' }],
    ['resume', { on: '2026-03-14' }],
    ['suspend', { on: '2026-03-20' }],
    ['resume', { on: '2026-03-25' }],
    ['terminate', { on: '2026-05-01', cause: 'mutual_agreement', initiator: 'both' }],
  ];
  const done: [string, number][] = [];
  for (const [verb, body] of acts) {
    app.clock.advance({ days: 3, minutes: 11 });
    for (const at of instants) await same(`?at=${at}`);
    await same();
    const { status } = await act(verb, body);
    done.push([verb, status]);
    instants.push(addMilliseconds(app.clock.now(), -1), app.clock.now());
    app.clock.advance({ minutes: 1 });
    instants.push(app.clock.now());
    await same();
  }
  for (const at of instants) await same(`?at=${at}`);
  expect(done.filter(([, status]) => status === 200).length).toBeGreaterThanOrEqual(4);
});

test('the day changes at midnight in Paris, for whoever keeps a ladder too', async () => {
  await act('suspend', { on: '2026-03-13' });
  app.clock.set('2026-03-12T22:59:59.000Z');
  const before = await same();
  app.clock.set('2026-03-12T23:00:03.000Z');
  const after = await same();
  expect([before.body.frozen, after.body.frozen]).toEqual([false, true]);
  expect((await same(`?at=2026-03-12T22:59:59.999Z`)).body.frozen).toBe(false);
  expect((await same(`?at=2026-03-12T23:00:00.000Z`)).body.frozen).toBe(true);
});

test('whose right ended is told nothing of what was kept, nor whether it still stands', async () => {
  const url = scenario.url('ladder');
  const reported = await scenario.tutor.get(url);
  const tag = { headers: { 'if-none-match': reported.headers['etag'] ?? '' } };
  const client = await app.given.apiClient(scenario.contract.employerId);
  const asClient = app.asClient(client);
  const auditor = await app.given.someone('auditor', scenario.contract.trainingCentreId, {
    until: '2026-03-13',
  });
  const asAuditor = await app.as(auditor);
  for (const by of [asClient, asAuditor]) expect((await by.get(url, tag)).status).toBe(304);
  await app.owner.query('update api_clients set revoked_at = $2 where id = $1', [
    client.clientId,
    app.clock.now(),
  ]);
  expect((await asClient.get(url, tag)).status).toBe(401);
  app.clock.set('2026-03-12T22:59:59.000Z');
  expect((await asAuditor.get(url, tag)).status).toBe(304);
  app.clock.set('2026-03-12T23:00:01.000Z');
  const late = await asAuditor.get(url, { headers: { 'if-none-match': '*' } });
  expect([late.status, late.headers['etag']]).toEqual([404, undefined]);
});

test('a row that a restored database wrote under the same number is another version', async () => {
  const { contractId } = scenario.contract;
  const version = async (at: string) => {
    await app.owner.query('update contracts set last_recorded_at = $2 where id = $1', [contractId, at]);
    const { rows } = await app.owner.query<{ version: string }>(
      'select v.version from app.ladder_version($1, $2, $3, $4, $5) v',
      ['person', scenario.tutorIs.accountId, scenario.tutorIs.personId, app.clock.now(), contractId],
    );
    return rows[0]?.version;
  };
  await app.owner.query('begin');
  const lost = await version('2026-03-12T07:00:00.001Z');
  const again = await version('2026-03-12T07:00:00.002Z');
  await app.owner.query('rollback');
  expect(lost).not.toBe(again);
});

test('the past of a draft whose ladder was replaced is told of that ladder, whoever kept another', async () => {
  const { alternant, employerId, trainingCentreId, ladderId } = scenario.contract;
  const body = (wanted: string, endsOn: string) => ({
    externalId: 'SIRH-1',
    kind: 'apprenticeship',
    alternantId: alternant.personId,
    employerId,
    trainingCentreId,
    ladderId: wanted,
    startsOn: '2027-09-01',
    endsOn,
  });
  const put = async (wanted: string, endsOn: string) => {
    app.clock.advance({ days: 1 });
    const { status, body: draft } = await hr.put('/v1/contracts/by-external-id/SIRH-1', body(wanted, endsOn));
    expect([200, 201]).toContain(status);
    app.clock.advance({ minutes: 1 });
    return draft.id as string;
  };
  const reader = await app.as(alternant);
  const freshReader = await other.as(alternant);
  const id = await put(ladderId, '2028-08-31');
  const at = app.clock.now();
  const read = async () => {
    const url = `/v1/contracts/${id}/ladder?at=${at}`;
    other.nest.get(LadderAnswers).forgetAll();
    const [kept, fresh] = [await reader.get(url), await freshReader.get(url)];
    expect([kept.status, kept.text]).toEqual([200, fresh.text]);
    return kept.body.ladderId;
  };
  expect(await read()).toBe(ladderId);
  await put(ladderId, '2028-07-31');
  expect(await read()).toBe(ladderId);
  const another = await app.given.ladder();
  await put(another, '2028-07-31');
  expect(await read()).toBe(another);
});

test('two tutors who sign at once, and readers beside them, are never told two stories of one instant', async () => {
  const running = await TestApp.start({}, new RunningClock());
  const beside = await running.beside();
  const signed = await LadderScenario.start(running);
  const elsewhereToo = await beside.as(signed.tutorIs);
  const second = await running.as(await running.given.mandate(signed.contract, 'co_tutor'));
  const seen = new Map<string, string>();
  const read = async (by: Caller, query: string) => {
    const { status, body } = await by.get(signed.url(`ladder${query}`));
    if (status !== 200) return;
    const { at, ...rest } = body;
    const text = JSON.stringify(rest);
    expect([at, seen.get(at) ?? text]).toEqual([at, text]);
    seen.set(at, text);
  };
  const codes = ['C6', 'C8', 'C10', 'C11'];
  const today = running.clock.today();
  for (let round = 0; round < 15; round += 1) {
    const by = round % 2 ? signed.observer : second;
    const writing = signed.observe(by, 'observation', [codes[round % 4] as string], today);
    const at = running.clock.now();
    const queries = ['', `?at=${at}`, `?at=${addMilliseconds(at, 3)}`];
    for (let again = 0; again < 3; again += 1)
      await Promise.all(
        [signed.tutor, elsewhereToo].flatMap((reader) => queries.map((query) => read(reader, query))),
      );
    await writing;
  }
  expect(seen.size).toBeGreaterThan(15);
  await running.stop();
});
