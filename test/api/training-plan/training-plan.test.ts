import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { newId } from '../../../src/platform/ids.js';
import { TestApp } from '../../support/app.js';
import { LadderScenario } from '../../support/scenarios/ladder-scenario.js';

const NOTE = 'Avec l’équipe du matin';
const WHY = 'Le service ferme';

let app: TestApp;
let scenario: LadderScenario;

beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());

beforeEach(async () => {
  app.clock.set('2026-03-12');
  scenario = await LadderScenario.start(app);
});

const item = (values: object = {}) => ({
  horizon: 'short',
  competencies: [
    { competency: 'C6', level: 'observation' },
    { competency: 'C8', level: 'observation' },
  ],
  place: 'employer',
  unit: '2e étage',
  by: '2026-04-30',
  note: NOTE,
  ...values,
});
const plan = (values: object = {}, by = scenario.tutor) => by.post(scenario.url('plan-items'), item(values));
const planned = async (values: object = {}): Promise<string> => {
  const answer = await plan(values);
  expect(answer.status).toBe(201);
  return answer.body.id;
};
const replace = (id: string, values: object = {}, by = scenario.tutor) =>
  by.post(`/v1/plan-items/${id}/replacements`, item(values));
const withdraw = (id: string, by = scenario.tutor) =>
  by.post(`/v1/plan-items/${id}/withdrawals`, { reason: WHY });
const list = async (query = '', by = scenario.tutor) =>
  (await by.get(scenario.url(`plan-items${query}`))).body.data;
const statusOf = async (id: string): Promise<string> =>
  (await scenario.tutor.get(`/v1/plan-items/${id}`)).body.status;
const reported = async () =>
  (
    await app.owner.query<{ type: string; data: Record<string, unknown> }>(
      `select e.type, e.data from events e where e.contract_id = $1 and e.type like 'training_plan.%' order by e.sequence`,
      [scenario.contract.contractId],
    )
  ).rows;

test('the plan says what is to be learned, where and by when', async () => {
  const added = await plan();

  expect(added.status).toBe(201);
  expect(added.headers['location']).toBe(`/v1/plan-items/${added.body.id}`);
  expect(added.body).toEqual({
    id: expect.any(String),
    contractId: scenario.contract.contractId,
    ...item(),
    mission: null,
    status: 'planned',
    replaces: null,
    replacedBy: null,
    withdrawal: null,
    recordedBy: scenario.tutorIs.personId,
    recordedAt: '2026-03-12T08:00:00.000Z',
  });
  expect((await scenario.referent.get(`/v1/plan-items/${added.body.id}`)).body).toEqual(added.body);
  expect(await list('', await app.as(scenario.contract.alternant))).toEqual([added.body]);
  const { note: _note, unit: _unit, ...facts } = item();
  expect(await reported()).toEqual([
    {
      type: 'training_plan.item_added',
      data: { planItemId: added.body.id, replaces: null, mission: null, ...facts },
    },
  ]);
});

test('an item is reached when all that it names is acquired, and no longer when one falls', async () => {
  const id = await planned();
  const seen = [await statusOf(id)];
  expect((await scenario.sign('observation', ['C6'])).status).toBe(201);
  seen.push(await statusOf(id));
  expect((await scenario.sign('observation', ['C8'])).status).toBe(201);
  seen.push(await statusOf(id));
  const revocation = { reasonCode: 'safety', reason: 'Geste dangereux' };
  const signOff = await scenario.signOffId(1, 'C8');
  expect((await scenario.tutor.post(`/v1/sign-offs/${signOff}/revocations`, revocation)).status).toBe(201);
  seen.push(await statusOf(id));

  expect(seen).toEqual(['planned', 'planned', 'reached', 'planned']);
});

test('what is kept above a lost level is not reached', async () => {
  await scenario.complete('observation');
  await scenario.complete('simple_tasks');
  const id = await planned({ competencies: [{ competency: 'C1', level: 'simple_tasks' }] });
  expect(await statusOf(id)).toBe('reached');
  const signOff = await scenario.signOffId(1, 'C6');
  const revocation = { reasonCode: 'safety', reason: 'Geste dangereux' };
  expect((await scenario.tutor.post(`/v1/sign-offs/${signOff}/revocations`, revocation)).status).toBe(201);
  const ladder = await scenario.ladder();

  expect(ladder.levels[1].requirements[0]).toMatchObject({ competency: 'C1', status: 'kept' });
  expect(await statusOf(id)).toBe('planned');
});

test('a mission is reached when it is entitled; a suspension unlearns nothing, a concern takes it back', async () => {
  const { competencies: _none, ...mission } = item({ mission: 'mea_01' });
  const added = await scenario.tutor.post(scenario.url('plan-items'), mission);
  expect(added.body).toMatchObject({ competencies: [], status: 'planned' });
  const { id } = added.body;
  await scenario.complete('observation');
  expect(await statusOf(id)).toBe('reached');

  const hr = await app.as(await app.given.someone('hr', scenario.contract.employerId));
  expect((await hr.post(scenario.url('suspend'), { on: '2026-03-12' })).status).toBe(200);
  expect(await statusOf(id)).toBe('reached');
  const concern = { severity: 'high', missions: ['mea_01'], text: 'Textures non vérifiées' };
  expect((await scenario.tutor.post(scenario.url('concerns'), concern)).status).toBe(201);
  expect(await statusOf(id)).toBe('planned');
});

test('an item is overdue from the day after its last on, unless it is reached', async () => {
  const late = await planned({ by: '2026-03-14' });
  const done = await planned({
    by: '2026-03-14',
    competencies: [{ competency: 'C10', level: 'observation' }],
  });
  expect((await scenario.sign('observation', ['C10'])).status).toBe(201);
  app.clock.set('2026-03-14');
  expect([await statusOf(late), await statusOf(done)]).toEqual(['planned', 'reached']);
  app.clock.set('2026-03-15');
  expect([await statusOf(late), await statusOf(done)]).toEqual(['overdue', 'reached']);
  expect((await scenario.sign('observation', ['C6', 'C8'])).status).toBe(201);
  expect(await statusOf(late)).toBe('reached');
});

test('the list is ordered by day, then as recorded, and goes on where a page ended', async () => {
  const ids = [
    await planned({ by: '2026-06-30' }),
    await planned({ by: '2026-04-30' }),
    await planned({ by: '2026-06-30', horizon: 'medium' }),
    await planned({ by: '2027-06-30', horizon: 'long', place: 'training_centre' }),
  ];
  const idsOf = (data: { id: string }[]) => data.map(({ id }) => id);
  const first = await scenario.tutor.get(scenario.url('plan-items?limit=2'));
  const rest = await scenario.tutor.get(scenario.url(`plan-items?limit=2&after=${first.body.page.next}`));

  expect(idsOf(await list())).toEqual([ids[1], ids[0], ids[2], ids[3]]);
  expect(idsOf([...first.body.data, ...rest.body.data])).toEqual([ids[1], ids[0], ids[2], ids[3]]);
  expect(rest.body.page.next).toBeNull();
});

test('an item is replaced by a new one that points at it; both stay readable', async () => {
  const old = await planned();
  const added = await replace(old, { by: '2026-06-30' });

  expect(added.status).toBe(201);
  expect(added.headers['location']).toBe(`/v1/plan-items/${added.body.id}`);
  expect(added.body).toMatchObject({ replaces: old, replacedBy: null, by: '2026-06-30', status: 'planned' });
  expect((await scenario.tutor.get(`/v1/plan-items/${old}`)).body).toMatchObject({
    by: '2026-04-30',
    status: 'replaced',
    replacedBy: added.body.id,
  });
  expect(await list()).toHaveLength(2);
  expect((await reported()).map(({ type, data }) => [type, data['planItemId'], data['replaces']])).toEqual([
    ['training_plan.item_added', old, null],
    ['training_plan.item_replaced', added.body.id, old],
  ]);
});

test('an item is withdrawn with a reason, and stays readable', async () => {
  const id = await planned();
  expect((await scenario.tutor.post(`/v1/plan-items/${id}/withdrawals`, {})).body.errors).toMatchObject([
    { pointer: '/reason' },
  ]);
  const left = await withdraw(id);

  expect(left.status).toBe(201);
  expect(left.body).toMatchObject({
    status: 'withdrawn',
    withdrawal: {
      withdrawnBy: scenario.tutorIs.personId,
      recordedAt: '2026-03-12T08:00:00.000Z',
      reason: WHY,
    },
  });
  expect(await list()).toEqual([left.body]);
  expect((await reported()).at(-1)).toEqual({
    type: 'training_plan.item_withdrawn',
    data: { planItemId: id, withdrawalId: left.body.withdrawal.id },
  });
});

test('an item ends once: of several at once one wins, and the others are told its state', async () => {
  for (const others of [
    [replace, withdraw, replace],
    [withdraw, replace, withdraw],
  ]) {
    const id = await planned();
    const answers = await Promise.all(others.map((act) => act(id)));
    const status = await statusOf(id);
    expect(answers.filter((answer) => answer.status < 300)).toHaveLength(1);
    for (const answer of [
      ...answers.filter(({ status: s }) => s >= 300),
      await replace(id),
      await withdraw(id),
    ]) {
      expect([answer.status, answer.body]).toEqual([
        409,
        expect.objectContaining({ code: 'illegal_transition', currentStatus: status, allowed: [] }),
      ]);
    }
  }
});

test('the database itself refuses to end an item twice', async () => {
  const { contractId } = scenario.contract;
  const [withdrawn, replaced] = [await planned(), await planned()];
  await withdraw(withdrawn);
  await replace(replaced);
  const insert = async (sql: string, values: unknown[]) =>
    app.owner.query(sql, [newId(), contractId, scenario.tutorIs.personId, ...values]).then(
      () => 'done',
      (error: { constraint?: string }) => error.constraint,
    );

  expect(
    await insert(
      `insert into plan_item_withdrawals (id, contract_id, recorded_by, plan_item_id, sequence, recorded_at, reason)
       values ($1, $2, $3, $4, 900, now(), 'x')`,
      [withdrawn],
    ),
  ).toBe('plan_item_withdrawals_once');
  expect(
    await insert(
      `insert into plan_items (id, contract_id, recorded_by, replaces, sequence, recorded_at, horizon, mission, competencies, place, by_day)
       values ($1, $2, $3, $4, 901, now(), 'short', 'mea_01', '[]', 'employer', '2026-04-30')`,
      [replaced],
    ),
  ).toBe('plan_items_replaced_once');
});

test('what is wrong is told at its place, all of it at once', async () => {
  const wrong = async (values: object) => {
    const { status, body } = await plan(values);
    return [
      status,
      ...(body.errors ?? []).map((e: { pointer: string; code: string }) => `${e.pointer} ${e.code}`),
    ];
  };
  const competencies = [
    { competency: 'C6', level: 'nope' },
    { competency: 'C1', level: 'observation' },
    { competency: 'C8', level: 'observation' },
    { competency: 'C8', level: 'observation' },
  ];

  expect(await wrong({ mission: 'nope', competencies, by: '2027-09-01' })).toEqual([
    422,
    '/mission unknown_mission',
    '/competencies/0/level unknown_level',
    '/competencies/1/competency not_required',
    '/competencies/3 duplicate_item',
    '/by outside_contract',
  ]);
  expect(await wrong({ competencies: [] })).toEqual([422, '/competencies nothing_to_learn']);
  expect(await wrong({ by: '2025-08-31' })).toEqual([422, '/by outside_contract']);
  expect(await wrong({ by: '2027-08-31' })).toEqual([201]);
  expect(await wrong({ horizon: 'soon', place: 'home' })).toEqual([422, '/horizon one_of', '/place one_of']);
  expect(await list()).toHaveLength(1);
});

test('main tutor, co-tutor and referent of today keep the plan; nobody else does', async () => {
  const { contract } = scenario;
  const coTutor = await app.as(await app.given.mandate(contract, 'co_tutor'));
  for (const by of [scenario.tutor, coTutor, scenario.referent]) {
    const { status, body } = await plan({}, by);
    expect(status).toBe(201);
    const next = await replace(body.id, {}, by);
    expect(next.status).toBe(201);
    expect((await withdraw(next.body.id, by)).status).toBe(201);
  }
  const id = await planned();
  const substitute = await app.as(await app.given.mandate(contract, 'substitute'));
  const former = await app.as(await app.given.mandate(contract, 'co_tutor', { until: '2026-03-12' }));
  const hr = await app.as(await app.given.someone('hr', contract.employerId));
  const alternant = await app.as(contract.alternant);
  const auditor = await app.as(await app.given.someone('auditor', contract.trainingCentreId));
  const client = app.asClient(await app.given.apiClient(contract.employerId));
  for (const [by, code] of [
    [substitute, 'mandate_missing'],
    [former, 'mandate_missing'],
    [scenario.observer, 'mandate_missing'],
    [hr, 'mandate_missing'],
    [alternant, 'forbidden'],
    [auditor, 'forbidden'],
    [client, 'person_required'],
  ] as const) {
    for (const answer of [await plan({}, by), await replace(id, {}, by), await withdraw(id, by)])
      expect([answer.status, answer.body.code]).toEqual([403, code]);
  }
  expect(await statusOf(id)).toBe('planned');
});

test('the employer’s HR read the plan without its notes; nobody beside the contract reads any of it', async () => {
  const id = await planned();
  await withdraw(id);
  const hr = await app.as(await app.given.someone('hr', scenario.contract.employerId));
  const one = await hr.get(`/v1/plan-items/${id}`);
  const all = await hr.get(scenario.url('plan-items'));

  expect(one.body).toMatchObject({
    status: 'withdrawn',
    unit: '2e étage',
    note: null,
    withdrawal: { reason: null },
  });
  expect(all.body.data).toEqual([one.body]);
  const stranger = await app.as(await app.given.someone('tutor', scenario.contract.employerId));
  const elsewhere = await LadderScenario.start(app);
  for (const by of [stranger, elsewhere.tutor, elsewhere.referent]) {
    expect((await by.get(`/v1/plan-items/${id}`)).status).toBe(404);
    expect((await by.get(scenario.url('plan-items'))).status).toBe(404);
    for (const answer of [await plan({}, by), await replace(id, {}, by), await withdraw(id, by)])
      expect(answer.status).toBe(404);
  }
  expect((await withdraw(newId())).status).toBe(404);
});
