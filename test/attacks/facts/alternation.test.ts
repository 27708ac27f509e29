import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { TestApp, type Caller } from '../../support/app.js';
import type { GivenContract } from '../../support/scenarios/given.js';

// Where the alternant is on a day, at the seams: files, forms, tags and the past.

let app: TestApp;
let given: GivenContract;
let [hr, admin, tutor]: Caller[] = [];
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
  hr = await app.as(await app.given.someone('hr', given.employerId));
  admin = await app.as(await app.given.someone('centre_admin', given.trainingCentreId));
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
void admin;
