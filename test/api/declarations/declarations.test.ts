import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { LadderId, OrganisationId } from '../../../src/kernel/ids.js';
import { newId } from '../../../src/platform/ids.js';
import { TestApp, type Caller } from '../../support/app.js';
import { LadderScenario } from '../../support/scenarios/ladder-scenario.js';

const MISSIONS = [
  { code: 'lift', title: 'Lève-personne', level: 'observation', competencies: ['C6'], regulated: true },
  { code: 'clean', title: 'Désinfection', level: 'observation', competencies: ['C6'], regulated: true },
  { code: 'meal', title: 'Repas', level: 'observation', competencies: ['C6'] },
];

let app: TestApp;
let ladderId: LadderId;
let employerId: OrganisationId;
let scenario: LadderScenario;
let hr: Caller;

beforeAll(async () => {
  app = await TestApp.start();
  ladderId = await app.given.ladder({ missions: MISSIONS });
});
afterAll(() => app.stop());
beforeEach(async () => {
  app.clock.set('2026-03-12');
  employerId = await app.given.organisation({ structureType: 'EHPAD' });
  scenario = await LadderScenario.start(app, { ladderId, employerId, birthDate: '2009-05-04' });
  hr = await app.as(await app.given.someone('hr', employerId));
});

const declare = (values: object = {}, by = hr, employer: string = employerId) =>
  by.post(`/v1/organisations/${employer}/declarations`, {
    declaredOn: '2026-03-01',
    ladderId,
    missions: ['lift'],
    ...values,
  });
const declared = async (values: object = {}): Promise<string> => {
  const answer = await declare(values);
  expect(answer.status).toBe(201);
  return answer.body.id;
};
const withdraw = (id: string, by = hr) => by.post(`/v1/declarations/${id}/withdrawals`);
const refusals = async (mission = 'lift', query = '', of = scenario): Promise<string[]> => {
  const { body } = await of.tutor.get(of.url(`entitlements?mission=${mission}${query}`));
  return body.data[0].reasons.map(({ code }: { code: string }) => code);
};

test('regulated work is closed to a minor until the employer has declared it, for three years and no day more', async () => {
  expect(await refusals()).toEqual(['regulated']);

  const answer = await declare();

  expect(answer.status).toBe(201);
  expect(answer.headers['location']).toBe(`/v1/declarations/${answer.body.id}`);
  expect(answer.body).toEqual({
    id: expect.any(String),
    organisationId: employerId,
    ladderId,
    missions: ['lift'],
    declaredOn: '2026-03-01',
    validUntil: '2029-02-28',
    recordedAt: '2026-03-12T08:00:00.000Z',
    recordedBy: expect.any(String),
    recordedByClient: null,
    withdrawal: null,
  });
  expect((await scenario.tutor.get(answer.headers['location'] ?? '')).body).toEqual(answer.body);
  expect((await scenario.tutor.get(`/v1/organisations/${employerId}/declarations`)).body.data).toEqual([
    answer.body,
  ]);
  expect(await refusals('lift')).toEqual([]);
  expect(await refusals('clean')).toEqual(['regulated']);
});

test('it expires by its date alone; the refusal says until when it held', async () => {
  await declared({ declaredOn: '2023-03-13' });
  expect(await refusals()).toEqual([]);

  app.clock.set('2026-03-13');

  expect(await refusals()).toEqual(['regulated']);
  const { body } = await scenario.tutor.get(scenario.url('entitlements?mission=lift'));
  expect(body.data[0].reasons[0].detail).toContain('jusqu’au 12 mars 2026');
});

test('a withdrawal ends it at once, and is a fact of its own; as of before, it still held', async () => {
  app.clock.advance({ minutes: 5 });
  const id = await declared();
  app.clock.advance({ minutes: 5 });
  const answer = await withdraw(id);

  expect(answer.status).toBe(201);
  expect(answer.body.withdrawal).toEqual({
    id: expect.any(String),
    recordedAt: '2026-03-12T08:10:00.000Z',
    recordedBy: expect.any(String),
    recordedByClient: null,
  });
  expect((await hr.get(`/v1/declarations/${id}`)).body).toEqual(answer.body);
  expect(await refusals()).toEqual(['regulated']);
  app.clock.advance({ minutes: 10 });
  expect(await refusals('lift', '&at=2026-03-12T08:09:59Z')).toEqual([]);
  expect(await refusals('lift', '&at=2026-03-12T08:10:00Z')).toEqual(['regulated']);
  expect(await refusals('lift', '&at=2026-03-12T08:04:59Z')).toEqual(['regulated']);
  expect((await withdraw(id)).body.code).toBe('already_withdrawn');
  await declared();
  expect(await refusals()).toEqual([]);
});

test('of two withdrawals at once one is taken', async () => {
  const id = await declared();
  const answers = await Promise.all([withdraw(id), withdraw(id), withdraw(id)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
});

test('it speaks of its ladder, in every revision, and of no other that has a mission of that code', async () => {
  const [code, owner] = (
    await app.owner.query<{ code: string; owner: string | null }>(
      'select l.code, l.owner_id as owner from ladders l where l.id = $1',
      [ladderId],
    )
  ).rows.flatMap((one) => [one.code, one.owner]);
  const next = await app.given.ladder({ missions: MISSIONS });
  await app.owner.query('alter table ladders disable trigger user');
  await app.owner.query('update ladders set code = $2, revision = 2, owner_id = $3 where id = $1', [
    next,
    code,
    owner,
  ]);
  await app.owner.query('alter table ladders enable trigger user');
  const other = await app.given.ladder({ missions: MISSIONS });
  const birthDate = '2009-05-04';
  const onNext = await LadderScenario.start(app, { ladderId: next, employerId, birthDate });
  const onOther = await LadderScenario.start(app, { ladderId: other, employerId, birthDate });
  const elsewhere = await LadderScenario.start(app, { ladderId, birthDate });
  await declared();

  expect(await refusals('lift', '', onNext)).toEqual([]);
  expect(await refusals('lift', '', onOther)).toEqual(['regulated']);
  expect(await refusals('lift', '', elsewhere)).toEqual(['regulated']);
});

test('an assignment is judged by it on its first day', async () => {
  const assign = (from: string, to?: string) =>
    scenario.tutor.post(scenario.url('assignments'), { mission: 'lift', from, ...(to ? { to } : {}) });
  await declared({ declaredOn: '2023-04-01' });

  expect((await assign('2026-03-12', '2026-05-01')).status).toBe(201);
  expect((await assign('2026-03-31')).status).toBe(201);
  const refused = await assign('2026-04-01');
  expect([refused.status, refused.body.code]).toEqual([409, 'mission_not_entitled']);
  expect(refused.body.reasons.map(({ code }: { code: string }) => code)).toEqual(['regulated']);
});

test('every mistake is told at its place', async () => {
  const pointers = async (values: object) => {
    const { status, body } = await declare(values);
    return [status, ...body.errors.map((e: { pointer: string; code: string }) => `${e.pointer} ${e.code}`)];
  };
  expect(await pointers({ declaredOn: '2026-03-13', missions: ['lift', 'meal', 'nope'] })).toEqual([
    422,
    '/declaredOn in_the_future',
    '/missions/1 not_regulated',
    '/missions/2 unknown_mission',
  ]);
  expect(await pointers({ ladderId: newId() })).toEqual([422, '/ladderId unknown_reference']);
  expect(await pointers({ missions: [], declaredOn: '2026-02-30', why: 'x' })).toEqual([
    422,
    '/why unknown_field',
    '/declaredOn day',
    '/missions codes',
  ]);
  expect((await hr.get(`/v1/organisations/${employerId}/declarations`)).body.data).toEqual([]);
});

test('the employer’s HR, or its client, declare; whoever stands on its contracts reads; nobody else knows of it', async () => {
  const id = await declared();
  const { contract } = scenario;
  const client = app.asClient(await app.given.apiClient(employerId));
  const reader = app.asClient(await app.given.apiClient(employerId, { scopes: ['progress:read'] }));
  const otherHr = await app.as(await app.given.someone('hr', await app.given.organisation()));
  const centre = await app.as(await app.given.someone('centre_admin', contract.trainingCentreId));
  const alternant = await app.as(contract.alternant);
  const elsewhere = await LadderScenario.start(app);
  const hrAndTutor = await app.given.someone('tutor', employerId);
  await app.given.membership(hrAndTutor, 'hr', await app.given.organisation());
  const both = await app.as({ ...hrAndTutor, roles: ['tutor', 'hr'] });
  await app.given.mandate(contract, 'observer', { person: hrAndTutor });

  const of = async (by: Caller) => [
    (await declare({}, by)).status,
    (await by.get(`/v1/organisations/${employerId}/declarations`)).status,
    (await by.get(`/v1/declarations/${id}`)).status,
  ];
  expect(await of(client)).toEqual([201, 200, 200]);
  expect(await of(reader)).toEqual([403, 403, 403]);
  expect(await of(otherHr)).toEqual([404, 404, 404]);
  expect(await of(both)).toEqual([403, 200, 200]);
  for (const by of [centre, alternant, scenario.tutor, scenario.referent])
    expect(await of(by)).toEqual([403, 200, 200]);
  for (const by of [elsewhere.tutor, elsewhere.referent]) expect(await of(by)).toEqual([403, 404, 404]);
  expect([(await withdraw(id, otherHr)).status, (await withdraw(id, both)).status]).toEqual([404, 403]);
  expect((await declare({}, hr, contract.trainingCentreId)).status).toBe(404);
  expect((await declare({}, hr, newId())).status).toBe(404);
});
