import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import pg from 'pg';
import { addDays, type Day } from '../../../src/kernel/days.js';
import { TestApp, type Caller } from '../../support/app.js';
import type { GivenContract, Someone } from '../../support/scenarios/given.js';

// Where the alternant is on a day, at the seams: files, forms, tags and the past.

let app: TestApp;
let given: GivenContract;
let hrIs: Someone | undefined;
let [hr, tutor]: Caller[] = [];
const as = (caller: Caller | undefined) => caller as Caller;
const at = (rest = '') => `/v1/contracts/${given.contractId}${rest}`;

const OFFICE = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'];
const PLAN = { patterns: [{ from: '2025-09-01', weeks: [{ company: OFFICE }] }] };
/** The known sample, made of digits that belong to nobody. */
const NIR = '2 55 08 14 168 025 38';

beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());
beforeEach(async () => {
  app.clock.set('2026-03-10');
  given = await app.given.contract();
  hrIs = await app.given.someone('hr', given.employerId);
  hr = await app.as(hrIs);
  tutor = await app.as(await app.given.mandate(given, 'main_tutor'));
  app.clock.set('2026-03-12');
});

const file = (text: string, { type = 'text/csv', query = '' } = {}) =>
  as(hr).post(at(`/calendar-imports${query}`), Buffer.from(text), { 'content-type': type });

test('a table whose titles hold a NIR is refused, and it is not said again', async () => {
  const refused = await file(`du;au;lieu;titre\n2026-04-06;2026-04-10;centre;Dossier ${NIR}\n`);
  expect(refused.status).toBe(422);
  expect(refused.text).not.toContain('168');
});

test('what the form says moves the days that a contract shows, and its tag with them', async () => {
  await as(hr).post(at('/calendars'), PLAN);
  const before = await as(tutor).get(at());
  const filled = await as(hr).patch(
    at('/form'),
    { terms: { practicalTrainingStartsOn: '2026-02-02' }, employer: { isPublic: true } },
    { 'if-match': '*' },
  );
  expect(filled.status).toBe(200);
  const again = await as(tutor).get(at(), { headers: { 'if-none-match': String(before.headers['etag']) } });
  expect(again.status).toBe(200);
  expect(again.body.trialEndsOn).not.toBe(before.body.trialEndsOn);
});

test('whoever asks for the recent past waits for who still writes to it', async () => {
  const client = new pg.Client({ connectionString: app.database.apiUrl });
  await client.connect();
  await client.query('begin');
  await client.query(`select app.set_actor('person', $1, $2, $3)`, [
    hrIs?.accountId,
    hrIs?.personId,
    app.clock.now(),
  ]);
  await client.query('select app.lock_contract($1)', [given.contractId]);
  const moment = `at=${app.clock.now()}`;
  const asked = ['', '/team', '/calendar', '/trial-period', '/deposit', '/form'].map((path) => {
    const answer = { path, isThere: false, done: as(hr).get(at(`${path}?${moment}`)) };
    void answer.done.then(() => (answer.isThere = true));
    return answer;
  });
  await wait(500);
  const early = asked.filter(({ isThere }) => isThere).map(({ path }) => path);
  await client.query('commit');
  await client.end();

  expect(early).toEqual([]);
  for (const { done } of asked) expect((await done).status).toBe(200);
});

test('file after file, a calendar grows no further than what is read in a moment', async () => {
  const table = (year: number) =>
    `du;au;lieu\n${Array.from({ length: 398 }, (_, day) => {
      const on = addDays(`${2001 + year * 4}-01-01` as Day, day * 3);
      return `${on};${on};centre`;
    }).join('\n')}`;
  const answers = [];
  for (let year = 0; year < 6; year++) answers.push(await file(table(year)));

  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201, 422]);
  expect(answers.at(-1)?.body.errors[0].code).toBe('too_many');
});

test('a draft that became of another kind is in the past what it was', async () => {
  const { contractId: _, ...parties } = given;
  const drafted = await as(hr).post('/v1/contracts', {
    kind: 'apprenticeship',
    alternantId: parties.alternant.personId,
    employerId: parties.employerId,
    trainingCentreId: parties.trainingCentreId,
    ladderId: parties.ladderId,
    startsOn: '2028-04-01',
    endsOn: '2029-03-31',
  });
  const path = `/v1/contracts/${drafted.body.id}`;
  app.clock.set('2026-03-14');
  const then = await as(hr).get(`${path}/deposit?at=2026-03-13`);
  const changed = await as(hr).patch(path, { kind: 'professionalisation' }, { 'if-match': '*' });
  expect([then.status, changed.status]).toEqual([200, 200]);
  expect((await as(hr).get(`${path}/deposit?at=2026-03-13`)).body).toEqual(then.body);
});
