import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import pg from 'pg';
import { TestApp, type Caller, type TestResponse } from '../../support/app.js';
import { LadderScenario } from '../../support/scenarios/ladder-scenario.js';
import { RunningClock } from '../../support/fixed-clock.js';

// What takes long, asked for over and over by one caller. Somebody writes meanwhile, so that none of it ends by itself.

jest.setTimeout(60_000);

/** Two go on and six wait for their turn; whatever is more is refused at once. */
const SHARE = 8;
const ASKED = 20;

let app: TestApp;
let scenario: LadderScenario;
let admin: Caller;

beforeAll(async () => {
  app = await TestApp.start({ PALIER_POOL_SIZE: '10' }, new RunningClock());
  scenario = await LadderScenario.start(app);
  admin = await app.as(await app.given.someone('centre_admin', scenario.contract.trainingCentreId));
});
afterAll(() => app.stop());

async function whileSomebodyWrites(work: () => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: app.database.apiUrl });
  await client.connect();
  await client.query('begin');
  const { accountId, personId } = scenario.tutorIs;
  await client.query(`select app.set_actor('person', $1, $2, $3)`, [accountId, personId, app.clock.now()]);
  await client.query('select app.lock_contract($1)', [scenario.contract.contractId]);
  await client.query('select pg_current_xact_id()');
  await work().finally(async () => {
    await client.query('commit');
    await client.end();
  });
}

/** Asks so often at once, and sees that others are answered while all of it waits. */
async function flood(ask: () => Promise<TestResponse>, others: () => Promise<TestResponse>[]): Promise<void> {
  const answers: TestResponse[] = [];
  let all: Promise<unknown> = Promise.resolve();
  await whileSomebodyWrites(async () => {
    all = Promise.all(Array.from({ length: ASKED }, () => ask().then((answer) => answers.push(answer))));
    for (let tries = 0; answers.length < ASKED - SHARE && tries < 100; tries += 1) await wait(20);
    expect(answers).toHaveLength(ASKED - SHARE);
    const reported = await Promise.all(others());
    expect(reported.map(({ status }) => status)).toEqual(reported.map(() => 200));
    expect(answers).toHaveLength(ASKED - SHARE);
  });
  await all;

  for (const { status, body, headers } of answers.slice(0, ASKED - SHARE)) {
    expect([status, body.code]).toEqual([429, 'too_many_long_reads']);
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
  }
  expect(answers.slice(ASKED - SHARE).map(({ status }) => status)).toEqual(
    Array.from({ length: SHARE }, () => 200),
  );
}

const CSV = 'text/csv';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const NDJSON = 'application/x-ndjson';
const download = (by: Caller, accept: string, query = '') =>
  by.get(`/v1/reports/cohort${query}`, { headers: { accept } });

test.each([CSV, XLSX, NDJSON])(
  'of the downloads of one caller as %s a few go on, and others download, report and read meanwhile',
  async (accept) => {
    const other = await app.as(await app.given.someone('hr', scenario.contract.employerId));
    await flood(
      () => download(admin, accept, `?at=${app.clock.now()}`),
      () => [
        download(other, accept),
        other.get('/v1/reports/cohort'),
        other.get(scenario.url('ladder')),
        // Reports of the same caller are another kind: their share is not taken.
        admin.get('/v1/reports/cohort'),
      ],
    );
  },
);

test('of the entitlements of then that one caller asks for a few go on, and others are told theirs meanwhile', async () => {
  const elsewhere = await LadderScenario.start(app);
  await flood(
    () => scenario.tutor.get(scenario.url(`entitlements?at=${app.clock.now()}`)),
    () => [
      elsewhere.tutor.get(elsewhere.url(`entitlements?at=${app.clock.now()}`)),
      scenario.observer.get(scenario.url('entitlements')),
      scenario.tutor.get(scenario.url('entitlements')),
      scenario.tutor.get(scenario.url('ladder')),
      download(admin, CSV),
    ],
  );
});
