import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { MandateRole } from '../../../src/features/mandates/mandates.types.js';
import { newId } from '../../../src/platform/ids.js';
import { TestApp, type Caller } from '../../support/app.js';
import { LadderScenario } from '../../support/scenarios/ladder-scenario.js';

let app: TestApp;
let scenario: LadderScenario;
let alternant: Caller;

beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());

beforeEach(async () => {
  app.clock.set('2026-03-12');
  scenario = await LadderScenario.start(app);
  alternant = await app.as(scenario.contract.alternant);
});

const C6 = { competency: 'C6', level: 'observation' };
const C8 = { competency: 'C8', level: 'observation' };
const titled = ({ competency }: { competency: string }) => ({
  competencyTitle: competency,
  levelTitle: 'Observation',
});
const ask = (items: object[] = [C6, C8], by = alternant) =>
  by.post(scenario.url('sign-off-requests'), { items });
const asked = async (items?: object[], by?: Caller): Promise<string> => {
  const answer = await ask(items, by);
  expect(answer.status).toBe(201);
  return answer.body.id;
};
const act = (id: string, route: string, by = scenario.tutor) =>
  by.post(`/v1/sign-off-requests/${id}/${route}`);
const decide = (id: string, items: object[], by = scenario.tutor, values: object = {}) =>
  by.post(`/v1/sign-off-requests/${id}/decide`, {
    observedOn: app.clock.today(),
    observation: true,
    items: items.map((item) => ({ outcome: 'acquired', ...item })),
    ...values,
  });
const read = async (id: string, by = scenario.tutor) => (await by.get(`/v1/sign-off-requests/${id}`)).body;
const status = async (id: string) => (await read(id)).status;
const reported = async () =>
  (
    await app.owner.query<{ type: string; data: object }>(
      `select e.type, e.data from events e where e.contract_id = $1 and e.sequence > 2 order by e.sequence`,
      [scenario.contract.contractId],
    )
  ).rows;
const types = async () => (await reported()).map(({ type }) => type);
const team = async (role: MandateRole, values: object = {}) => {
  const someone = await app.given.mandate(scenario.contract, role, values);
  return { someone, call: await app.as(someone) };
};
const mandateOf = async (personId: string): Promise<string> =>
  (
    await app.owner.query<{ id: string }>(
      'select m.id from mandates m where m.contract_id = $1 and m.person_id = $2',
      [scenario.contract.contractId, personId],
    )
  ).rows[0]?.id ?? '';
const absent = async (personId: string, from: string, to: string) => {
  const mandate = await mandateOf(personId);
  const hr = await app.as(await app.given.someone('hr', scenario.contract.employerId));
  expect((await hr.post(`/v1/mandates/${mandate}/absences`, { from, to })).status).toBe(201);
};
const codes = (answers: readonly { status: number; body: { code?: string } }[]) =>
  answers.map((answer) => [answer.status, answer.body.code]);

test('the alternant asks, the tutor takes it on and decides: the sign-offs are recorded and tied to the request', async () => {
  const submitted = await ask();

  expect(submitted.status).toBe(201);
  expect(submitted.headers['location']).toBe(`/v1/sign-off-requests/${submitted.body.id}`);
  expect(submitted.body).toEqual({
    id: expect.any(String),
    contractId: scenario.contract.contractId,
    askedBy: scenario.contract.alternant.personId,
    recordedAt: '2026-03-12T08:00:00.000Z',
    status: 'submitted',
    items: [C6, C8].map((item) => ({
      ...item,
      ...titled(item),
      signOffId: null,
      outcome: null,
      obsolete: false,
    })),
    claim: null,
    waitsFor: { act: 'decide', personIds: [scenario.tutorIs.personId] },
    endedBy: null,
    endedAt: null,
  });
  const { id } = submitted.body;
  expect(await read(id)).toEqual(submitted.body);

  const claimed = await act(id, 'claims');
  expect(claimed.status).toBe(201);
  expect(claimed.body).toEqual({
    ...submitted.body,
    status: 'claimed',
    claim: {
      claimedBy: scenario.tutorIs.personId,
      claimedAt: '2026-03-12T08:00:00.000Z',
      lapsesAt: '2026-03-15T08:00:00.000Z',
    },
  });
  expect(await read(id)).toEqual(claimed.body);

  const decided = await decide(id, [C6, { ...C8, outcome: 'not_yet', nextStep: 'Encore' }]);
  expect(decided.status).toBe(200);
  expect(decided.body).toEqual({
    ...submitted.body,
    status: 'decided',
    items: [
      { ...C6, ...titled(C6), signOffId: expect.any(String), outcome: 'acquired', obsolete: false },
      { ...C8, ...titled(C8), signOffId: expect.any(String), outcome: 'not_yet', obsolete: false },
    ],
    waitsFor: null,
    endedBy: scenario.tutorIs.personId,
    endedAt: '2026-03-12T08:00:00.000Z',
  });
  expect(await read(id)).toEqual(decided.body);
  expect((await scenario.tutor.get(scenario.url('sign-off-requests'))).body.data).toEqual([decided.body]);
  const { data } = (await scenario.tutor.get(scenario.url('sign-offs'))).body;
  expect(data.map((one: { id: string }) => one.id)).toEqual(
    decided.body.items.map(({ signOffId }: { signOffId: string }) => signOffId),
  );
  expect(await types()).toEqual([
    'sign_off_request.submitted',
    'sign_off_request.claimed',
    'observation.recorded',
    'sign_off.recorded',
    'sign_off.recorded',
    'sign_off_request.decided',
  ]);
});

test('each fact of a request tells one event, with codes and ids only', async () => {
  const id = await asked();
  await act(id, 'claims');
  await act(id, 'withdrawals', alternant);

  expect(await reported()).toEqual([
    { type: 'sign_off_request.submitted', data: { requestId: id, items: [C6, C8] } },
    { type: 'sign_off_request.claimed', data: { requestId: id, claimId: expect.any(String) } },
    { type: 'sign_off_request.withdrawn', data: { requestId: id } },
  ]);
});

test('who may ask: the alternant, a tutor, an observer; not the referent, nor who only administers, reads or calls by program', async () => {
  const { contract } = scenario;
  for (const role of ['co_tutor', 'substitute', 'observer'] as const) {
    expect((await ask([C6], (await team(role)).call)).status).toBe(201);
  }
  expect((await ask([C6], scenario.tutor)).status).toBe(201);
  const former = (await team('co_tutor', { until: '2026-03-12' })).call;
  const hr = await app.as(await app.given.someone('hr', contract.employerId));
  const auditor = await app.as(await app.given.someone('auditor', contract.trainingCentreId));
  const client = app.asClient(await app.given.apiClient(contract.employerId));
  const answers = [];
  for (const by of [scenario.referent, former, hr, auditor, client]) answers.push(await ask([C6], by));
  expect(codes(answers)).toEqual([
    [403, 'mandate_missing'],
    [403, 'mandate_missing'],
    [403, 'mandate_missing'],
    [403, 'forbidden'],
    [403, 'person_required'],
  ]);
});

test('what no level requires is named at its place; nothing is asked', async () => {
  const answer = await ask([
    C6,
    { competency: 'C1', level: 'observation' },
    { competency: 'C6', level: 'nowhere' },
    C6,
  ]);

  expect(answer.status).toBe(422);
  expect(answer.body.errors.map((e: { pointer: string; code: string }) => `${e.pointer} ${e.code}`)).toEqual([
    '/items/1/competency not_required',
    '/items/2/level unknown_level',
    '/items/3 duplicate_item',
  ]);
  expect((await ask([])).status).toBe(422);
  expect(await types()).toEqual([]);
});

test('a locked level is not asked for, nor what is acquired: each item is told', async () => {
  await scenario.sign('observation', ['C6']);
  const answer = await ask([C6, C8, { competency: 'C1', level: 'simple_tasks' }]);

  expect([answer.status, answer.body.code]).toEqual([409, 'level_locked']);
  expect(answer.body.missing).toMatchObject(
    ['C8', 'C10', 'C11'].map((competency) => ({ level: 'observation', competency })),
  );
  expect(answer.body.errors.map((e: { pointer: string; code: string }) => `${e.pointer} ${e.code}`)).toEqual([
    '/items/0 already_acquired',
    '/items/2 level_locked',
  ]);
  expect((await ask([C6])).body.code).toBe('already_acquired');
});

test('nothing is asked, claimed or decided while the contract is not active; what was asked may be withdrawn', async () => {
  const [id, other] = [await asked(), await asked()];
  await app.owner.query(`update contracts set suspensions = '{[2026-03-12,)}' where id = $1`, [
    scenario.contract.contractId,
  ]);
  const answers = [await ask(), await act(id, 'claims'), await decide(id, [C6, C8])];

  expect(codes(answers)).toEqual(answers.map(() => [409, 'contract_not_active']));
  expect(await status(id)).toBe('submitted');
  expect((await act(id, 'withdrawals', alternant)).body.status).toBe('withdrawn');
  await app.owner.query(`update contracts set suspensions = '{}' where id = $1`, [
    scenario.contract.contractId,
  ]);
  expect((await act(other, 'claims')).status).toBe(201);
});

test('a claim keeps others away for 72 h, to the millisecond; then the request stands as submitted again', async () => {
  const co = await team('co_tutor');
  const id = await asked();
  await act(id, 'claims', co.call);
  app.clock.set('2026-03-15T07:59:59.999Z');

  const refused = await act(id, 'claims');
  expect([refused.status, refused.body.code]).toEqual([409, 'already_claimed']);
  expect(refused.body).toMatchObject({
    currentStatus: 'claimed',
    allowed: [],
    claimedBy: co.someone.personId,
    claimedAt: '2026-03-12T08:00:00.000Z',
  });
  expect((await decide(id, [C6, C8])).body).toMatchObject({ code: 'already_claimed', allowed: [] });
  expect(await status(id)).toBe('claimed');

  app.clock.set('2026-03-15T08:00:00.000Z');
  expect(await read(id)).toMatchObject({
    status: 'submitted',
    claim: null,
    waitsFor: { act: 'decide', personIds: [scenario.tutorIs.personId] },
  });
  expect((await act(id, 'claims')).body).toMatchObject({
    status: 'claimed',
    claim: { claimedBy: scenario.tutorIs.personId },
  });
  expect((await decide(id, [C6, C8], co.call)).body.code).toBe('already_claimed');
  expect((await decide(id, [C6, C8])).body.status).toBe('decided');
});

test('who claims again is told the request as it stands: nothing more is recorded, and it is not held longer', async () => {
  const id = await asked();
  const claimed = await act(id, 'claims');
  app.clock.set('2026-03-15T07:59:59.999Z');
  const again = await Promise.all([act(id, 'claims'), act(id, 'claims')]);

  expect(again.map((answer) => [answer.status, answer.body])).toEqual([
    [201, claimed.body],
    [201, claimed.body],
  ]);
  expect(await types()).toEqual(['sign_off_request.submitted', 'sign_off_request.claimed']);
  app.clock.set('2026-03-15T08:00:00.000Z');
  expect((await act(id, 'claims')).body.claim.claimedAt).toBe('2026-03-15T08:00:00.000Z');
});

test('of two first claims of the same person at once, one is recorded and both are told it', async () => {
  const id = await asked();
  const [one, other] = await Promise.all([act(id, 'claims'), act(id, 'claims')]);

  expect([one.status, other.status]).toEqual([201, 201]);
  expect(one.body).toEqual(other.body);
  expect(await types()).toEqual(['sign_off_request.submitted', 'sign_off_request.claimed']);
});

test('while somebody else holds it, whoever asked may still withdraw it, and is told so', async () => {
  const co = await team('co_tutor');
  const id = await asked([C6, C8], co.call);
  await act(id, 'claims');

  const refused = [await act(id, 'claims', co.call), await decide(id, [C6, C8], co.call)];
  for (const { body } of refused)
    expect(body).toMatchObject({ code: 'already_claimed', allowed: ['withdraw'] });
  expect((await act(id, 'withdrawals', co.call)).status).toBe(201);
});

test('a claim lapses at once when its author is declared absent, or their mandate ends', async () => {
  const [co, substitute] = [await team('co_tutor'), await team('substitute')];
  const [first, second] = [await asked(), await asked()];
  await act(first, 'claims', co.call);
  await act(second, 'claims', substitute.call);
  await absent(co.someone.personId, '2026-03-12', '2026-03-12');
  await app.owner.query('update mandates set until_day = $2 where id = $1', [
    substitute.someone.mandateId,
    '2026-03-12',
  ]);

  for (const id of [first, second]) expect(await status(id)).toBe('submitted');
  expect((await act(first, 'claims')).status).toBe(201);
  expect((await decide(second, [C6, C8])).status).toBe(200);
});

test('a claim takes a mandate of today that reaches the level, and not to be declared absent', async () => {
  await scenario.complete('observation');
  const id = await asked([{ competency: 'C1', level: 'simple_tasks' }]);
  const low = await team('co_tutor', { maxLevel: 'observation' });
  const away = await team('substitute');
  await absent(away.someone.personId, '2026-03-11', '2026-03-13');
  const hr = await app.as(await app.given.someone('hr', scenario.contract.employerId));
  const client = app.asClient(await app.given.apiClient(scenario.contract.employerId));
  const answers = [];
  for (const by of [low.call, away.call, scenario.observer, scenario.referent, hr, alternant, client])
    answers.push(await act(id, 'claims', by));

  expect(codes(answers)).toEqual([
    ...Array.from({ length: 5 }, () => [403, 'mandate_missing']),
    [403, 'forbidden'],
    [403, 'person_required'],
  ]);
  expect((await act(id, 'claims', (await team('co_tutor', { maxLevel: 'simple_tasks' })).call)).status).toBe(
    201,
  );
});

test('who is declared absent decides, but claims nothing, and is told what to do instead', async () => {
  const id = await asked();
  await absent(scenario.tutorIs.personId, '2026-03-12', '2026-03-20');

  const refused = await act(id, 'claims');
  expect([refused.status, refused.body.code]).toEqual([403, 'mandate_missing']);
  expect(refused.body.detail).toContain('déclaré absent : vous pouvez décider directement');
  expect(refused.body.detail).toContain('mettre fin à l’absence');
  const observer = await act(id, 'claims', scenario.observer);
  expect(observer.body.detail).not.toContain('décider directement');
  expect((await decide(id, [C6, C8])).body.status).toBe('decided');
});

test('whom a request waits for: main tutor, co-tutors, substitutes, then the referent, by mandate, absence and level', async () => {
  await scenario.complete('observation');
  const id = await asked([{ competency: 'C1', level: 'simple_tasks' }]);
  const waitsFor = async () => (await read(id)).waitsFor;
  const [low, high] = [await team('co_tutor', { maxLevel: 'observation' }), await team('co_tutor')];
  const substitute = await team('substitute');

  expect(await waitsFor()).toEqual({ act: 'decide', personIds: [scenario.tutorIs.personId] });
  await absent(scenario.tutorIs.personId, '2026-03-12', '2026-03-20');
  expect(await waitsFor()).toEqual({ act: 'decide', personIds: [high.someone.personId] });
  await absent(high.someone.personId, '2026-03-12', '2026-03-20');
  expect(await waitsFor()).toEqual({ act: 'decide', personIds: [substitute.someone.personId] });
  await absent(substitute.someone.personId, '2026-03-12', '2026-03-20');
  const { rows } = await app.owner.query<{ person_id: string }>(
    `select m.person_id from mandates m where m.contract_id = $1 and m.role = 'referent'`,
    [scenario.contract.contractId],
  );
  expect(await waitsFor()).toEqual({ act: 'cover', personIds: [rows[0]?.person_id] });
  app.clock.set('2026-03-21');
  expect(await waitsFor()).toEqual({ act: 'decide', personIds: [scenario.tutorIs.personId] });
  expect(low.someone.personId).toBeDefined();
});

test('a decision answers what was asked, all of it, and nothing else; cannot_assess is an answer', async () => {
  const id = await asked();
  const answer = await decide(id, [C6, { competency: 'C10', level: 'observation' }, { ...C6 }]);

  expect(answer.status).toBe(422);
  expect(answer.body.errors.map((e: { pointer: string; code: string }) => `${e.pointer} ${e.code}`)).toEqual([
    '/items/2 duplicate_item',
    '/items/1 not_requested',
    '/items unanswered',
  ]);
  expect(answer.body.errors[2].detail).toContain('il manque « C8 »');
  expect((await decide(id, [C6, { ...C8, outcome: 'cannot_assess' }])).body.errors).toMatchObject([
    { pointer: '/items/1/reason', code: 'required' },
  ]);
  expect((await decide(id, [C6, C8], scenario.tutor, { observedOn: '2026-03-13' })).body.code).toBe(
    'observed_in_the_future',
  );
  const decided = await decide(id, [C6, { ...C8, outcome: 'cannot_assess', reason: 'Pas vu' }]);
  expect(decided.body.items.map(({ outcome }: { outcome: string }) => outcome)).toEqual([
    'acquired',
    'cannot_assess',
  ]);
});

test('a decision obeys the rules of sign-offs: quorum, mandate of the day observed; refused, it leaves nothing', async () => {
  await scenario.complete('observation');
  const item = { competency: 'C1', level: 'simple_tasks' };
  const id = await asked([item]);
  const before = await types();
  const co = await team('co_tutor', { from: '2026-03-12' });

  expect(codes([await decide(id, [item])])).toEqual([[409, 'quorum_not_met']]);
  expect(codes([await decide(id, [item], co.call, { observedOn: '2026-03-11' })])).toEqual([
    [403, 'mandate_missing'],
  ]);
  expect(codes([await decide(id, [item], scenario.referent), await decide(id, [item], alternant)])).toEqual([
    [403, 'mandate_missing'],
    [403, 'forbidden'],
  ]);
  expect(await types()).toEqual(before);
  expect(await status(id)).toBe('submitted');
});

test('an item that is signed off directly is answered; a request of which all are is decided, and by nobody', async () => {
  const id = await asked();
  await scenario.sign('observation', ['C6']);
  expect(await read(id)).toMatchObject({
    status: 'submitted',
    items: [{ outcome: 'acquired' }, { outcome: null }],
  });

  const half = await asked([C8, { competency: 'C10', level: 'observation' }]);
  await scenario.sign('observation', ['C8']);
  expect(await read(id)).toMatchObject({ status: 'decided', waitsFor: null, endedBy: null, endedAt: null });
  const refused = await act(id, 'claims');
  expect([refused.status, refused.body.code]).toEqual([409, 'illegal_transition']);
  expect(refused.body).toMatchObject({ currentStatus: 'decided', allowed: [] });
  expect((await act(id, 'withdrawals', alternant)).body.code).toBe('illegal_transition');

  // Only what is left needs an answer; taking the other back later does not open it again.
  const decided = await decide(half, [{ competency: 'C10', level: 'observation' }]);
  expect(decided.body).toMatchObject({
    status: 'decided',
    items: [{ outcome: 'acquired' }, { outcome: 'acquired' }],
  });
  expect(decided.body).toEqual(await read(half));
  const signOff = (await read(id)).items[0].signOffId;
  await scenario.tutor.post(`/v1/sign-offs/${signOff}/revocations`, {
    reasonCode: 'other',
    reason: 'À revoir',
  });
  expect(await status(id)).toBe('decided');
});

test('it is withdrawn by whoever asked, and by nobody else, until it is decided', async () => {
  const [id, other] = [await asked(), await asked([C6], scenario.observer)];
  const by = [scenario.tutor, scenario.referent, scenario.observer];
  const refused = [];
  for (const one of by) refused.push(await act(id, 'withdrawals', one));
  expect(codes(refused)).toEqual(by.map(() => [403, 'forbidden']));

  await act(id, 'claims');
  const withdrawn = await act(id, 'withdrawals', alternant);
  expect(withdrawn.status).toBe(201);
  expect(withdrawn.body).toMatchObject({
    status: 'withdrawn',
    claim: null,
    waitsFor: null,
    endedBy: scenario.contract.alternant.personId,
  });
  const again = [
    await act(id, 'withdrawals', alternant),
    await act(id, 'claims'),
    await decide(id, [C6, C8]),
  ];
  expect(codes(again)).toEqual(again.map(() => [409, 'illegal_transition']));
  expect(again[0]?.body).toMatchObject({ currentStatus: 'withdrawn', allowed: [] });
  expect((await act(other, 'withdrawals', scenario.observer)).status).toBe(201);
  // What is signed off afterwards answers nothing any more.
  await scenario.sign('observation', ['C6']);
  expect((await read(id)).items[0]).toMatchObject({ signOffId: null });
});

test.each([
  ['was terminated', "ended_as = 'terminated', held_until = '2026-03-12'"],
  ['is past its term', "held_until = '2026-03-12', until_day = '2026-03-12'"],
])('it expires when the contract %s before a decision', async (_, change) => {
  const [id, decided, withdrawn] = [await asked(), await asked([C6]), await asked()];
  await act(withdrawn, 'withdrawals', alternant);
  await decide(decided, [C6]);
  await act(id, 'claims');
  await app.owner.query(`update contracts set ${change} where id = $1`, [scenario.contract.contractId]);

  expect(await read(id)).toMatchObject({ status: 'expired', claim: null, waitsFor: null, endedAt: null });
  expect([await status(decided), await status(withdrawn)]).toEqual(['decided', 'withdrawn']);
  const refused = [
    await act(id, 'claims'),
    await decide(id, [C6, C8]),
    await act(id, 'withdrawals', alternant),
  ];
  expect(codes(refused)).toEqual(refused.map(() => [409, 'illegal_transition']));
  expect(refused[0]?.body).toMatchObject({ currentStatus: 'expired', allowed: [] });
});

test('of two claims, or of a claim and two decisions at once, one wins; the others are told its state', async () => {
  const co = await team('co_tutor');
  const id = await asked();
  const claims = await Promise.all([act(id, 'claims'), act(id, 'claims', co.call)]);
  expect(claims.map((answer) => answer.status).sort()).toEqual([201, 409]);
  expect(claims.find((answer) => answer.status === 409)?.body).toMatchObject({
    code: 'already_claimed',
    currentStatus: 'claimed',
    claimedBy: claims.find((answer) => answer.status === 201)?.body.claim.claimedBy,
  });

  const other = await asked([{ competency: 'C10', level: 'observation' }]);
  const item = [{ competency: 'C10', level: 'observation' }];
  const answers = await Promise.all([decide(other, item), decide(other, item, co.call)]);
  expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
  expect(answers.find((answer) => answer.status === 409)?.body).toMatchObject({
    code: 'illegal_transition',
    currentStatus: 'decided',
  });
  expect((await types()).filter((type) => type === 'sign_off.recorded')).toHaveLength(1);

  const third = await asked();
  const ends = await Promise.all([act(third, 'withdrawals', alternant), decide(third, [C6, C8])]);
  const [won, lost] = ends.map((answer) => answer.status).sort();
  expect([[200, 201].includes(won ?? 0), lost]).toEqual([true, 409]);
});

test('the database ends a request once, and lets one claim follow another', async () => {
  const id = await asked();
  await act(id, 'claims');
  const again = (table: string, columns: string) =>
    app.owner.query(
      `insert into ${table} (id, request_id, contract_id, sequence, recorded_at, ${columns})
       select $1, request_id, contract_id, sequence + 100, recorded_at, ${columns} from ${table} where request_id = $2`,
      [newId(), id],
    );
  await expect(again('sign_off_request_claims', 'claimed_by, attempt')).rejects.toThrow('one_at_a_time');
  await act(id, 'withdrawals', alternant);
  await expect(again('sign_off_request_ends', 'ended_by, ended_as')).rejects.toThrow('ends_once');
});

test('HR and the centre read what was asked and answered; for strangers and classmates there is nothing', async () => {
  const id = await asked();
  const { contract } = scenario;
  const hr = await app.as(await app.given.someone('hr', contract.employerId));
  const admin = await app.as(await app.given.someone('centre_admin', contract.trainingCentreId));
  const auditor = await app.as(await app.given.someone('auditor', contract.trainingCentreId));
  for (const by of [hr, admin, auditor, alternant, scenario.referent]) {
    expect(await read(id, by)).toMatchObject({ id, status: 'submitted' });
    expect((await by.get(scenario.url('sign-off-requests'))).body.data).toHaveLength(1);
  }
  const classmate = await app.given.contract({
    employerId: contract.employerId,
    trainingCentreId: contract.trainingCentreId,
    ladderId: contract.ladderId,
  });
  const elsewhere = await LadderScenario.start(app);
  const stranger = await app.as(await app.given.someone('tutor', contract.employerId));
  for (const by of [await app.as(classmate.alternant), elsewhere.tutor, stranger]) {
    const answers = [
      await by.get(`/v1/sign-off-requests/${id}`),
      await by.get(scenario.url('sign-off-requests')),
      await ask([C6], by),
    ];
    expect(answers.map((answer) => answer.status)).toEqual([404, 404, 404]);
  }
  for (const verb of ['claims', 'withdrawals'])
    expect((await act(id, verb, elsewhere.tutor)).status).toBe(404);
  expect((await decide(id, [C6, C8], elsewhere.tutor)).status).toBe(404);
  expect((await act(newId(), 'claims')).status).toBe(404);
});

test('the list goes on where a page ended, in the order of asking', async () => {
  const ids = [await asked(), await asked(), await asked()];
  const first = await scenario.tutor.get(scenario.url('sign-off-requests?limit=2'));
  const rest = await scenario.tutor.get(
    scenario.url(`sign-off-requests?limit=2&after=${first.body.page.next}`),
  );

  expect([...first.body.data, ...rest.body.data].map(({ id }: { id: string }) => id)).toEqual(ids);
  expect(rest.body.page.next).toBeNull();
});
