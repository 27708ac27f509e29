import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { TestApp, type Caller } from '../../support/app.js';
import { goesBeside } from '../../support/statements/beside.js';
import { LadderScenario } from '../../support/scenarios/ladder-scenario.js';
import type { Someone } from '../../support/scenarios/given.js';

let app: TestApp;
let scenario: LadderScenario;
let alternant: Caller;

beforeAll(async () => {
  app = await TestApp.start();
  app.clock.set('2026-03-12');
  scenario = await LadderScenario.start(app);
  alternant = await app.as(scenario.contract.alternant);
});
afterAll(() => app.stop());

const queueOf = async (person: Someone): Promise<{ id: string }[]> => {
  const answer = await (await app.as(person)).get('/v1/me/queue?kind=journal_entry');
  expect(answer.status).toBe(200);
  expect(answer.body.counts.journal_entry).toBe(answer.body.data.length);
  return answer.body.data;
};
const write = async (mission: string): Promise<string> => {
  const body = { on: '2026-03-12', mission, minutes: 10, text: 'Avec Claude' };
  const answer = await alternant.post(scenario.url('journal-entries'), body);
  expect(answer.status).toBe(201);
  return answer.body.id;
};

test('an entry awaits the tutors of today until one has read it, or she took it back; nobody else', async () => {
  const { contract } = scenario;
  const substitute = await app.given.mandate(contract, 'substitute');
  const others = await Promise.all([
    app.given.mandate(contract, 'observer'),
    app.given.mandate(contract, 'referent'),
    app.given.mandate(contract, 'co_tutor', { until: '2026-03-12' }),
    app.given.mandate(contract, 'co_tutor', { from: '2026-03-13' }),
    app.given.someone('hr', contract.employerId),
  ]);
  const elsewhere = await LadderScenario.start(app);
  const ids = [await write('obs_01'), await write('mea_01'), await write('obs_01')];
  const [first, second, third] = ids as [string, string, string];

  const queue = await queueOf(scenario.tutorIs);
  expect(queue).toHaveLength(3);
  expect(queue.find(({ id }) => id === second)).toEqual({
    kind: 'journal_entry',
    id: second,
    contractId: contract.contractId,
    alternant: { id: contract.alternant.personId, givenName: 'Inès', familyName: 'Moreau' },
    since: '2026-03-12T08:00:00.000Z',
    detail: {
      on: '2026-03-12',
      mission: 'mea_01',
      minutes: 10,
      beyondEntitlement: true,
      hoursFlags: [],
      reasons: ['level_locked'],
    },
  });
  for (const nobody of [...others, elsewhere.tutorIs, contract.alternant]) {
    expect(await queueOf(nobody)).toEqual([]);
  }
  expect((await scenario.tutor.post(`/v1/journal-entries/${first}/acknowledgements`)).status).toBe(201);
  const taken = await alternant.post(`/v1/journal-entries/${third}/withdrawals`, { reason: 'Doublon' });
  expect(taken.status).toBe(201);
  for (const tutor of [scenario.tutorIs, substitute]) {
    expect((await queueOf(tutor)).map(({ id }) => id)).toEqual([second]);
  }
});

test('lists of assignments and of the plan take as many statements for many rows as for one', async () => {
  const query = pg.Client.prototype.query as (...args: unknown[]) => unknown;
  const statements = async (url: string): Promise<number> => {
    let sent = 0;
    pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
      if (goesBeside(this, args[0])) return query.apply(this, args);
      sent += 1;
      return query.apply(this, args);
    } as typeof pg.Client.prototype.query;
    const { status } = await scenario.tutor.get(scenario.url(url)).finally(() => {
      pg.Client.prototype.query = query as typeof pg.Client.prototype.query;
    });
    expect(status).toBe(200);
    return sent;
  };
  const add = async () => {
    const given = { mission: 'obs_01', from: '2026-03-12' };
    expect((await scenario.tutor.post(scenario.url('assignments'), given)).status).toBe(201);
    const item = { horizon: 'short', mission: 'mea_01', place: 'employer', by: '2026-04-30' };
    expect((await scenario.tutor.post(scenario.url('plan-items'), item)).status).toBe(201);
  };
  const counted = async () => [await statements('assignments'), await statements('plan-items')];
  await add();
  await counted();
  const [one, again] = [await counted(), await counted()];
  for (let n = 0; n < 4; n += 1) await add();

  expect(again).toEqual(one);
  expect(await counted()).toEqual(one);
});
