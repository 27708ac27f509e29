import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import pg from 'pg';
import { addDays, addMilliseconds } from '../../../src/kernel/days.js';
import { TestApp, type Caller, type TestResponse } from '../../support/app.js';
import { LadderScenario } from '../../support/scenarios/ladder-scenario.js';
import { RunningClock } from '../../support/fixed-clock.js';
import type { Someone } from '../../support/scenarios/given.js';

// Many requests at once take their time.
jest.setTimeout(120_000);

let app: TestApp;
let ladderId: string;

beforeAll(async () => {
  app = await TestApp.start({ PALIER_POOL_SIZE: '10' }, new RunningClock());
  ladderId = await app.given.ladder();
});
afterAll(() => app.stop());

const start = () => LadderScenario.start(app, { ladderId: ladderId as never });

/** Another caller, who may read that contract: a few long reads belong to each. */
const reader = async (scenario: LadderScenario): Promise<Caller> =>
  app.as(await app.given.mandate(scenario.contract, 'observer'));

const notYet = (scenario: LadderScenario, competency: string) =>
  scenario.sign('observation', [competency], {
    items: [{ competency, level: 'observation', outcome: 'not_yet', nextStep: 'Reprendre ensemble' }],
  });

/** A connection that holds the contract's row, as a sign-off does, until it is told to let go. */
async function holder(
  scenario: LadderScenario,
  { contractId, by }: { contractId: string; by: Someone } = {
    contractId: scenario.contract.contractId,
    by: scenario.tutorIs,
  },
): Promise<{ letGo: () => Promise<void> }> {
  const client = new pg.Client({ connectionString: app.database.apiUrl });
  await client.connect();
  await client.query('begin');
  const { accountId, personId } = by;
  await client.query(`select app.set_actor('person', $1, $2, $3)`, [accountId, personId, app.clock.now()]);
  const { rows } = await client.query('select app.lock_contract($1) as held', [contractId]);
  expect(rows).toEqual([{ held: true }]);
  return {
    letGo: async () => {
      await client.query('commit');
      await client.end();
    },
  };
}

/** How many sessions of this database wait for a lock. */
const waiters = async (): Promise<number> =>
  (
    await app.owner.query(
      `select from pg_locks l join pg_stat_activity a using (pid) where not l.granted and a.datname = current_database()`,
    )
  ).rowCount ?? 0;

test('whatever instant a ladder names while four write, its past is told alike ever after', async () => {
  const scenario = await start();
  const readers = await Promise.all(Array.from({ length: 6 }, () => reader(scenario)));
  const reported: [string, TestResponse['body']][] = [];
  let writing = true;
  const write = async (competencies: string[]) => {
    for (let round = 0; round < 20; round += 1) {
      const answer = await notYet(scenario, competencies[round % competencies.length] ?? 'C6');
      expect(answer.status).toBe(201);
      reported.push(['written', answer.body.ladder]);
    }
  };
  const read = async (by: Caller, query: () => string) => {
    while (writing) {
      const answer = await by.get(scenario.url(`ladder${query()}`));
      expect(answer.status).toBe(200);
      reported.push([query() === '' ? 'now' : 'past', answer.body]);
    }
  };
  const reading = [
    ...readers.map((by) => read(by, () => '')),
    ...readers.slice(0, 2).map((by) => read(by, () => `?at=${app.clock.now()}`)),
  ];
  await Promise.all([['C6'], ['C8'], ['C10'], ['C11']].map(write)).finally(() => (writing = false));
  await Promise.all(reading);

  const differing = [];
  for (const [how, ladder] of reported) {
    const again = (await scenario.tutor.get(scenario.url(`ladder?at=${ladder.at}`))).body;
    if (JSON.stringify(again) !== JSON.stringify(ladder))
      differing.push([how, ladder.at, ladder.sequence, again.sequence]);
  }
  expect(reported.length).toBeGreaterThan(100);
  expect(differing).toEqual([]);
});

test('twenty readers of a contract’s past take no lock that its next writer could wait for', async () => {
  const scenario = await start();
  const readers = await Promise.all(Array.from({ length: 20 }, () => reader(scenario)));
  const { letGo } = await holder(scenario);
  const reading = readers.map((by) => by.get(scenario.url(`ladder?at=${app.clock.now()}`)));
  await wait(300);
  expect(await waiters()).toBe(0);
  const writer = new pg.Client({ connectionString: app.database.ownerUrl });
  await writer.connect();
  await letGo();
  await writer.query(`set lock_timeout = '1s'`);
  await writer.query('begin');
  await writer.query('select from contracts where id = $1 for update nowait', [scenario.contract.contractId]);
  await writer.query('commit');
  await writer.end();

  const answers = await Promise.all(reading);
  expect(answers.map(({ status }) => status)).toEqual(readers.map(() => 200));
});

test('the past of longer ago than a writer may have begun is told at once, whoever writes', async () => {
  (app.clock as RunningClock).lag = 60 * 60_000;
  const scenario = await start();
  (app.clock as RunningClock).lag = 0;
  const { letGo } = await holder(scenario);
  const before = addMilliseconds(app.clock.now(), -10 * 60_000);
  const answer = await scenario.tutor.get(scenario.url(`ladder?at=${before}`));
  await letGo();

  expect(answer.status).toBe(200);
  expect(answer.body.at).toBe(before);
});

test('a recent past waits for whoever holds the contract, and says when it waited for too long', async () => {
  const scenario = await start();
  const { letGo } = await holder(scenario);
  const waited = scenario.tutor.get(scenario.url(`ladder?at=${app.clock.now()}`));
  const plain = await scenario.tutor.get(scenario.url('ladder'));
  expect(plain.status).toBe(200);
  const given = await waited;
  expect(given.status).toBe(503);
  expect(Number(given.headers['retry-after'])).toBeGreaterThan(0);
  await letGo();

  expect((await scenario.tutor.get(scenario.url(`ladder?at=${app.clock.now()}`))).status).toBe(200);
});

test('the past of one contract never waits for the writers of another', async () => {
  const [one, other] = [await start(), await start()];
  const { letGo } = await holder(one);
  const answer = await other.tutor.get(other.url(`ladder?at=${app.clock.now()}`));
  await letGo();

  expect(answer.status).toBe(200);
});

/** A contract that continues one which ended ten days ago, and the tutor of that one. */
async function continued() {
  const end = addDays(app.clock.today(), -10);
  const before = await app.given.contract({ ladderId: ladderId as never, until: end });
  const earlierIs = await app.given.mandate(before, 'main_tutor');
  const earlier = await app.as(earlierIs);
  const { alternant, trainingCentreId } = before;
  const scenario = await LadderScenario.start(app, {
    alternant,
    trainingCentreId,
    ladderId: ladderId as never,
    startsOn: end,
  });
  await app.owner.query('update contracts set continuation_of = $2 where id = $1', [
    scenario.contract.contractId,
    before.contractId,
  ]);
  return { scenario, before, earlier, earlierIs, seenOn: addDays(end, -5) };
}

test('the past of a contract that continues another waits for whoever writes that one', async () => {
  const { scenario, before, earlierIs } = await continued();
  // What was just recorded here would have no instant in common with who begins to write there in the same moment.
  await wait(1_000);
  const { letGo } = await holder(scenario, { contractId: before.contractId, by: earlierIs });
  const held = app.clock.now();
  await wait(100);
  const plain = await scenario.tutor.get(scenario.url('ladder'));
  const waited = await scenario.tutor.get(scenario.url(`ladder?at=${app.clock.now()}`));
  await letGo();

  expect(plain.status).toBe(200);
  expect(plain.body.at <= held).toBe(true);
  expect(waited.status).toBe(503);
  expect((await scenario.tutor.get(scenario.url(`ladder?at=${app.clock.now()}`))).status).toBe(200);
});

test('what a ladder tells of the contract that it continues is told alike ever after, while both are written', async () => {
  const { scenario, before, earlier, seenOn } = await continued();
  const reported: TestResponse['body'][] = [];
  let writing = true;
  // As long as the readers need, however fast writing is.
  const goesOn = (round: number) => round < 25 || (reported.length <= 50 && round < 250);
  const see = async () => {
    for (let round = 0; goesOn(round); round += 1) {
      const answer = await earlier.post(`/v1/contracts/${before.contractId}/observations`, {
        observedOn: seenOn,
        items: [{ competency: 'C6', level: 'observation', outcome: round % 2 ? 'performed' : 'unsafe' }],
      });
      expect(answer.status).toBe(201);
    }
  };
  const sign = async () => {
    for (let round = 0; goesOn(round); round += 1) expect((await notYet(scenario, 'C8')).status).toBe(201);
  };
  const read = async (by: Caller) => {
    while (writing) {
      const answer = await by.get(scenario.url('ladder'));
      if (answer.status === 200) reported.push(answer.body);
      else expect([429, 503]).toContain(answer.status);
    }
  };
  const readers = await Promise.all(Array.from({ length: 4 }, () => reader(scenario)));
  const reading = readers.map(read);
  await Promise.all([see(), see(), sign()]).finally(() => (writing = false));
  await Promise.all(reading);

  const differing = [];
  for (const ladder of reported) {
    const again = (await scenario.tutor.get(scenario.url(`ladder?at=${ladder.at}`))).body;
    if (JSON.stringify(again) !== JSON.stringify(ladder))
      differing.push([ladder.at, ladder.sequence, again.sequence]);
  }
  expect(reported.length).toBeGreaterThan(50);
  expect(differing).toEqual([]);
});

test('whoever corrects the alternant of a contract is seen in its row, also beside somebody who only refers to it', async () => {
  const scenario = await start();
  const { contractId, trainingCentreId, alternant } = scenario.contract;
  const admin = await app.given.someone('centre_admin', trainingCentreId);
  const refers = new pg.Client({ connectionString: app.database.ownerUrl });
  const corrects = new pg.Client({ connectionString: app.database.apiUrl });
  await Promise.all([refers.connect(), corrects.connect()]);
  await refers.query('begin');
  await refers.query('select from contracts where id = $1 for key share', [contractId]);
  await corrects.query('begin');
  await corrects.query(`select app.set_actor('person', $1, $2, $3)`, [
    admin.accountId,
    admin.personId,
    app.clock.now(),
  ]);
  const began = app.clock.now();
  const held = corrects.query('select app.lock_identity($1)', [alternant.personId]);
  await wait(200);
  await refers.query('commit');
  await held;
  await wait(200);
  const named = (await scenario.tutor.get(scenario.url('ladder'))).body.at;
  await corrects.query('rollback');
  await Promise.all([refers.end(), corrects.end()]);

  expect(named <= began).toBe(true);
});

test('a hundred reports of the past by one administrator take nothing from whoever reads ladders', async () => {
  const scenario = await start();
  const admin = await app.as(await app.given.someone('centre_admin', scenario.contract.trainingCentreId));
  const reports = Array.from({ length: 100 }, () => admin.get(`/v1/reports/cohort?at=${app.clock.now()}`));
  const ladders = [];
  for (let round = 0; round < 50; round += 1)
    ladders.push((await scenario.tutor.get(scenario.url('ladder'))).status);
  const answers = await Promise.all(reports);
  const refused = answers.filter(({ status }) => status !== 200);

  expect(new Set(ladders)).toEqual(new Set([200]));
  expect(answers.length - refused.length).toBeGreaterThanOrEqual(2);
  expect(refused.length).toBeGreaterThan(50);
  for (const { status, body, headers } of refused) {
    expect([status, body.code]).toEqual([429, 'too_many_long_reads']);
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
  }
});

test('whoever asks as many clients of one organisation waits for themselves, and others have their turns', async () => {
  const scenario = await start();
  const { trainingCentreId } = scenario.contract;
  const clients = await Promise.all(
    Array.from({ length: 5 }, async () => app.asClient(await app.given.apiClient(trainingCentreId))),
  );
  const query = () => `/v1/reports/cohort?at=${app.clock.now()}`;
  const asked = clients.flatMap((client) => Array.from({ length: 10 }, () => client.get(query())));
  await wait(20);
  const admin = await app.as(await app.given.someone('centre_admin', trainingCentreId));
  const own = await admin.get(query());
  const answers = await Promise.all(asked);

  expect(own.status).toBe(200);
  const refused = answers.filter(({ status }) => status !== 200);
  expect(refused.length).toBeGreaterThan(10);
  for (const { status, body } of refused) expect([status, body.code]).toEqual([429, 'too_many_long_reads']);
});
