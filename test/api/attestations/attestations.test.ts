import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { LadderId } from '../../../src/kernel/ids.js';
import type { Scope } from '../../../src/platform/access/scopes.js';
import { TestApp, type Caller } from '../../support/app.js';
import { LadderScenario } from '../../support/scenarios/ladder-scenario.js';
import { boundariesOf, tutorOf } from '../queue/boundaries.js';

const mission = (code: string, prerequisites: string[]) => ({
  code,
  title: code,
  level: 'observation',
  competencies: ['C6'],
  prerequisites,
});

let app: TestApp;
let ladderId: LadderId;
let scenario: LadderScenario;

beforeAll(async () => {
  app = await TestApp.start();
  ladderId = await app.given.ladder({
    missions: [mission('lift', ['afgsu_2', 'maison_leve']), mission('meal', [])],
  });
});
afterAll(() => app.stop());
beforeEach(async () => {
  app.clock.set('2026-03-12');
  scenario = await LadderScenario.start(app, { ladderId });
});

const attest = (values: object = {}, by = scenario.tutor) =>
  by.post(scenario.url('attestations'), { prerequisite: 'afgsu_2', validFrom: '2022-05-01', ...values });
const attested = async (values: object = {}, by = scenario.tutor): Promise<string> => {
  const answer = await attest(values, by);
  expect(answer.status).toBe(201);
  return answer.body.id;
};
const withdraw = (id: string, by = scenario.tutor) => by.post(`/v1/attestations/${id}/withdrawals`);
const lacking = async (query = '', code = 'lift'): Promise<string[]> => {
  const { body } = await scenario.tutor.get(scenario.url(`entitlements?mission=${code}${query}`));
  const [{ allowed, reasons }] = body.data;
  expect(allowed).toBe(reasons.length === 0);
  return reasons.map(
    ({ code: of, detail }: { code: string; detail: string }) => `${of} ${detail.split(' : ')[0]}`,
  );
};
const AFGSU = 'prerequisite Il manque l’AFGSU de niveau 2 (gestes d’urgence)';
const LAPSED = `${AFGSU}, attesté jusqu’au 30 avril 2026`;
const OWN = 'prerequisite Il manque le prérequis « maison_leve »';

test('a mission is refused for each prerequisite that nothing attests, and opens once all are', async () => {
  expect(await lacking()).toEqual([AFGSU, OWN]);
  expect(await lacking('', 'meal')).toEqual([]);

  const answer = await attest({ validUntil: '2026-04-30' });

  expect(answer.status).toBe(201);
  expect(answer.headers['location']).toBe(`/v1/attestations/${answer.body.id}`);
  expect(answer.body).toEqual({
    id: expect.any(String),
    contractId: scenario.contract.contractId,
    prerequisite: 'afgsu_2',
    validFrom: '2022-05-01',
    validUntil: '2026-04-30',
    recordedAt: '2026-03-12T08:00:00.000Z',
    recordedBy: scenario.tutorIs.personId,
    recordedByClient: null,
    proofReference: null,
    warnings: [],
    withdrawal: null,
  });
  expect((await scenario.observer.get(answer.headers['location'] ?? '')).body).toEqual(answer.body);
  expect((await scenario.observer.get(scenario.url('attestations'))).body.data).toEqual([answer.body]);
  expect(await lacking()).toEqual([OWN]);
  await attested({ prerequisite: 'maison_leve' }, scenario.referent);
  expect(await lacking()).toEqual([]);
  expect(await lacking('&at=2026-04-30')).toEqual([]);
  expect(await lacking('&at=2026-05-01')).toEqual([LAPSED]);
});

test('it expires by its date alone; an assignment is judged on its first day', async () => {
  await attested({ validUntil: '2026-04-30' });
  await attested({ prerequisite: 'maison_leve' });
  const assign = (from: string) =>
    scenario.tutor.post(scenario.url('assignments'), { mission: 'lift', from });

  expect((await assign('2026-04-30')).status).toBe(201);
  expect((await assign('2026-05-01')).body.reasons).toMatchObject([{ code: 'prerequisite' }]);
  app.clock.set('2026-05-01');
  expect(await lacking()).toEqual([LAPSED]);
  const { body } = await scenario.tutor.get(scenario.url('entitlements?mission=lift'), {
    headers: { 'accept-language': 'en' },
  });
  expect(body.data[0].reasons[0].detail).toContain('attested until 30 April 2026');
});

test('each fact tells one event under its sequence: codes and days, and nothing else', async () => {
  const id = await attested({ validUntil: '2026-04-30' });
  const { body } = await withdraw(id);
  const facts = await app.owner.query(
    `select a.sequence as attested, w.sequence as withdrawn from attestations a
     join attestation_withdrawals w on w.attestation_id = a.id where a.id = $1`,
    [id],
  );
  const events = (await scenario.tutor.get(scenario.url('events'))).body.data.slice(-2);

  expect(
    events.map(({ sequence, type, data }: Record<string, unknown>) => ({ sequence, type, data })),
  ).toEqual([
    {
      sequence: Number(facts.rows[0].attested),
      type: 'attestation.recorded',
      data: { attestationId: id, prerequisite: 'afgsu_2', from: '2022-05-01', until: '2026-05-01' },
    },
    {
      sequence: Number(facts.rows[0].withdrawn),
      type: 'attestation.withdrawn',
      data: { attestationId: id, withdrawalId: body.withdrawal.id },
    },
  ]);
});

test('a withdrawal ends it at once and once; as of before, it still held', async () => {
  app.clock.advance({ minutes: 5 });
  await attested({ prerequisite: 'maison_leve' });
  const id = await attested();
  app.clock.advance({ minutes: 5 });
  const answers = await Promise.all([withdraw(id), withdraw(id, scenario.referent)]);

  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  expect((await withdraw(id)).body.code).toBe('already_withdrawn');
  expect(await lacking()).toEqual([AFGSU]);
  app.clock.advance({ minutes: 10 });
  expect(await lacking('&at=2026-03-12T08:09:59Z')).toEqual([]);
  expect(await lacking('&at=2026-03-12T08:10:00Z')).toEqual([AFGSU]);
  expect(await lacking('&at=2026-03-12T08:04:59Z')).toEqual([AFGSU, OWN]);
});

test('a code that no mission asks for is refused, and those that are asked for are told', async () => {
  const { status, body } = await attest({ prerequisite: 'afgsu2' });
  expect([status, body.errors[0].pointer, body.errors[0].code]).toEqual([
    422,
    '/prerequisite',
    'unknown_prerequisite',
  ]);
  expect(body.errors[0].detail).toContain('afgsu_2, maison_leve');
  const backwards = await attest({ validUntil: '2022-04-30' });
  expect([backwards.status, backwards.body.errors[0].pointer]).toEqual([422, '/validUntil']);
  expect((await attest({ comment: 'vaccin refusé' })).status).toBe(422);
  expect((await scenario.tutor.get(scenario.url('attestations'))).body.data).toEqual([]);
});

test('HR, the centre, the main tutor and the referent record it; the others of the team read it, and nobody else knows', async () => {
  const { contract } = scenario;
  const hr = await app.as(await app.given.someone('hr', contract.employerId));
  const centre = await app.as(await app.given.someone('centre_admin', contract.trainingCentreId));
  const client = app.asClient(await app.given.apiClient(contract.employerId));
  const coTutor = await app.as(await app.given.mandate(contract, 'co_tutor'));
  const former = await app.as(await app.given.mandate(contract, 'referent', { until: '2026-03-12' }));
  const alternant = await app.as(contract.alternant);
  const other = await LadderScenario.start(app, { ladderId });
  const classmate = await app.as(other.contract.alternant);
  const otherHr = await app.as(await app.given.someone('hr', other.contract.employerId));
  const id = await attested();

  const of = async (by: Caller) => {
    const recorded = await attest({}, by);
    return [
      recorded.status,
      recorded.body.code,
      (await withdraw(recorded.body.id ?? id, by)).status,
      (await by.get(`/v1/attestations/${id}`)).status,
      (await by.get(scenario.url('attestations'))).status,
    ];
  };
  for (const by of [hr, centre, client, scenario.tutor, scenario.referent])
    expect(await of(by)).toEqual([201, undefined, 201, 200, 200]);
  for (const by of [coTutor, former]) expect(await of(by)).toEqual([403, 'mandate_missing', 403, 200, 200]);
  expect(await of(alternant)).toEqual([403, 'forbidden', 403, 200, 200]);
  for (const by of [otherHr, other.tutor]) expect(await of(by)).toEqual([404, 'not_found', 404, 404, 404]);
  expect(await of(classmate)).toEqual([403, 'forbidden', 403, 404, 404]);
});

test('nobody attests for themselves, also as their own centre’s administrator', async () => {
  const { contract } = scenario;
  await app.given.membership(contract.alternant, 'centre_admin', contract.trainingCentreId);
  const both = await app.as({ ...contract.alternant, roles: ['alternant', 'centre_admin'] });
  expect((await attest({}, both)).body.code).toBe('mandate_missing');
});

test('where the paper is found is for the papers’ parties alone, not for a tutor who recorded it, in no event, and tells nothing else', async () => {
  const { contract } = scenario;
  const proofReference = 'AFGSU2-2026-0142.pdf';
  const id = await attested({ proofReference });
  const seenBy = async (by: Caller) => {
    const [one, list] = [await by.get(`/v1/attestations/${id}`), await by.get(scenario.url('attestations'))];
    expect(one.body).toEqual(list.body.data[0]);
    return one.body.proofReference;
  };
  const hr = await app.as(await app.given.someone('hr', contract.employerId));
  const centre = await app.as(await app.given.someone('centre_admin', contract.trainingCentreId));
  const coTutor = await app.as(await app.given.mandate(contract, 'co_tutor'));
  const auditor = await app.as(await app.given.someone('auditor', contract.trainingCentreId));
  for (const by of [hr, centre, await app.as(contract.alternant)])
    expect(await seenBy(by)).toBe(proofReference);
  for (const by of [coTutor, scenario.tutor, scenario.referent, scenario.observer, auditor])
    expect(await seenBy(by)).toBeNull();
  const program = async (scopes: Scope[]) =>
    app.asClient(await app.given.apiClient(contract.employerId, { scopes }));
  expect(await seenBy(await program(['progress:read', 'contracts:write']))).toBe(proofReference);
  expect(await seenBy(await program(['progress:read']))).toBeNull();
  for (const path of [scenario.url('events'), '/v1/changes', scenario.url('prerequisites')])
    expect(JSON.stringify((await scenario.tutor.get(path)).body)).not.toContain('0142');

  for (const refused of [
    'vaccinée contre 1 fièvre',
    'refus',
    'contreindication1',
    'é1',
    '-1',
    `1${'a-'.repeat(20)}`,
    '',
  ]) {
    const { status, body } = await attest({ proofReference: refused });
    expect([refused, status, body.errors?.[0].pointer]).toEqual([refused, 422, '/proofReference']);
  }
  const nir = await attest({ proofReference: '2-85-05-78-006-084-36' });
  expect(nir.body.errors[0].code).toBe('nir_refused');
});

test('each prerequisite of the ladder is told of any day, with its missions and by when the law wants it', async () => {
  app.clock.advance({ minutes: 5 });
  const read = async (query = '', by = scenario.tutor) =>
    (await by.get(scenario.url(`prerequisites${query}`), { headers: { 'accept-language': 'en' } })).body;
  const first = await attested({ validUntil: '2026-04-30' });
  const stateOf = async (query: string) => (await read(query)).data[0].state;
  const afgsu = {
    prerequisite: 'afgsu_2',
    title: 'the AFGSU 2 (emergency care)',
    state: 'expiring',
    validFrom: '2022-05-01',
    validUntil: '2026-04-30',
    firstDayOut: '2026-05-01',
    holdsFrom: null,
    attestationId: first,
    dueOn: null,
    rule: null,
    prior: null,
    missions: [{ mission: 'lift', title: 'lift', level: 'observation' }],
  };
  expect(await read('', scenario.observer)).toEqual({
    contractId: scenario.contract.contractId,
    on: '2026-03-12',
    data: [afgsu, { ...afgsu, ...NOTHING }],
  });
  expect(await stateOf('?at=2026-05-01')).toBe('expired');

  app.clock.advance({ minutes: 5 });
  const second = await attested({ validFrom: '2026-05-01', validUntil: '2030-04-30' }, scenario.referent);
  expect((await read('?at=2026-05-01')).data[0]).toMatchObject({ state: 'held', attestationId: second });
  expect((await read('?at=2026-03-12T08:09:00Z')).data[0].state).toBe('expiring');
  // A wrong date is put right the same day: taken back, and recorded anew.
  app.clock.advance({ minutes: 5 });
  const answers = await Promise.all([
    withdraw(second),
    attest({ validFrom: '2026-05-01', validUntil: '2026-06-30' }),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([201, 201]);
  expect((await read('?at=2026-06-30')).data[0]).toMatchObject({
    state: 'expiring',
    firstDayOut: '2026-07-01',
  });
  expect(await stateOf('?at=2026-07-01')).toBe('expired');
  app.clock.advance({ minutes: 5 });
  expect((await read('?at=2026-03-12T08:11:00Z')).data[0]).toMatchObject({ state: 'held' });
  expect((await scenario.tutor.get(scenario.url('prerequisites?at=2025-01-01'))).status).toBe(404);
});
const NOTHING = {
  prerequisite: 'maison_leve',
  title: 'the prerequisite "maison_leve"',
  state: 'lacking',
  validFrom: null,
  validUntil: null,
  firstDayOut: null,
  attestationId: null,
};

test('an office lists what expires, first what ends first, of its own contracts alone, and what is renewed no more', async () => {
  const { contract } = scenario;
  const hr = await app.as(await app.given.someone('hr', contract.employerId));
  const other = await LadderScenario.start(app, { ladderId });
  const otherHr = await app.as(await app.given.someone('hr', other.contract.employerId));
  const id = await attested({ validUntil: '2026-04-30' });
  const own = await attested({ prerequisite: 'maison_leve', validUntil: '2026-03-01' });
  const list = async (by: Caller, query = 'before=2026-05-01') => {
    const answer = await by.get(`/v1/prerequisites/expiring?${query}`);
    expect(answer.status).toBe(200);
    return answer.body;
  };
  const idsOf = ({ data }: { data: { attestationId: string }[] }) => data.map((one) => one.attestationId);

  const all = await list(hr);
  expect(idsOf(all)).toEqual([own, id]);
  expect(all.data[1]).toMatchObject({
    contractId: contract.contractId,
    alternant: { id: contract.alternant.personId, givenName: expect.any(String) },
    employerName: expect.any(String),
    title: 'l’AFGSU de niveau 2 (gestes d’urgence)',
    validUntil: '2026-04-30',
  });
  expect(idsOf(await list(hr, 'before=2026-04-30'))).toEqual([own]);
  const page = await list(hr, 'before=2026-05-01&limit=1');
  expect(idsOf(page)).toEqual([own]);
  expect(idsOf(await list(hr, `before=2026-05-01&limit=1&after=${page.page.next}`))).toEqual([id]);
  expect(idsOf(await list(scenario.referent))).toEqual([own, id]);
  expect(idsOf(await list(otherHr))).toEqual([]);
  expect(idsOf(await list(otherHr, `before=2026-05-01&employerId=${contract.employerId}`))).toEqual([]);
  expect((await scenario.tutor.get('/v1/prerequisites/expiring?before=2026-05-01')).status).toBe(403);
  // On another ladder, what that asks for and no more.
  const follow = (ladder: LadderId) =>
    app.owner.query('update contracts set ladder_id = $1 where id = $2', [ladder, contract.contractId]);
  await follow(await app.given.ladder({ missions: [mission('lift', ['afgsu_2'])] }));
  expect(idsOf(await list(hr))).toEqual([id]);
  await follow(ladderId);
  await attested({ validFrom: '2026-04-20' });
  await withdraw(own);
  expect(idsOf(await list(hr))).toEqual([]);
  expect((await hr.get('/v1/prerequisites')).body.data[1]).toMatchObject({
    code: 'afgsu_2',
    validityMonths: 48,
  });
});

test('what was attested under the contract that this one continues is told, and holds nothing before it is attested anew', async () => {
  const former = await LadderScenario.start(app, { ladderId, until: '2026-03-10' });
  const attestFormer = (prerequisite: string) =>
    former.referent.post(former.url('attestations'), { prerequisite, validFrom: '2022-05-01' });
  await attestFormer('afgsu_2');
  await withdraw((await attestFormer('maison_leve')).body.id, former.referent);
  const { alternant } = former.contract;
  const next = await LadderScenario.start(app, { ladderId, alternant, startsOn: '2026-03-10' });
  const read = async () => (await next.tutor.get(next.url('prerequisites'))).body.data;
  expect((await read())[0].prior).toBeNull();
  await app.owner.query('update contracts set continuation_of = $1 where id = $2', [
    former.contract.contractId,
    next.contract.contractId,
  ]);
  expect(await read()).toMatchObject([
    { state: 'lacking', attestationId: null, prior: { validFrom: '2022-05-01', validUntil: null } },
    { state: 'lacking', prior: null },
  ]);
  expect((await next.tutor.get(former.url('prerequisites'))).status).toBe(404);
});

test('without a last day it never expires, as ever, and says until when it usually lasts', async () => {
  const { body } = await attest();
  expect(body.validUntil).toBeNull();
  expect(body.warnings).toMatchObject([{ code: 'expiry_unknown' }]);
  expect(body.warnings[0].detail).toContain('30 avril 2026');
});

const onOurLadder = async (made: LadderScenario) => {
  await app.owner.query('update contracts set ladder_id = $2 where id = $1', [
    made.contract.contractId,
    ladderId,
  ]);
  return tutorOf(made);
};
test.each(
  boundariesOf('prerequisite_to_renew', {
    outlives: false,
    others: ['referent', 'hr', 'centre_admin'],
    make: onOurLadder,
  }),
)('%s', (_, ask) => ask(app));

test('what ends, and the missions given beyond it, await whoever attests and whoever gave them, until it is renewed', async () => {
  const { contract } = scenario;
  const coTutor = await app.as(await app.given.mandate(contract, 'co_tutor'));
  const otherCoTutor = await app.as(await app.given.mandate(contract, 'co_tutor'));
  const hr = await app.as(await app.given.someone('hr', contract.employerId));
  const id = await attested({ validUntil: '2026-05-06' });
  await attested({ prerequisite: 'maison_leve' });
  const given = await coTutor.post(scenario.url('assignments'), { mission: 'lift', from: '2026-03-12' });
  const short = await coTutor.post(scenario.url('assignments'), {
    mission: 'lift',
    from: '2026-03-12',
    to: '2026-05-06',
  });
  expect([given.status, short.status]).toEqual([201, 201]);
  expect([given.body.lackingFrom, short.body.lackingFrom, given.body.allowed]).toEqual([
    '2026-05-07',
    null,
    true,
  ]);
  const awaiting = async (by: Caller) => (await by.get('/v1/me/queue?kind=prerequisite_to_renew')).body.data;
  const detail = {
    prerequisites: [
      { prerequisite: 'afgsu_2', state: 'expiring', firstDayOut: '2026-05-07', missions: ['lift'] },
    ],
    assignments: [{ assignmentId: given.body.id, mission: 'lift' }],
  };
  for (const by of [scenario.tutor, scenario.referent, hr])
    expect(await awaiting(by)).toMatchObject([
      { id: contract.contractId, since: '2026-03-12T08:00:00.000Z', detail: { act: 'attest', ...detail } },
    ]);
  expect(await awaiting(coTutor)).toMatchObject([{ detail: { act: 'replan', ...detail } }]);
  expect(await awaiting(otherCoTutor)).toEqual([]);
  expect(await awaiting(scenario.observer)).toEqual([]);

  const renewal = await attested({ validFrom: '2026-05-07', validUntil: '2030-05-06' });
  for (const by of [scenario.tutor, hr, coTutor]) expect(await awaiting(by)).toEqual([]);
  expect((await coTutor.get(`/v1/assignments/${given.body.id}`)).body.lackingFrom).toBeNull();
  // Taken back, what is missing is missing at once.
  await withdraw(renewal);
  await withdraw(id);
  expect((await awaiting(coTutor))[0].detail).toMatchObject({
    act: 'replan',
    prerequisites: [{ state: 'withdrawn', firstDayOut: null }],
    assignments: [{ mission: 'lift' }, { mission: 'lift' }],
  });
  expect((await coTutor.get(`/v1/assignments/${given.body.id}`)).body).toMatchObject({
    allowed: false,
    reasons: ['prerequisite'],
    lackingFrom: '2026-03-12',
  });
});

test('what a level not reached yet asks for, and nobody ever attested, awaits nobody', async () => {
  const far = { ...mission('far', ['hygiene']), level: 'autonomy', competencies: ['C1'] };
  const later = await app.given.ladder({ missions: [far] });
  const made = await LadderScenario.start(app, { ladderId: later });
  const count = async () =>
    (await made.tutor.get('/v1/me/queue?kind=prerequisite_to_renew')).body.data.length;
  expect(await count()).toBe(0);
  const url = made.url('attestations');
  const body = { prerequisite: 'hygiene', validFrom: '2026-01-01', validUntil: '2026-03-20' };
  expect((await made.tutor.post(url, body)).status).toBe(201);
  expect(await count()).toBe(1);
});

test('nothing of what is unheld is told to whoever asks the database for contracts that they do not see', async () => {
  const other = await LadderScenario.start(app, { ladderId });
  const asked = async ({ tutorIs: { accountId, personId } }: LadderScenario, contracts: string[] | null) => {
    const client = new pg.Client({ connectionString: app.database.apiUrl });
    await client.connect();
    try {
      await client.query('begin');
      await client.query(`select app.set_actor('person', $1, $2, $3)`, [
        accountId,
        personId,
        app.clock.now(),
      ]);
      const found = await client.query(
        `select u.contract_id from app.prerequisites_unheld($1, '2026-03-12', 56) u`,
        [contracts],
      );
      const administrators = await client.query('select from app.administrators_to_notify($1)', [contracts]);
      return [found.rows.length, administrators.rows.length];
    } finally {
      await client.query('rollback');
      await client.end();
    }
  };
  const { contractId } = scenario.contract;
  expect(await asked(scenario, [contractId])).toEqual([2, 0]);
  expect(await asked(other, [contractId])).toEqual([0, 0]);
  expect(await asked(scenario, null)).toEqual([0, 0]);
});
