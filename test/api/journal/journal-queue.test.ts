import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { ENTRIES_TO_ACKNOWLEDGE } from '../../../src/features/journal/journal.queue.queries.js';
import { Db } from '../../../src/platform/database/db.js';
import { rows } from '../../../src/platform/database/sql.js';
import { TestApp, type Caller } from '../../support/app.js';
import { Climb } from '../../support/scenarios/ladder-scenario.js';
import type { Someone } from '../../support/scenarios/given.js';

let app: TestApp;
let climb: Climb;
let alternant: Caller;

beforeAll(async () => {
  app = await TestApp.start();
  app.clock.set('2026-03-12');
  climb = await Climb.start(app);
  alternant = await app.as(climb.contract.alternant);
});
afterAll(() => app.stop());

/** As the API asks it for a caller. */
const queueOf = ({ personId, accountId, roles }: Someone) =>
  app.nest
    .get(Db)
    .read({ kind: 'person', personId, accountId, roles } as never, (q) =>
      rows(q, ENTRIES_TO_ACKNOWLEDGE, [personId, app.clock.now(), app.clock.today()]),
    );
const write = async (mission: string): Promise<string> => {
  const body = { on: '2026-03-12', mission, minutes: 10, text: 'Avec Claude' };
  const answer = await alternant.post(climb.url('journal-entries'), body);
  expect(answer.status).toBe(201);
  return answer.body.id;
};

test('an entry awaits the tutors of today until one has read it, or she took it back; nobody else', async () => {
  const { contract } = climb;
  const substitute = await app.given.mandate(contract, 'substitute');
  const others = await Promise.all([
    app.given.mandate(contract, 'observer'),
    app.given.mandate(contract, 'referent'),
    app.given.mandate(contract, 'co_tutor', { until: '2026-03-12' }),
    app.given.mandate(contract, 'co_tutor', { from: '2026-03-13' }),
    app.given.someone('hr', contract.employerId),
  ]);
  const elsewhere = await Climb.start(app);
  const ids = [await write('obs_01'), await write('mea_01'), await write('obs_01')];
  const [first, second, third] = ids as [string, string, string];

  const queue = await queueOf(climb.tutorIs);
  expect(queue).toHaveLength(3);
  expect(queue.find(({ id }) => id === second)).toEqual({
    kind: 'journal_entry',
    id: second,
    contract_id: contract.contractId,
    since: '2026-03-12T08:00:00.000Z',
    detail: {
      on: '2026-03-12',
      mission: 'mea_01',
      minutes: 10,
      beyondEntitlement: true,
      reasons: ['level_locked'],
    },
  });
  for (const nobody of [...others, elsewhere.tutorIs, contract.alternant]) {
    expect(await queueOf(nobody)).toEqual([]);
  }
  expect((await climb.tutor.post(`/v1/journal-entries/${first}/acknowledge`)).status).toBe(200);
  const taken = await alternant.post(`/v1/journal-entries/${third}/withdraw`, { reason: 'Doublon' });
  expect(taken.status).toBe(200);
  for (const tutor of [climb.tutorIs, substitute]) {
    expect((await queueOf(tutor)).map(({ id }) => id)).toEqual([second]);
  }
});

test('lists of assignments and of the plan take as many statements for many rows as for one', async () => {
  const query = pg.Client.prototype.query as (...args: unknown[]) => unknown;
  const statements = async (url: string): Promise<number> => {
    let sent = 0;
    pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
      sent += 1;
      return query.apply(this, args);
    } as typeof pg.Client.prototype.query;
    const { status } = await climb.tutor.get(climb.url(url)).finally(() => {
      pg.Client.prototype.query = query as typeof pg.Client.prototype.query;
    });
    expect(status).toBe(200);
    return sent;
  };
  const add = async () => {
    const given = { mission: 'obs_01', from: '2026-03-12' };
    expect((await climb.tutor.post(climb.url('assignments'), given)).status).toBe(201);
    const item = { horizon: 'short', mission: 'mea_01', place: 'employer', by: '2026-04-30' };
    expect((await climb.tutor.post(climb.url('plan-items'), item)).status).toBe(201);
  };
  const counted = async () => [await statements('assignments'), await statements('plan-items')];
  await add();
  await counted();
  const [one, again] = [await counted(), await counted()];
  for (let n = 0; n < 4; n += 1) await add();

  expect(again).toEqual(one);
  expect(await counted()).toEqual(one);
});
