import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import pg from 'pg';
import { TestApp } from '../../support/app.js';
import { goesBeside } from '../../support/statements/beside.js';
import { LadderScenario } from '../../support/scenarios/ladder-scenario.js';

let app: TestApp;
let scenario: LadderScenario;
let sent: { text: string; waited: boolean }[] = [];
let underWay = 0;
const query = pg.Client.prototype.query as (...args: unknown[]) => unknown;

beforeAll(async () => {
  app = await TestApp.start();
  scenario = await LadderScenario.start(app);
  await scenario.ladder();
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    if (goesBeside(this, args[0])) return query.apply(this, args);
    const text = typeof args[0] === 'string' ? args[0] : (args[0] as { text: string }).text;
    sent.push({
      text: text
        .trim()
        .split('\n')
        .map((line) => line.trim())
        .join(' '),
      waited: underWay === 0,
    });
    underWay += 1;
    const answer = query.apply(this, args) as Promise<unknown>;
    void answer.then(
      () => (underWay -= 1),
      () => (underWay -= 1),
    );
    return answer;
  } as typeof pg.Client.prototype.query;
});
afterAll(async () => {
  pg.Client.prototype.query = query as typeof pg.Client.prototype.query;
  await app.stop();
});
beforeEach(() => {
  sent = [];
});

/** What was sent while nothing was on its way began a round trip; the rest travelled with it. */
const roundTrips = () => sent.filter(({ waited }) => waited).length;

test('a sign-off takes two round trips: begin, actor, lock and read; write and commit', async () => {
  const response = await scenario.sign('observation', ['C6']);

  expect(response.status).toBe(201);
  expect(sent.map(({ text }) => text.split(' ').slice(0, 2).join(' '))).toEqual([
    'begin; select',
    'select c.id',
    'with recorded_observations',
    'commit',
  ]);
  expect(sent[0]?.text).toContain('app.lock_contract(');
  expect(roundTrips()).toBe(2);
});

test('with an idempotency key it takes three: the key is looked up first, and stored with the commit', async () => {
  const response = await scenario.tutor.post(
    scenario.url('sign-offs'),
    {
      observedOn: '2026-03-12',
      observation: true,
      items: [{ competency: 'C8', level: 'observation', outcome: 'acquired' }],
    },
    { 'idempotency-key': 'statements-1' },
  );

  expect(response.status).toBe(201);
  expect(sent).toHaveLength(6);
  expect(roundTrips()).toBe(3);
});

test('a shift takes two round trips for each contract, and one statement that writes, whatever the number of its items', async () => {
  const other = await LadderScenario.start(app, { ladderId: scenario.contract.ladderId });
  await app.given.mandate(other.contract, 'co_tutor', { person: scenario.tutorIs });
  sent = [];

  const response = await scenario.tutor.post('/v1/sign-offs', {
    items: [scenario, other].flatMap(({ contract }) =>
      Array.from({ length: 50 }, (_, index) => ({
        clientId: `${contract.contractId}-${index}`,
        contractId: contract.contractId,
        observedOn: '2026-03-12',
        observation: true,
        competency: 'C10',
        level: 'observation',
        outcome: 'not_yet',
        nextStep: 'Encore',
      })),
    ),
  });

  expect(response.body.results.map(({ status }: { status: number }) => status)).toEqual(
    Array.from({ length: 100 }, () => 201),
  );
  const ofOne = [
    'begin; select',
    'select c.id',
    'select k.client_id',
    'with recorded_observations',
    'commit',
  ];
  expect(sent.map(({ text }) => text.split(' ').slice(0, 2).join(' '))).toEqual([...ofOne, ...ofOne]);
  expect(roundTrips()).toBe(4);
});

test('reading a ladder takes one statement besides begin and commit, in one round trip', async () => {
  const unread = await LadderScenario.start(app, { ladderId: scenario.contract.ladderId });
  sent = [];
  await unread.ladder();
  expect(sent).toHaveLength(3);
  expect(roundTrips()).toBe(1);
});

test('a ladder that was read before takes one message; two round trips once it changed', async () => {
  const read = await LadderScenario.start(app, { ladderId: scenario.contract.ladderId });
  await read.ladder();
  sent = [];
  await read.ladder();
  expect(sent.map(({ text }) => text.split(' ').slice(0, 2).join(' '))).toEqual(['select v.version,']);
  await read.sign('observation', ['C6']);
  sent = [];
  await read.ladder();
  expect(sent).toHaveLength(4);
  expect(roundTrips()).toBe(2);
});

test('and whatever decides them: declarations, attestations, acts, the hours of a shift', async () => {
  const of = { level: 'observation', competencies: ['C6'], regulated: true };
  const ladderId = await app.given.ladder({
    missions: [
      { code: 'lift', title: 'Lever', ...of, prerequisites: ['afgsu_2'] },
      { code: 'needle', title: 'Piquer', ...of, acts: ['injection'] },
    ],
  });
  const minor = await LadderScenario.start(app, { ladderId, birthDate: '2009-05-04' });
  const { employerId } = minor.contract;
  const hr = await app.as(await app.given.someone('hr', employerId));
  for (const missions of [['lift'], ['lift', 'needle']]) {
    const declared = { declaredOn: '2026-03-01', ladderId, missions };
    expect((await hr.post(`/v1/organisations/${employerId}/declarations`, declared)).status).toBe(201);
    const attested = { prerequisite: 'afgsu_2', validFrom: '2026-03-01' };
    expect((await minor.tutor.post(minor.url('attestations'), attested)).status).toBe(201);
  }
  await minor.tutor.get(minor.url('entitlements'));
  sent = [];

  const shift = 'shiftFrom=2026-03-15T22:00:00%2B01:00&shiftTo=2026-03-16T06:00:00%2B01:00';
  const { body } = await minor.tutor.get(minor.url(`entitlements?${shift}`));

  expect(
    body.data.map((one: { reasons: { code: string }[] }) => one.reasons.map(({ code }) => code)),
  ).toEqual([
    ['age', 'age'],
    ['age', 'age', 'never_for_an_alternant'],
  ]);
  expect(sent).toHaveLength(3);
  expect(roundTrips()).toBe(1);
});

test('so do the entitlements, with the concerns that withdraw some', async () => {
  const concern = { severity: 'high', missions: ['obs_01'], text: 'Geste dangereux' };
  expect((await scenario.tutor.post(scenario.url('concerns'), concern)).status).toBe(201);
  sent = [];

  const { body } = await scenario.tutor.get(scenario.url('entitlements?mission=obs_01'));

  expect(body.data[0].reasons).toMatchObject([{ code: 'concern' }]);
  expect(sent).toHaveLength(3);
  expect(roundTrips()).toBe(1);
});

test('a decision on a request writes its sign-offs and its end in one statement, sent with the commit', async () => {
  const asked = await scenario.tutor.post(scenario.url('sign-off-requests'), {
    items: [{ competency: 'C11', level: 'observation' }],
  });
  sent = [];

  const decided = await scenario.tutor.post(`/v1/sign-off-requests/${asked.body.id}/decide`, {
    observedOn: '2026-03-12',
    observation: true,
    items: [{ competency: 'C11', level: 'observation', outcome: 'acquired' }],
  });

  expect(decided.body.status).toBe('decided');
  expect(sent.filter(({ text }) => text.startsWith('with recorded_observations'))).toHaveLength(1);
  // Beside what it writes, a job tells whoever asked.
  const written = sent.filter(({ text }) => /insert|update/.test(text) && !text.includes('jobs.'));
  expect(written).toHaveLength(1);
});

test('a fact that moves no ladder is written by one statement too, and takes two round trips', async () => {
  const concern = { severity: 'low', missions: ['obs_01'], text: 'À revoir' };
  expect((await scenario.tutor.post(scenario.url('concerns'), concern)).status).toBe(201);

  expect(sent.map(({ text }) => text.split(' ').slice(0, 2).join(' '))).toEqual([
    'begin; select',
    'select c.id',
    'with recorded_concerns',
    // The job that tells the team.
    'insert into',
    'commit',
  ]);
  expect(roundTrips()).toBe(2);
});

test('the queue takes three statements besides begin and commit, whatever awaits of a kind', async () => {
  expect((await scenario.referent.get('/v1/me/queue')).body.counts.concern_review).toBeGreaterThan(0);
  expect(sent.map(({ text }) => text.split(' ').slice(0, 2).join(' '))).toEqual([
    'begin read',
    'with own',
    'select c.id',
    'select n.person_id',
    'commit',
  ]);
});
