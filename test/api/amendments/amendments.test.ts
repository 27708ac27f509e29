import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { TestApp, type Caller, type TestResponse } from '../../support/app.js';
import type { Someone } from '../../support/scenarios/given.js';
import { LadderScenario } from '../../support/scenarios/ladder-scenario.js';

const REASON = 'Échec à l’examen de juin';

let app: TestApp;
let scenario: LadderScenario;
let hr: Caller;
let admin: Caller;
let alternant: Caller;

beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());

/** A contract from 1 September 2025 to 31 August 2027 with its team; the alternant is of age. */
beforeEach(async () => {
  app.clock.set('2026-03-12');
  scenario = await LadderScenario.start(app);
  hr = await app.as(await app.given.someone('hr', scenario.contract.employerId));
  admin = await app.as(await app.given.someone('centre_admin', scenario.contract.trainingCentreId));
  alternant = await app.as(scenario.contract.alternant);
});

const url = () => `/v1/contracts/${scenario.contract.contractId}`;
const PROLONGED = { effectiveOn: '2027-09-01', changes: { endsOn: '2028-08-31' }, reason: REASON };
const propose = (body: object = PROLONGED, by = hr) => by.post(`${url()}/amendments`, body);
const proposed = async (body: object = PROLONGED, by = hr): Promise<string> => {
  const answer = await propose(body, by);
  expect([answer.status, answer.body.detail]).toEqual([201, undefined]);
  return answer.body.id;
};
const sign = (id: string, by: Caller, body?: object) => by.post(`/v1/amendments/${id}/signatures`, body);
const answer = (id: string, what: 'refusals' | 'withdrawals', by: Caller) =>
  by.post(`/v1/amendments/${id}/${what}`, { reason: REASON });
const code = ({ status, body }: TestResponse) => [status, body.errors?.[0]?.code ?? body.code];
const contract = async () => (await hr.get(url())).body;

test('an amendment changes the contract once every party signed, an organisation last', async () => {
  const made = await propose({ ...PROLONGED, changes: { endsOn: '2028-08-31', extension: 'failed_exam' } });
  const { id } = made.body;

  expect(made.status).toBe(201);
  expect(made.headers['location']).toBe(`/v1/amendments/${id}`);
  expect(made.body).toMatchObject({
    number: 1,
    status: 'proposed',
    side: 'employer',
    changed: ['endsOn'],
    before: { endsOn: '2027-08-31' },
    after: { endsOn: '2028-08-31' },
    awaits: ['employer', 'training_centre', 'alternant'],
    warnings: [{ code: 'previous_number_missing' }],
  });
  expect((await sign(id, hr)).body).toMatchObject({
    status: 'proposed',
    awaits: ['training_centre', 'alternant'],
  });
  expect(code(await sign(id, admin))).toEqual([409, 'signatures_awaited']);
  expect((await sign(id, alternant)).body.awaits).toEqual(['training_centre']);
  expect(code(await sign(id, alternant))).toEqual([409, 'already_signed']);
  expect(code(await sign(id, hr))).toEqual([409, 'already_signed']);
  expect(await contract()).toMatchObject({ endsOn: '2027-08-31' });

  const last = await sign(id, admin);

  expect(last.body).toMatchObject({ status: 'signed', awaits: [], before: { endsOn: '2027-08-31' } });
  expect(await contract()).toMatchObject({ endsOn: '2028-08-31', status: 'active' });
  expect(code(await answer(id, 'withdrawals', hr))).toEqual([409, 'amendment_closed']);
  const events = (await hr.get(`${url()}/events`)).body.data.map(({ type }: { type: string }) => type);
  expect(events.slice(-5)).toEqual([
    'amendment.proposed',
    ...['signed', 'signed', 'signed'].map((done) => `amendment.${done}`),
    'contract.amended',
  ]);
  app.clock.set('2027-10-01');
  expect((await hr.get(`/v1/amendments/${id}`)).body.status).toBe('in_force');
  expect((await contract()).status).toBe('active');
  const terms = async (on: string) => (await alternant.get(`${url()}/terms?on=${on}`)).body;
  expect(await terms('2027-08-31')).toMatchObject({ endsOn: '2027-08-31', amendments: [] });
  expect(await terms('2027-09-01')).toMatchObject({ endsOn: '2028-08-31', amendments: [1] });
});

test('one organisation, or its program, attests the paper that all signed', async () => {
  const id = await proposed({ effectiveOn: '2026-04-01', changes: { weeklyMinutes: 2100 }, reason: REASON });
  const program = app.asClient(await app.given.apiClient(scenario.contract.employerId));

  expect(code(await sign(id, alternant, { paperSignedByAll: true }))).toEqual([403, 'forbidden']);
  expect(code(await sign(id, program))).toEqual([403, 'person_required']);
  expect(code(await sign(id, hr, { paperSignedByAll: true, signedOn: '2026-03-13' }))).toEqual([
    422,
    'in_the_future',
  ]);
  const done = await sign(id, program, { paperSignedByAll: true, signedOn: '2026-03-10' });
  expect(done.body).toMatchObject({
    status: 'signed',
    answers: [{ party: 'employer', paperSignedByAll: true, signedOn: '2026-03-10', recordedBy: null }],
  });
  const on = async (day: string) => (await hr.get(`${url()}/terms?on=${day}`)).body.weeklyMinutes;
  expect([await on('2026-03-31'), await on('2026-04-01')]).toEqual([null, 2100]);
});

test('who has to sign may refuse; who proposed takes back; each closes it, and another may be proposed', async () => {
  const first = await proposed();
  const second = await proposed(PROLONGED, admin);

  expect(code(await answer(first, 'withdrawals', admin))).toEqual([403, 'forbidden']);
  expect((await answer(first, 'withdrawals', hr)).body.status).toBe('withdrawn');
  expect((await answer(second, 'refusals', alternant)).body.status).toBe('refused');
  expect(code(await sign(second, hr))).toEqual([409, 'amendment_closed']);
  expect((await hr.get(`${url()}/amendments`)).body.data).toMatchObject([
    { number: 1, status: 'withdrawn', answers: [{ kind: 'withdrawn', party: 'employer', reason: REASON }] },
    { number: 2, status: 'refused', answers: [{ kind: 'refused', party: 'alternant' }] },
  ]);
  expect(await contract()).toMatchObject({ endsOn: '2027-08-31' });
});

test('a new main tutor begins on the day of effect, given by the employer as any mandate is', async () => {
  const { personId } = await app.given.someone('tutor', scenario.contract.employerId);
  const own = await app.given.someone('hr', scenario.contract.employerId);
  const id = await proposed({
    effectiveOn: '2026-03-20',
    changes: { mainTutorId: personId },
    reason: REASON,
  });
  await sign(id, alternant);

  expect(code(await sign(id, hr))).toEqual([409, 'signatures_awaited']);
  expect((await sign(id, admin)).status).toBe(201);
  expect((await sign(id, hr)).body).toMatchObject({
    status: 'signed',
    before: { mainTutorId: scenario.tutorIs.personId },
    after: { mainTutorId: personId },
  });
  app.clock.set('2026-03-20');
  expect((await contract()).mainTutorId).toBe(personId);

  const oneself = { effectiveOn: '2026-04-01', changes: { mainTutorId: own.personId }, reason: REASON };
  const forOneself = await proposed(oneself);
  expect(code(await sign(forOneself, await app.as(own), { paperSignedByAll: true }))).toEqual([
    403,
    'forbidden',
  ]);
  expect((await hr.get(`/v1/amendments/${forOneself}`)).body).toMatchObject({
    status: 'proposed',
    answers: [],
  });
});

test.each<[string, object, number, string]>([
  ['nothing', {}, 422, 'required'],
  ['another centre', { trainingCentreId: '0199a000-0000-7000-8000-000000000001' }, 422, 'new_contract'],
  ['another ladder', { ladderId: '0199a000-0000-7000-8000-000000000001' }, 422, 'ladder_change'],
  ['the first day of what has begun', { startsOn: '2026-04-01' }, 422, 'begun_already'],
  ['somebody unknown', { mainTutorId: '0199a000-0000-7000-8000-000000000001' }, 422, 'unknown_reference'],
  ['an end that is over', { endsOn: '2026-03-11' }, 422, 'before_effect'],
  [
    'more than a year after a failed exam',
    { endsOn: '2028-09-01', extension: 'failed_exam' },
    422,
    'extension_too_long',
  ],
])('%s is not amended', async (_, changes, status, expected) => {
  const refused = await propose({ effectiveOn: '2026-03-20', changes, reason: REASON });
  expect(code(refused)).toEqual([status, expected]);
});

/** The contract is one of a minor. */
async function aMinor(representative: object | null) {
  const young = await app.given.contract({ birthDate: '2009-05-04' });
  await app.given.mandate(young, 'main_tutor');
  scenario = { ...scenario, contract: young } as LadderScenario;
  hr = await app.as(await app.given.someone('hr', young.employerId));
  admin = await app.as(await app.given.someone('centre_admin', young.trainingCentreId));
  if (representative) await represented(representative);
  return young;
}
const PAUL = { givenName: 'Paul', familyName: 'Moreau', email: null, phone: null };
const represented = (by: object) =>
  app.owner.query('update contracts set legal_representative = $2 where id = $1', [
    scenario.contract.contractId,
    JSON.stringify(by),
  ]);

test('a minor’s representative signs on the paper, and has to be named', async () => {
  const young = await aMinor(null);
  const id = await proposed();

  expect((await sign(id, hr, { paperSignedByAll: true })).body.code).toBe('legal_representative_missing');
  await represented(PAUL);
  await sign(id, hr);
  await sign(id, await app.as(young.alternant));
  expect((await sign(id, admin)).body).toMatchObject({
    code: 'signatures_awaited',
    awaited: ['legal_representative'],
  });
  expect((await sign(id, admin, { paperSignedByAll: true })).body.status).toBe('signed');
});

test('of two who sign last at once one completes it; a draft, and what is over, is not amended', async () => {
  const other = await app.as(await app.given.someone('centre_admin', scenario.contract.trainingCentreId));
  const id = await proposed();
  await sign(id, hr);
  await sign(id, alternant);

  const both = await Promise.all([sign(id, admin), sign(id, other)]);

  expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
  const { rows } = await app.owner.query(
    `select count(*)::int as n from contract_steps where contract_id = $1 and kind = 'amended'`,
    [scenario.contract.contractId],
  );
  expect(rows[0].n).toBe(1);

  await hr.post(`${url()}/terminate`, { on: '2026-03-12', cause: 'mutual_agreement', initiator: 'both' });
  expect(code(await propose())).toEqual([409, 'illegal_transition']);
  expect((await hr.get(`/v1/amendments/${id}`)).body.status).toBe('cancelled');
});

test('nobody prolongs over another contract that was signed meanwhile; nothing of it stays', async () => {
  await app.given.contract({
    alternant: scenario.contract.alternant as Someone,
    startsOn: '2027-09-01',
    until: '2028-09-01',
  });
  const id = await proposed();

  expect(code(await sign(id, hr, { paperSignedByAll: true }))).toEqual([409, 'contract_overlap']);
  expect((await hr.get(`/v1/amendments/${id}`)).body).toMatchObject({ status: 'proposed', answers: [] });
});

test('it awaits both organisations, and the alternant is told; who sees the contract alone reads no reason', async () => {
  const id = await proposed();
  await sign(id, hr);
  const queue = async (by: Caller) =>
    (await by.get('/v1/me/queue?kind=amendment_to_sign')).body.data.map(({ id: one }: { id: string }) => one);

  expect([await queue(hr), await queue(admin), await queue(scenario.tutor)]).toEqual([[], [id], []]);
  expect((await scenario.tutor.get(`/v1/amendments/${id}`)).body).toMatchObject({ number: 1, reason: null });
  const stranger = await app.as(await app.given.someone('hr', await app.given.organisation()));
  expect((await stranger.get(`/v1/amendments/${id}`)).status).toBe(404);
  expect((await sign(id, stranger)).status).toBe(404);
  expect(code(await sign(id, scenario.tutor))).toEqual([403, 'forbidden']);
});

test('the first day moves until it comes, to a day on which a main tutor is there', async () => {
  app.clock.set('2025-08-01');
  scenario = await LadderScenario.start(app);
  hr = await app.as(await app.given.someone('hr', scenario.contract.employerId));
  const later = { effectiveOn: '2025-09-15', changes: { startsOn: '2025-09-15' }, reason: REASON };
  const sooner = { effectiveOn: '2025-08-20', changes: { startsOn: '2025-08-20' }, reason: REASON };
  await app.owner.query(`update contracts set signed_on = '2025-07-20' where id = $1`, [
    scenario.contract.contractId,
  ]);

  const early = await proposed(sooner);
  expect(code(await sign(early, hr, { paperSignedByAll: true }))).toEqual([409, 'main_tutor_missing']);
  const id = await proposed(later);
  expect((await sign(id, hr, { paperSignedByAll: true })).status).toBe(201);
  expect(await contract()).toMatchObject({ startsOn: '2025-09-15', status: 'signed' });
  expect(code(await sign(early, hr, { paperSignedByAll: true }))).toEqual([409, 'main_tutor_missing']);
});

test('why it lasts longer is for the parties: a type of the form tells of a disability', async () => {
  const { body } = await propose({ ...PROLONGED, type: '34' });
  const tutor = await app.as(scenario.tutorIs);

  expect(body.type).toBe('34');
  expect((await alternant.get(`/v1/amendments/${body.id}`)).body).toMatchObject({
    type: '34',
    reason: REASON,
  });
  expect((await tutor.get(`/v1/amendments/${body.id}`)).body).toMatchObject({ type: null, reason: null });
  for (const path of ['/amendments', '/events'])
    expect((await tutor.get(`${url()}${path}`)).text).not.toContain('"34"');
});

const fill = (body: object, by = hr) => by.patch(`${url()}/form`, body, { 'if-match': '*' });

test('what was agreed of hours holds from its day on, wherever hours are read', async () => {
  await aMinor(PAUL);
  await fill({ terms: { weeklyMinutes: 2100 }, employer: { address: { postcode: '42000' } } });
  const id = await proposed({ effectiveOn: '2026-04-01', changes: { weeklyMinutes: 2340 }, reason: REASON });
  await sign(id, hr, { paperSignedByAll: true });
  const read = async (what: string) => (await hr.get(`${url()}/${what}`)).body;
  const found = async () => (await read('checks')).data.map(({ code: one }: { code: string }) => one);

  expect((await read('form')).terms.weeklyMinutes).toBe(2100);
  expect(await found()).not.toContain('minor_week_long');
  const smic = async () =>
    (await read('pay')).periods.map((one: { from: string; smicMonthlyCents: number }) => [
      one.from >= '2026-04-01',
      one.smicMonthlyCents > 200_000,
    ]);
  expect(new Set((await smic()).map(String))).toEqual(new Set(['false,false', 'true,true']));
  const before = (await hr.get(`${url()}/form`)).headers['etag'];

  app.clock.set('2026-04-01');
  const after = await hr.get(`${url()}/form`);
  expect([after.body.terms.weeklyMinutes, after.headers['etag'] === before]).toEqual([2340, false]);
  expect(await found()).toContain('minor_week_long');
  expect(code(await fill({ terms: { weeklyMinutes: 1800 } }))).toEqual([409, 'amendment_required']);
  // Sent back as it was signed, or as it is: nothing changes.
  for (const weeklyMinutes of [2100, 2340])
    expect((await fill({ terms: { weeklyMinutes } })).headers['etag']).toBe(after.headers['etag']);
  expect((await read('form?at=2026-03-31T12:00:00Z')).terms.weeklyMinutes).toBe(2100);
});

test('what was agreed from a day on that an end took away changes nothing', async () => {
  await fill({ terms: { weeklyMinutes: 2100 } });
  const id = await proposed({ effectiveOn: '2026-04-01', changes: { weeklyMinutes: 2340 }, reason: REASON });
  await sign(id, hr, { paperSignedByAll: true });
  const read = async (what: string) => (await hr.get(`${url()}/${what}`)).body;
  const agreed = async () => {
    const { weeklyMinutes, amendments } = await read('terms?on=2026-04-15');
    return [weeklyMinutes, amendments];
  };
  expect(await agreed()).toEqual([2340, [1]]);
  app.clock.set('2026-03-13');
  const end = { on: '2026-04-01', cause: 'mutual_agreement', initiator: 'both' };
  expect((await hr.post(`${url()}/terminate`, end)).status).toBe(200);

  expect(await agreed()).toEqual([2100, []]);
  app.clock.set('2026-04-15');
  const hours = async (what: string) => (await read(what)).terms.weeklyMinutes;
  expect([await hours('form'), await hours('form?at=2026-04-10T12:00:00Z')]).toEqual([2100, 2100]);
  expect((await hr.get(`/v1/amendments/${id}`)).body.status).toBe('cancelled');
});

const period = (year: number, from: string, to: string, percent: number, grossMonthlyCents: number) =>
  ({ from, to, year, percent, base: 'SMIC', grossMonthlyCents }) as const;
const PAY = [
  period(1, '2025-09-01', '2026-08-31', 43, 80_282),
  period(2, '2026-09-01', '2027-08-31', 51, 95_218),
];

test('pay, exams and the place of work change in the form from the day of effect on, by its own validators', async () => {
  await fill({
    pay: { periods: PAY },
    training: { endsOn: '2027-06-30' },
    employer: { address: { city: 'Lyon' } },
  });
  const first = (await hr.get(`${url()}/form`)).body;
  const raised = PAY.map((period) => ({ ...period, grossMonthlyCents: period.grossMonthlyCents + 10_000 }));
  const form = {
    pay: { periods: raised },
    employer: { address: { postcode: '42000' } },
    training: { endsOn: '2027-07-09' },
  };
  const of = (changed: object) => ({ effectiveOn: '2026-04-01', changes: { form: changed }, reason: REASON });

  expect(code(await propose(of({})))).toEqual([422, 'unchanged']);
  expect(code(await propose(of({ training: { endsOn: '2027-06-30' } })))).toEqual([422, 'unchanged']);
  const wrong = await propose(
    of({ alternant: { sex: 'F' }, pay: { periods: [{ ...PAY[0], to: '2025-08-31' }] } }),
  );
  expect(wrong.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
    '/changes/form/pay/periods/0/to',
  ]);
  expect(code(await propose(of({ alternant: { sex: 'F' } })))).toEqual([422, 'not_by_amendment']);

  const id = await proposed(of(form));
  const shown = (await alternant.get(`/v1/amendments/${id}`)).body;
  expect(shown).toMatchObject({
    changed: ['form'],
    formBefore: {
      pay: { periods: PAY },
      training: { endsOn: '2027-06-30' },
      employer: { address: { city: 'Lyon' } },
    },
    formAfter: { employer: { address: { city: 'Lyon', postcode: '42000' } } },
  });
  await sign(id, hr);
  await sign(id, alternant);
  await sign(id, admin);
  const pinned = await fill({ pay: { periods: PAY.slice(0, 1) } });
  expect(pinned.body).toMatchObject({
    code: 'amendment_required',
    ways: [{ field: 'pay.periods', pointer: '/changes/form/pay/periods', type: '36' }],
  });
  expect((await hr.get(`${url()}/form`)).body.training.endsOn).toBe('2027-06-30');
  app.clock.set('2026-04-01');
  const then = (await admin.get(`${url()}/form`)).body;
  expect(then).toMatchObject({ ...form, version: first.version + 1 });
  expect((await hr.get(`${url()}/form?at=2026-03-31T12:00:00Z`)).body.pay.periods).toEqual(PAY);
  const paid = (await hr.get(`${url()}/pay`)).body.periods.map(
    (one: { recorded: { grossMonthlyCents: number } }) => one.recorded.grossMonthlyCents,
  );
  expect([paid[0], paid.at(-1)]).toEqual([80_282, 105_218]);
});

test('that somebody is disabled is for the parties, also where an amendment says so', async () => {
  await fill({ alternant: { disabledWorker: false, topLevelAthlete: false } });
  const id = await proposed({
    effectiveOn: '2026-04-01',
    changes: { endsOn: '2028-08-31', extension: 'disability', form: { alternant: { disabledWorker: true } } },
    type: '34',
    reason: REASON,
  });
  await sign(id, hr, { paperSignedByAll: true });
  app.clock.set('2026-04-02');
  const tutor = await app.as(scenario.tutorIs);

  expect((await alternant.get(`/v1/amendments/${id}`)).body).toMatchObject({
    extension: 'disability',
    formAfter: { alternant: { disabledWorker: true } },
  });
  expect((await tutor.get(`/v1/amendments/${id}`)).body).toMatchObject({
    changed: ['endsOn', 'form'],
    extension: null,
    formBefore: null,
    formAfter: null,
    type: null,
    reason: null,
  });
  for (const path of ['/amendments', '/events', '/terms', ''])
    for (const word of ['isab', '"34"', 'athlete'])
      expect([path, (await tutor.get(`${url()}${path}`)).text.includes(word)]).toEqual([path, false]);
  const { employerId } = scenario.contract;
  const reads = app.asClient(await app.given.apiClient(employerId, { scopes: ['contracts:read'] }));
  for (const path of [`/v1/amendments/${id}`, `${url()}/amendments`])
    for (const word of ['isab', '"34"']) expect((await reads.get(path)).text).not.toContain(word);
  expect(code(await fill({ alternant: { disabledWorker: null } }))).toEqual([409, 'amendment_required']);

  await app.owner.query('update people set erased_at = now() where id = $1', [
    scenario.contract.alternant.personId,
  ]);
  const { rows } = await app.owner.query(
    'select members, ground from contract_amendment_papers where amendment_id = $1',
    [id],
  );
  expect(rows).toEqual([{ members: {}, ground: null }]);
});
