import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { TestApp, type Caller } from '../../support/app.js';
import type { GivenContract } from '../../support/scenarios/given.js';

// Where the alternant is on a day: what is planned, absences, the trial period and the deposit that follow from them.

let app: TestApp;
let given: GivenContract;
let [hr, admin, tutor, alternant, stranger]: Caller[] = [];
const as = (caller: Caller | undefined) => caller as Caller;
const at = (rest = '') => `/v1/contracts/${given.contractId}${rest}`;

const OFFICE = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'];
const RHYTHM = [
  { from: '2025-09-01', weeks: [{ company: OFFICE }, { company: OFFICE }, { centre: OFFICE }] },
];
const SICK = { from: '2026-03-09', to: '2026-03-10', kind: 'sick_leave', comment: 'arrêt reçu le 9' };

beforeAll(async () => {
  app = await TestApp.start();
  const office = await app.given.organisation();
  stranger = await app.as(await app.given.someone('hr', office));
});
afterAll(() => app.stop());
beforeEach(async () => {
  app.clock.set('2026-03-10');
  given = await app.given.contract();
  hr = await app.as(await app.given.someone('hr', given.employerId));
  admin = await app.as(await app.given.someone('centre_admin', given.trainingCentreId));
  tutor = await app.as(await app.given.mandate(given, 'main_tutor'));
  alternant = await app.as(given.alternant);
  app.clock.set('2026-03-12');
});

const record = (by: Caller | undefined, body: object = { patterns: RHYTHM }) =>
  as(by).post(at('/calendars'), body);
const placesOf = async (by: Caller | undefined, query: string) =>
  (await as(by).get(at(`/calendar?${query}`))).body.days.map(
    ({ on, place }: { on: string; place: string }) => `${on} ${place}`,
  );

test('either side says what is planned, and whoever follows the contract reads it day by day, in words', async () => {
  const before = await as(hr).get(at());
  const recorded = await record(admin);

  expect(recorded.status).toBe(201);
  expect(recorded.body).toMatchObject({ contractId: given.contractId, source: 'stated', exceptions: [] });
  for (const by of [hr, admin, tutor, alternant]) {
    const read = await as(by).get(at('/calendar?from=2026-04-03&to=2026-04-07'));
    expect(read.body.calendar.id).toBe(recorded.body.id);
    expect(
      read.body.days.map(({ words, why, title }: Record<string, string>) => [words, why, title]),
    ).toEqual([
      ['en entreprise', 'pattern', null],
      ['pas de travail', 'day_off', null],
      ['pas de travail', 'day_off', null],
      ['jour férié', 'public_holiday', 'lundi de Pâques'],
      ['en entreprise', 'pattern', null],
    ]);
    expect(read.body.holidays).toEqual({ department: null, misses: 'department' });
  }
  const after = await as(hr).get(at());
  expect(before.body).toMatchObject({ trialDaysUsed: null, trialEndsOn: null });
  expect(after.body).toMatchObject({ trialDaysUsed: 45, depositDueOn: expect.any(String) });
  expect(after.headers['etag']).not.toBe(before.headers['etag']);
  // The past is as it was recorded then; of it there was none.
  expect((await as(hr).get(at('/calendar?at=2026-03-11'))).body.calendar).toBeNull();
  expect((await as(hr).get(at('/trial-period?at=2026-03-11'))).body).toMatchObject({
    daysUsed: null,
    unknown: 'no_calendar',
  });
});

test('only the two sides write, in the order of refusals, and a calendar read before another one is refused', async () => {
  expect([
    (await record(stranger)).status,
    (await record(tutor)).status,
    (await record(alternant)).status,
  ]).toEqual([404, 403, 403]);
  const wrong = {
    patterns: [{ from: '2025-09-02', weeks: [{ company: ['monday'] }] }],
    exceptions: [{ from: '2025-10-02', to: '2025-10-01', place: 'leave' }],
  };
  const refused = await record(hr, wrong);
  expect([refused.status, refused.body.errors.map(({ pointer }: { pointer: string }) => pointer)]).toEqual([
    422,
    ['/patterns/0/from', '/exceptions/0/to'],
  ]);
  const first = await record(hr);
  const [one, other] = await Promise.all([
    record(hr, { patterns: RHYTHM, replaces: first.body.id }),
    record(admin, { patterns: [], replaces: first.body.id }),
  ]);
  expect([one.status, other.status].sort()).toEqual([201, 409]);
  expect((one.status === 409 ? one : other).body.code).toBe('calendar_changed');
  const long = await as(hr).get(at('/calendar?from=2026-01-01&to=2027-02-05'));
  expect([long.status, long.body.errors[0].code]).toEqual([422, 'too_many_days']);
});

test('an absence is there for all, and why for the alternant and the two sides alone', async () => {
  await record(hr);
  const recorded = await as(hr).post(at('/absences'), SICK);
  expect(recorded.status).toBe(201);
  const { id } = recorded.body;

  for (const by of [hr, admin, tutor, alternant])
    expect(await placesOf(by, 'from=2026-03-09&to=2026-03-11')).toEqual([
      '2026-03-09 absence',
      '2026-03-10 absence',
      '2026-03-11 company',
    ]);
  for (const by of [hr, admin, alternant])
    expect((await as(by).get(at('/absences'))).body.data).toEqual([recorded.body]);
  expect([
    (await as(tutor).get(at('/absences'))).status,
    (await as(tutor).get(`/v1/contract-absences/${id}`)).status,
  ]).toEqual([403, 404]);
  // Nothing that a tutor reads says why: neither day by day, nor the history, nor the trial period.
  for (const path of ['/calendar?from=2026-03-01&to=2026-04-01', '/events', '/trial-period', ''])
    expect((await as(tutor).get(at(path))).text).not.toMatch(/sick|maladie|arrêt/);
  expect((await as(alternant).get(at('/calendar?from=2026-03-09&to=2026-03-09'))).body.days[0].title).toBe(
    'arrêt maladie',
  );
});

test('the side that recorded an absence corrects and withdraws it, and each trace stays', async () => {
  await record(hr);
  const { body: absence } = await as(hr).post(at('/absences'), SICK);
  const path = `/v1/contract-absences/${absence.id}`;
  const open = { from: '2026-03-09', kind: 'work_accident' };

  expect((await as(admin).post(`${path}/corrections`, open)).status).toBe(403);
  expect((await as(alternant).post(`${path}/corrections`, open)).status).toBe(403);
  expect((await as(stranger).post(`${path}/corrections`, open)).status).toBe(404);
  app.clock.set('2026-03-13');
  const corrected = await as(hr).post(`${path}/corrections`, open);
  expect(corrected.body).toMatchObject({
    id: absence.id,
    to: null,
    kind: 'work_accident',
    comment: null,
    version: 2,
  });
  expect(await placesOf(hr, 'from=2026-03-11&to=2026-03-12')).toEqual([
    '2026-03-11 absence',
    '2026-03-12 absence',
  ]);
  expect(await placesOf(hr, 'from=2026-03-11&to=2026-03-11&at=2026-03-12')).toEqual(['2026-03-11 company']);
  const withdrawn = await as(hr).post(`${path}/withdrawals`, { reason: 'mauvais contrat' });
  expect(withdrawn.body).toMatchObject({ isWithdrawn: true, version: 3 });
  expect(await placesOf(hr, 'from=2026-03-09&to=2026-03-09')).toEqual(['2026-03-09 company']);
  for (const [verb, body] of [
    ['corrections', open],
    ['withdrawals', { reason: 'encore' }],
  ] as const)
    expect((await as(hr).post(`${path}/${verb}`, body)).body.code).toBe('already_withdrawn');
  const types = (await as(hr).get(at('/events'))).body.data.map(({ type }: { type: string }) => type);
  expect(types.slice(-3)).toEqual([
    'contract.absence_recorded',
    'contract.absence_corrected',
    'contract.absence_withdrawn',
  ]);
  const outside = await as(hr).post(at('/absences'), { from: '2031-01-01', kind: 'leave' });
  expect(outside.body.errors[0]).toMatchObject({ pointer: '/from', code: 'outside_contract' });
});

test('an agenda or a table is imported whole or not at all, and tried before', async () => {
  await record(admin);
  const send = (text: string | Buffer, query = '', type = 'text/csv') =>
    as(admin).post(at(`/calendar-imports${query}`), text, { 'content-type': type });
  const table = Buffer.from('Du;Au;Lieu;Titre\n16/03/2026;20/03/2026;Entreprise;Rentrée décalée\n', 'latin1');

  const tried = await send(table, '?dryRun=true');
  expect([tried.status, tried.body.calendar]).toEqual([200, null]);
  expect(await placesOf(hr, 'from=2026-03-16&to=2026-03-16')).toEqual(['2026-03-16 company']);
  const done = await send(Buffer.from(table.toString('latin1').replace('Entreprise', 'CFA'), 'latin1'));
  expect(done.status).toBe(201);
  expect(done.body).toMatchObject({
    source: 'csv',
    exceptions: [{ place: 'centre', title: 'Rentrée décalée' }],
  });
  expect(await placesOf(hr, 'from=2026-03-16&to=2026-03-16')).toEqual(['2026-03-16 centre']);
  const agenda =
    'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20260318\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n';
  expect((await send(agenda, '?place=host', 'text/calendar')).body.calendar.exceptions).toMatchObject([
    { to: '2026-03-17', place: 'centre' },
    { from: '2026-03-18', place: 'host' },
    { from: '2026-03-19', place: 'centre' },
  ]);
  const wrong = await send('du;au\n31/02/2026;\n');
  expect([wrong.status, wrong.body.errors[0].pointer, wrong.body.errors[0].detail]).toEqual([
    422,
    '/lines/2/du',
    expect.stringContaining('Ligne 2'),
  ]);
  expect((await send('{}', '', 'application/json')).status).toBe(415);
  expect((await send('x'.repeat(300_000))).status).toBe(413);
  expect(
    (await as(tutor).post(at('/calendar-imports?dryRun=true'), table, { 'content-type': 'text/csv' })).status,
  ).toBe(403);
  expect(
    (await as(stranger).post(at('/calendar-imports'), table, { 'content-type': 'text/csv' })).status,
  ).toBe(404);
});

test('the trial period is explained day by day', async () => {
  await record(hr);
  const { body } = await as(tutor).get(at('/trial-period'));

  expect(body).toMatchObject({
    rule: 'apprenticeship.trial_period.length',
    article: 'L6222-18',
    length: 45,
    countedIn: 'company',
    isCertain: true,
  });
  expect(body.days.at(-1)).toMatchObject({ on: body.endsOn, count: 'counted', used: 45 });
  expect(new Set(body.days.map(({ place, count }: Record<string, string>) => `${place} ${count}`))).toContain(
    'centre not_counted',
  );
});

test('the deposit is due, recorded, put right and decided by silence', async () => {
  const due = await as(tutor).get(at('/deposit'));
  expect(due.body).toMatchObject({
    state: 'not_deposited',
    isLate: true,
    depositedOn: null,
    rule: 'deposit.opco.max',
  });
  const deposit = (by: Caller | undefined, body: object) => as(by).post(at('/deposits'), body);

  expect([(await deposit(tutor, { on: '2026-03-01' })).status, (await deposit(stranger, {})).status]).toEqual(
    [403, 404],
  );
  expect((await deposit(hr, { on: '2026-03-13' })).body.errors[0].code).toBe('in_the_future');
  const recorded = await deposit(hr, { on: due.body.dueOn, number: 'N-1' });
  expect([recorded.status, recorded.body.state, recorded.body.isLate]).toEqual([201, 'unknown', false]);
  expect(
    (await deposit(admin, { on: '2026-03-02', decision: 'accepted', decidedOn: '2026-03-10' })).body,
  ).toMatchObject({ state: 'accepted', number: null, isBySilence: false });
  expect((await deposit(hr, {})).body).toMatchObject({ state: 'not_deposited' });
  expect((await as(hr).get(at('/deposit?at=2026-03-11'))).body.recordedAt).toBeNull();
});
