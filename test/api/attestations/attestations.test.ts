import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { LadderId } from '../../../src/kernel/ids.js';
import { TestApp, type Caller } from '../../support/app.js';
import { LadderScenario } from '../../support/scenarios/ladder-scenario.js';

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
