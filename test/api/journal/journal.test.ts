import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { newId } from '../../../src/platform/ids.js';
import { TestApp, type Caller } from '../../support/app.js';
import { LadderScenario } from '../../support/scenarios/ladder-scenario.js';

const TEXT = 'Repas de midi avec Claude';
const WHY = 'Erreur de jour';

let app: TestApp;
let scenario: LadderScenario;
let alternant: Caller;

beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());

beforeEach(async () => {
  app.clock.set('2026-03-02');
  scenario = await LadderScenario.start(app);
  app.clock.set('2026-03-12');
  alternant = await app.as(scenario.contract.alternant);
});

const write = (values: object = {}, by = alternant) =>
  by.post(scenario.url('journal-entries'), {
    on: '2026-03-12',
    mission: 'obs_01',
    minutes: 45,
    text: TEXT,
    ...values,
  });
const written = async (values: object = {}): Promise<string> => {
  const answer = await write(values);
  expect(answer.status).toBe(201);
  return answer.body.id;
};
/** What an entry is flagged for; nothing: it was allowed. */
const flags = async (values: object = {}): Promise<string[]> => {
  const { status, body } = await write(values);
  expect([status, body.beyondEntitlement]).toEqual([201, body.reasons.length > 0]);
  return body.reasons;
};
const acknowledge = (id: string, by = scenario.tutor) =>
  by.post(`/v1/journal-entries/${id}/acknowledgements`);
const withdraw = (id: string, by = alternant) =>
  by.post(`/v1/journal-entries/${id}/withdrawals`, { reason: WHY });
const list = async (query = '', by = scenario.tutor): Promise<{ id: string }[]> =>
  (await by.get(scenario.url(`journal-entries${query}`))).body.data;
const reported = async () =>
  (
    await app.owner.query<{ type: string; data: object }>(
      `select e.type, e.data from events e where e.contract_id = $1 and e.type like 'journal_entry.%' order by e.sequence`,
      [scenario.contract.contractId],
    )
  ).rows;

test('she writes what she did; a tutor acknowledges it', async () => {
  const entry = await write();

  expect(entry.status).toBe(201);
  expect(entry.headers['location']).toBe(`/v1/journal-entries/${entry.body.id}`);
  expect(entry.body).toEqual({
    id: expect.any(String),
    contractId: scenario.contract.contractId,
    on: '2026-03-12',
    mission: 'obs_01',
    minutes: 45,
    startsAt: null,
    endsAt: null,
    breakMinutes: null,
    text: TEXT,
    status: 'recorded',
    beyondEntitlement: false,
    reasons: [],
    warnings: [],
    recordedBy: scenario.contract.alternant.personId,
    recordedAt: '2026-03-12T08:00:00.000Z',
    acknowledgement: null,
    withdrawal: null,
  });
  expect((await scenario.tutor.get(`/v1/journal-entries/${entry.body.id}`)).body).toEqual(entry.body);
  expect(await list()).toEqual([entry.body]);

  const read = await acknowledge(entry.body.id);

  expect(read.status).toBe(201);
  expect(read.body).toEqual({
    ...entry.body,
    status: 'acknowledged',
    acknowledgement: {
      id: expect.any(String),
      acknowledgedBy: scenario.tutorIs.personId,
      recordedAt: '2026-03-12T08:00:00.000Z',
    },
  });
  expect((await alternant.get(`/v1/journal-entries/${entry.body.id}`)).body).toEqual(read.body);
  expect(await list()).toEqual([read.body]);
});

test('a mission above the entitlement that was performed is kept, flagged, and told to tutor and referent', async () => {
  const entry = await write({ mission: 'mea_01' });

  expect(entry.status).toBe(201);
  expect(entry.body).toMatchObject({ beyondEntitlement: true, reasons: ['level_locked'] });
  for (const by of [scenario.tutor, scenario.referent]) {
    expect(await list('', by)).toEqual([entry.body]);
    const { body } = await by.get(scenario.url('events'));
    expect(body.data.at(-1)).toMatchObject({
      type: 'journal_entry.recorded',
      data: {
        journalEntryId: entry.body.id,
        on: '2026-03-12',
        mission: 'mea_01',
        minutes: 45,
        beyondEntitlement: true,
        reasons: ['level_locked'],
      },
    });
  }
});

test('every reason is told: level, work for those of age, structure, concern', async () => {
  const young = await LadderScenario.start(app, { birthDate: '2009-05-04' });
  const concern = { severity: 'high', missions: ['env_04'], text: 'Produits mélangés' };
  expect((await young.tutor.post(young.url('concerns'), concern)).status).toBe(201);
  await app.owner.query(`update organisations set structure_type = 'CHRS' where id = $1`, [
    young.contract.employerId,
  ]);
  const { body } = await (
    await app.as(young.contract.alternant)
  ).post(young.url('journal-entries'), { on: '2026-03-12', mission: 'env_04', minutes: 5 });
  const { body: entitled } = await young.tutor.get(young.url('entitlements?mission=env_04'));

  expect(body.reasons).toEqual(['level_locked', 'concern', 'regulated', 'structure']);
  expect(body.reasons).toEqual(entitled.data[0].reasons.map(({ code }: { code: string }) => code));
});

test('what she did before the level was open stays beyond it; of the day on which it opened it does not', async () => {
  app.clock.set('2026-03-10');
  const before = await written({ on: '2026-03-10', mission: 'mea_01' });
  app.clock.set('2026-03-11');
  await scenario.complete('observation');
  app.clock.set('2026-03-12');

  expect(await flags({ on: '2026-03-10', mission: 'mea_01' })).toEqual(['level_locked']);
  expect(await flags({ on: '2026-03-11', mission: 'mea_01' })).toEqual([]);
  expect(await flags({ on: '2026-03-12', mission: 'mea_01' })).toEqual([]);
  expect((await scenario.tutor.get(`/v1/journal-entries/${before}`)).body.beyondEntitlement).toBe(true);
});

test('what falls afterwards flags nothing that was written before, nor the days before it', async () => {
  app.clock.set('2026-03-10');
  await scenario.complete('observation');
  const allowed = await written({ on: '2026-03-10', mission: 'mea_01' });
  app.clock.set('2026-03-11');
  const signOff = await scenario.signOffId(1, 'C6');
  const revocation = { reasonCode: 'safety', reason: 'Geste dangereux' };
  expect((await scenario.tutor.post(`/v1/sign-offs/${signOff}/revocations`, revocation)).status).toBe(201);

  expect(await flags({ on: '2026-03-10', mission: 'mea_01' })).toEqual([]);
  expect(await flags({ on: '2026-03-11', mission: 'mea_01' })).toEqual(['level_locked']);
  expect((await scenario.tutor.get(`/v1/journal-entries/${allowed}`)).body.beyondEntitlement).toBe(false);
});

test('a concern counts from the day on which it was raised until it is reviewed', async () => {
  const concern = { severity: 'high', missions: ['obs_01'], text: 'Trop vite' };
  const raised = await scenario.observer.post(scenario.url('concerns'), concern);
  app.clock.set('2026-03-13');
  expect((await scenario.tutor.post(`/v1/concerns/${raised.body.id}/reviews`, { text: 'Revu' })).status).toBe(
    201,
  );

  expect(await flags({ on: '2026-03-11' })).toEqual([]);
  expect(await flags({ on: '2026-03-12' })).toEqual(['concern']);
  expect(await flags({ on: '2026-03-13' })).toEqual([]);
});

test('of days before the contract was recorded it is judged by its days and the first level', async () => {
  expect(await flags({ on: '2025-09-01' })).toEqual([]);
  expect(await flags({ on: '2025-09-01', mission: 'mea_01' })).toEqual(['level_locked']);
});

test('of days when the contract was not active it is kept and flagged, also when that is recorded late', async () => {
  expect(await flags({ on: '2026-03-05' })).toEqual([]);
  const hr = await app.as(await app.given.someone('hr', scenario.contract.employerId));
  expect((await hr.post(scenario.url('suspend'), { on: '2026-03-04' })).status).toBe(200);
  expect((await hr.post(scenario.url('resume'), { on: '2026-03-10' })).status).toBe(200);

  expect(await flags({ on: '2026-03-03' })).toEqual([]);
  expect(await flags({ on: '2026-03-04' })).toEqual(['contract_not_active']);
  expect(await flags({ on: '2026-03-09' })).toEqual(['contract_not_active']);
  expect(await flags({ on: '2026-03-10' })).toEqual([]);

  const end = { on: '2026-03-11', cause: 'mutual_agreement', initiator: 'both' };
  expect((await hr.post(scenario.url('terminate'), end)).status).toBe(200);
  expect(await flags({ on: '2026-03-10' })).toEqual([]);
  expect(await flags({ on: '2026-03-11' })).toEqual(['contract_not_active']);
  const [first] = await list();
  expect(first).toMatchObject({ on: '2026-03-05', beyondEntitlement: false });
});

test('what is wrong is told at its place: days outside the contract or to come, missions unknown, minutes that no day has', async () => {
  const wrong = async (values: object) => {
    const { status, body } = await write(values);
    return [
      status,
      ...(body.errors ?? []).map((e: { pointer: string; code: string }) => `${e.pointer} ${e.code}`),
    ];
  };

  expect(await wrong({ on: '2026-03-13' })).toEqual([422, '/on in_the_future']);
  expect(await wrong({ on: '2025-08-31', mission: 'nope' })).toEqual([
    422,
    '/on outside_contract',
    '/mission unknown_mission',
  ]);
  expect(await wrong({ on: '2025-09-01' })).toEqual([201]);
  expect(await wrong({ minutes: 0 })).toEqual([422, '/minutes whole_number']);
  expect(await wrong({ minutes: 1501, text: ' ' })).toEqual([422, '/minutes whole_number', '/text text']);
  expect(await wrong({ minutes: 1441 })).toEqual([422, '/minutes more_than_a_day']);
  expect(await wrong({ minutes: 1440 })).toEqual([201]);
  expect(await wrong({ minutes: 1 })).toEqual([422, '/minutes more_than_a_day']);
  app.clock.set('2027-09-02');
  expect(await wrong({ on: '2027-08-31' })).toEqual([201]);
  expect(await wrong({ on: '2027-09-01' })).toEqual([422, '/on outside_contract']);
});

test('a day holds 24 hours: what was withdrawn makes room, and two at once do not pass together', async () => {
  const first = await written({ minutes: 1000 });
  const answers = await Promise.all([
    write({ minutes: 440 }),
    write({ minutes: 440 }),
    write({ minutes: 440 }),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 422, 422]);
  expect((await write({ on: '2026-03-11', minutes: 1440 })).status).toBe(201);

  expect((await withdraw(first)).status).toBe(201);
  expect((await write({ minutes: 1000 })).status).toBe(201);
  expect((await write({ minutes: 1 })).status).toBe(422);
});

test('she takes an entry back before a tutor has acknowledged it, with a reason; it stays readable', async () => {
  const id = await written({ mission: 'mea_01' });
  expect((await alternant.post(`/v1/journal-entries/${id}/withdrawals`, {})).body.errors).toMatchObject([
    { pointer: '/reason' },
  ]);

  const taken = await withdraw(id);

  expect(taken.status).toBe(201);
  expect(taken.body).toMatchObject({
    status: 'withdrawn',
    beyondEntitlement: true,
    acknowledgement: null,
    withdrawal: {
      withdrawnBy: scenario.contract.alternant.personId,
      recordedAt: '2026-03-12T08:00:00.000Z',
      reason: WHY,
    },
  });
  expect(await list()).toEqual([taken.body]);
});

test('an entry is acknowledged or withdrawn, once; of both at once one wins, and the other is told its state', async () => {
  const id = await written();
  const answers = await Promise.all([acknowledge(id), withdraw(id), acknowledge(id)]);
  const won = answers.find(({ status }) => status === 201);
  const lost = answers.filter(({ status }) => status !== 201);

  expect(lost).toHaveLength(2);
  for (const answer of [...lost, await acknowledge(id), await withdraw(id)]) {
    expect([answer.status, answer.body]).toEqual([
      409,
      expect.objectContaining({
        code: 'illegal_transition',
        currentStatus: won?.body.status,
        allowed: [],
      }),
    ]);
  }
  expect((await reported()).map(({ type }) => type)).toEqual([
    'journal_entry.recorded',
    `journal_entry.${won?.body.status}`,
  ]);
});

test('nobody writes for her, nor takes back what she wrote', async () => {
  const { contract } = scenario;
  const id = await written();
  const classmate = await app.given.contract({
    employerId: contract.employerId,
    trainingCentreId: contract.trainingCentreId,
  });
  const colleague = await app.given.mandate(contract, 'observer', { person: classmate.alternant });
  const hr = await app.as(await app.given.someone('hr', contract.employerId));
  const client = app.asClient(await app.given.apiClient(contract.employerId));
  const answers = [];
  for (const by of [await app.as(colleague), scenario.tutor, scenario.referent, hr, client]) {
    for (const { status, body } of [await write({}, by), await withdraw(id, by)])
      answers.push([status, body.code]);
  }
  expect(answers).toEqual(answers.map(() => [403, 'forbidden']));
  expect(await list()).toMatchObject([{ id, status: 'recorded' }]);
});

test('main tutor, co-tutor and substitute acknowledge with a mandate of today; nobody else does', async () => {
  const { contract } = scenario;
  for (const role of ['co_tutor', 'substitute'] as const) {
    const holder = await app.as(await app.given.mandate(contract, role));
    expect((await acknowledge(await written(), holder)).status).toBe(201);
  }
  const id = await written();
  const former = await app.as(await app.given.mandate(contract, 'co_tutor', { until: '2026-03-12' }));
  const toCome = await app.as(await app.given.mandate(contract, 'co_tutor', { from: '2026-03-13' }));
  const hr = await app.as(await app.given.someone('hr', contract.employerId));
  const auditor = await app.as(await app.given.someone('auditor', contract.trainingCentreId));
  const client = app.asClient(await app.given.apiClient(contract.employerId));
  const answers = [];
  for (const by of [former, toCome, scenario.observer, scenario.referent, hr, alternant, auditor, client]) {
    const { status, body } = await acknowledge(id, by);
    answers.push([status, body.code]);
  }
  expect(answers).toEqual([
    ...Array.from({ length: 5 }, () => [403, 'mandate_missing']),
    [403, 'forbidden'],
    [403, 'forbidden'],
    [403, 'person_required'],
  ]);
});

test('the employer’s HR see what was done and what was beyond the entitlement, not what was written', async () => {
  const id = await written({ mission: 'mea_01' });
  await withdraw(id);
  const hr = await app.as(await app.given.someone('hr', scenario.contract.employerId));
  const [one, all, events] = [
    await hr.get(`/v1/journal-entries/${id}`),
    await hr.get(scenario.url('journal-entries')),
    await hr.get(scenario.url('events')),
  ];

  expect(one.body).toMatchObject({ mission: 'mea_01', beyondEntitlement: true, text: null });
  expect(one.body.withdrawal.reason).toBeNull();
  expect(all.body.data).toEqual([one.body]);
  for (const { text } of [one, all, events]) {
    expect(text).not.toContain(TEXT);
    expect(text).not.toContain(WHY);
  }
  for (const by of [scenario.observer, scenario.referent, alternant]) {
    expect((await by.get(`/v1/journal-entries/${id}`)).body).toMatchObject({
      text: TEXT,
      withdrawal: { reason: WHY },
    });
  }
});

test('for whoever does not stand on the contract there is no journal', async () => {
  const id = await written();
  const elsewhere = await LadderScenario.start(app);
  const colleague = await app.as(await app.given.someone('tutor', scenario.contract.employerId));
  for (const by of [colleague, elsewhere.tutor, await app.as(elsewhere.contract.alternant)]) {
    expect((await by.get(`/v1/journal-entries/${id}`)).status).toBe(404);
    expect((await by.get(scenario.url('journal-entries'))).status).toBe(404);
  }
  expect((await write({}, await app.as(elsewhere.contract.alternant))).status).toBe(404);
  expect((await withdraw(id, await app.as(elsewhere.contract.alternant))).status).toBe(404);
  expect((await acknowledge(id, elsewhere.tutor)).status).toBe(404);
  expect((await acknowledge(newId())).status).toBe(404);
});

test('the list goes on where a page ended, and is narrowed by day and mission', async () => {
  const ids = [
    await written({ on: '2026-03-10' }),
    await written({ on: '2026-03-12', mission: 'mea_01' }),
    await written({ on: '2026-03-11' }),
  ];
  const idsOf = async (query: string) => (await list(query)).map(({ id }) => id);
  const first = await scenario.tutor.get(scenario.url('journal-entries?limit=2'));

  expect(first.body.data.map(({ id }: { id: string }) => id)).toEqual(ids.slice(0, 2));
  expect(await idsOf(`?limit=2&after=${first.body.page.next}`)).toEqual(ids.slice(2));
  expect(await idsOf('?from=2026-03-11')).toEqual([ids[1], ids[2]]);
  expect(await idsOf('?to=2026-03-11')).toEqual([ids[0], ids[2]]);
  expect(await idsOf('?from=2026-03-11&to=2026-03-11')).toEqual([ids[2]]);
  expect(await idsOf('?mission=mea_01')).toEqual([ids[1]]);
  expect(await idsOf('?from=2026-03-12&to=2026-03-10')).toEqual([]);
  const wrong = await scenario.tutor.get(scenario.url('journal-entries?from=demain&missions=a'));
  expect([wrong.status, wrong.body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()]).toEqual(
    [422, ['/from', '/missions']],
  );
});

test('the same key gives the same entry, once', async () => {
  const key = { 'idempotency-key': 'entree-1' };
  const body = { on: '2026-03-12', mission: 'obs_01', minutes: 900 };
  const send = () => alternant.post(scenario.url('journal-entries'), body, key);
  const [first, again] = [await send(), await send()];

  expect([first.status, again.status, again.headers['idempotency-replayed']]).toEqual([201, 201, 'true']);
  expect(again.text).toBe(first.text);
  expect(await list()).toHaveLength(1);
});

test('too much work of a minor is kept, flagged, and said to who reads it; it leaves the day of others alone', async () => {
  const young = await LadderScenario.start(app, { birthDate: '2009-05-04' });
  const by = await app.as(young.contract.alternant);
  const report = (values: object) =>
    by.post(young.url('journal-entries'), { on: '2026-03-12', mission: 'obs_01', minutes: 60, ...values });
  const hours = { startsAt: '2026-03-12T07:00:00+01:00', endsAt: '2026-03-12T12:00:00+01:00' };

  const first = await report({ minutes: 290, ...hours });
  const second = await report({ minutes: 191 });

  expect(first.body).toMatchObject({
    startsAt: '2026-03-12T06:00:00.000Z',
    beyondEntitlement: true,
    reasons: ['age'],
    warnings: [{ code: 'continuous_max', detail: expect.stringContaining('4 h 30') }],
  });
  expect(second.body.warnings.map(({ code }: { code: string }) => code)).toEqual([
    'day_max',
    'continuous_max',
  ]);
  const { body } = await young.tutor.get('/v1/me/queue?kind=journal_entry');
  expect(body.data[0].detail).toMatchObject({ reasons: ['age'], hoursFlags: ['continuous_max'] });
  expect((await write({ minutes: 700 })).body).toMatchObject({ reasons: [], warnings: [] });
  const wrong = await report({ endsAt: hours.endsAt });
  expect([wrong.status, wrong.body.errors[0].pointer]).toEqual([422, '/startsAt']);
});
