import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { TestApp, type Caller, type TestResponse } from '../../support/app.js';
import { LadderScenario } from '../../support/scenarios/ladder-scenario.js';

const REASON = 'Saisi sur le mauvais contrat';
const END = { cause: 'mutual_agreement', initiator: 'both' };

let app: TestApp;
let scenario: LadderScenario;
let hr: Caller;
let admin: Caller;

beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());

/** A contract from 1 September 2025 to 31 August 2027, with its team. */
beforeEach(async () => {
  app.clock.set('2026-03-12');
  scenario = await LadderScenario.start(app);
  hr = await app.as(await app.given.someone('hr', scenario.contract.employerId));
  admin = await app.as(await app.given.someone('centre_admin', scenario.contract.trainingCentreId));
});

type Step = {
  id: string;
  kind: string;
  on: string | null;
  correctedBy: string | null;
  corrects: string | null;
};
const url = () => `/v1/contracts/${scenario.contract.contractId}`;
const act = (verb: string, body: object) => hr.post(`${url()}/${verb}`, body);
const steps = async (by = hr): Promise<Step[]> => (await by.get(`${url()}/steps`)).body.data;
const last = async (kind: string): Promise<string> =>
  (await steps()).findLast((one) => one.kind === kind)?.id ?? '';
const correct = async (kind: string, body: object, by = hr): Promise<TestResponse> =>
  by.post(`/v1/contract-steps/${await last(kind)}/corrections`, { reason: REASON, ...body });
const withdraw = async (kind: string, by = hr): Promise<TestResponse> =>
  by.post(`/v1/contract-steps/${await last(kind)}/withdrawals`, { reason: REASON });
const code = ({ status, body }: TestResponse) => [status, body.errors?.[0]?.code ?? body.code];
const isActiveAt = async (at: string): Promise<boolean> => {
  const { body } = await hr.get(`${url()}/ladder?at=${at}`);
  return !body.frozen;
};
const contested = async () =>
  (await hr.get(`${url()}/contested-facts`)).body.data
    .filter(({ ruling }: { ruling: object | null }) => ruling === null)
    .map(({ id }: { id: string }) => id);

test('a day is put right by a new fact that names the one it corrects; the past is as it was recorded', async () => {
  await act('terminate', { on: '2026-03-10', ...END });
  app.clock.advance({ days: 1 });
  const before = app.clock.now();
  app.clock.advance({ seconds: 1 });

  const corrected = await correct('terminated', { on: '2026-03-20' }, admin);

  expect(corrected.status).toBe(201);
  expect(corrected.body.step).toMatchObject({
    kind: 'terminated',
    on: '2026-03-20',
    cause: END.cause,
    reason: REASON,
  });
  expect(corrected.body.contract).toMatchObject({
    status: 'active',
    endedOn: '2026-03-20',
    cause: END.cause,
  });
  expect(corrected.body.contract.warnings).toMatchObject([{ code: 'end_already_announced' }]);
  expect(await isActiveAt(before)).toBe(false);
  expect(await isActiveAt(app.clock.now())).toBe(true);
  const [was, is] = (await steps()).slice(-2);
  expect(was).toMatchObject({ kind: 'terminated', on: '2026-03-10', correctedBy: is?.id });
  expect(is).toMatchObject({ kind: 'terminated', on: '2026-03-20', corrects: was?.id, correctedBy: null });
  expect((await admin.get(corrected.headers['location'] ?? '')).body).toEqual(corrected.body.step);
  const [event] = (await hr.get(`${url()}/events`)).body.data.slice(-1);
  expect(event).toMatchObject({
    type: 'contract.step_corrected',
    data: { corrects: 3, step: 'terminated', on: '2026-03-20', was: '2026-03-10' },
  });
  expect(JSON.stringify(event)).not.toContain(REASON);
  app.clock.set('2026-03-20');
  expect((await hr.get(url())).body.status).toBe('terminated');
});

test('a termination that never was is taken back, and tells whom the law had told', async () => {
  await act('terminate', { on: '2026-03-10', ...END });

  const withdrawn = await withdraw('terminated');

  expect(withdrawn.status).toBe(201);
  expect(withdrawn.body.step).toMatchObject({ kind: 'withdrawn', on: null });
  expect(withdrawn.body.contract).toMatchObject({ status: 'active', endedOn: null, cause: null });
  expect(withdrawn.body.contract.warnings).toMatchObject([{ code: 'end_already_announced' }]);
  expect(code(await withdraw('terminated'))).toEqual([409, 'already_corrected']);
  expect((await withdraw('terminated')).body.currentSequence).toBe(4);
  const seen = await scenario.sign('observation', ['C6']);
  expect(seen.status).toBe(201);
});

test('six months after its day a termination is final', async () => {
  await act('terminate', { on: '2026-03-10', ...END });

  app.clock.set('2026-09-10');
  expect(code(await withdraw('terminated'))).toEqual([409, 'end_is_final']);
  app.clock.set('2026-09-09');
  expect((await withdraw('terminated')).status).toBe(201);
});

test('nor is it taken back, or moved, over another contract that the alternant signed since', async () => {
  await act('terminate', { on: '2026-03-10', ...END });
  const { alternant } = scenario.contract;
  await app.given.contract({ alternant, startsOn: '2026-04-01', until: '2027-08-01' });

  expect(code(await withdraw('terminated'))).toEqual([409, 'contract_overlap']);
  expect(code(await correct('terminated', { on: '2026-04-02' }))).toEqual([409, 'contract_overlap']);
  expect((await correct('terminated', { on: '2026-04-01' })).status).toBe(201);
});

test('nor over the contracts that its tutor took on since', async () => {
  await act('terminate', { on: '2026-03-10', ...END });
  for (const _ of [1, 2]) {
    const other = await app.given.contract({ employerId: scenario.contract.employerId });
    await app.given.mandate(other, 'main_tutor', { person: scenario.tutorIs });
  }

  expect(code(await withdraw('terminated'))).toEqual([409, 'tutor_over_capacity']);
  expect((await hr.get(url())).body.status).toBe('terminated');
});

test('what a late suspension contests follows its day, and goes with it', async () => {
  const seen = async (day: string) =>
    (await scenario.observe(scenario.observer, 'simple_tasks', ['C1'], day)).body.id;
  const [first, second] = [await seen('2026-03-02'), await seen('2026-03-05')];
  await act('suspend', { on: '2026-03-05' });
  expect(await contested()).toEqual([second]);

  const earlier = await correct('suspended', { on: '2026-03-01' });
  expect(earlier.body.contract.contested.map(({ id }: { id: string }) => id)).toEqual([first, second]);
  expect(await contested()).toEqual([first, second]);

  await correct('suspended', { on: '2026-03-03' });
  expect(await contested()).toEqual([second]);
  await act('resume', { on: '2026-03-05' });
  expect(await contested()).toEqual([]);
  await correct('resumed', { on: '2026-03-06' });
  expect(await contested()).toEqual([second]);

  await withdraw('suspended');
  expect(await contested()).toEqual([]);
  expect((await hr.get(url())).body.suspensions).toEqual([]);
  expect(code(await withdraw('resumed'))).toEqual([409, 'already_corrected']);
});

test('what lists read of a life is what its steps say, corrected', async () => {
  await act('suspend', { on: '2026-03-01' });
  await act('resume', { on: '2026-03-05' });
  await act('suspend', { on: '2026-03-08' });
  await correct('suspended', { on: '2026-03-09' });

  expect(code(await withdraw('resumed'))).toEqual([409, 'built_upon']);
  expect(code(await correct('resumed', { on: '2026-03-10' }))).toEqual([422, 'overlaps_suspension']);
  expect(code(await correct('resumed', {}))).toEqual([422, 'unchanged']);
  expect((await hr.get(url())).body.suspensions).toEqual([
    { from: '2026-03-01', to: '2026-03-04' },
    { from: '2026-03-09', to: null },
  ]);
  const listed = await hr.get('/v1/contracts?status=suspended&limit=500');
  expect(listed.body.data.map(({ id }: { id: string }) => id)).toContain(scenario.contract.contractId);
});

test('of two corrections at the same moment one wins, and the other hears of it', async () => {
  await act('terminate', { on: '2026-03-10', ...END });
  const id = await last('terminated');

  const answers = await Promise.all(
    ['2026-03-08', '2026-03-09'].map((on) =>
      hr.post(`/v1/contract-steps/${id}/corrections`, { on, reason: REASON }),
    ),
  );

  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  const refused = answers.find(({ status }) => status === 409);
  expect(refused?.body).toMatchObject({ code: 'already_corrected', currentSequence: 4 });
});

test('the database knows one correction of a fact, and none without a reason, nor of another contract', async () => {
  await act('terminate', { on: '2026-03-10', ...END });
  await withdraw('terminated');
  const other = await app.given.contract();
  const insert = (contractId: string, values: object) =>
    app.owner.query(
      `insert into contract_steps
       select * from jsonb_populate_record((select s from contract_steps s where s.contract_id = $1 and s.sequence = 1), $2)`,
      [
        scenario.contract.contractId,
        {
          id: contractId,
          contract_id: contractId,
          sequence: 9,
          kind: 'withdrawn',
          terms: null,
          place: 3,
          corrects: 3,
          comment: 'x',
          ...values,
        },
      ],
    );

  await expect(insert(scenario.contract.contractId, {})).rejects.toMatchObject({
    constraint: 'contract_steps_corrected_once',
  });
  await expect(insert(scenario.contract.contractId, { comment: null })).rejects.toMatchObject({
    constraint: 'contract_steps_correction_has_reason',
  });
  await expect(insert(scenario.contract.contractId, { corrects: 9 })).rejects.toMatchObject({
    constraint: 'contract_steps_correct_earlier_ones',
  });
  await expect(insert(other.contractId, {})).rejects.toMatchObject({
    constraint: 'contract_steps_corrects_fkey',
  });
  await expect(insert(scenario.contract.contractId, { corrects: null, place: null })).rejects.toMatchObject({
    constraint: 'contract_steps_withdrawal_corrects',
  });
});

test('the parties alone correct; readers see what was corrected, and not why', async () => {
  await act('suspend', { on: '2026-03-10', comment: 'Arrêt' });
  const stranger = await app.as(await app.given.someone('hr', await app.given.organisation()));
  const id = await last('suspended');

  expect(code(await correct('suspended', { on: '2026-03-11' }, scenario.tutor))).toEqual([403, 'forbidden']);
  expect(code(await correct('suspended', { on: '2026-03-11' }, stranger))).toEqual([404, 'not_found']);
  expect((await stranger.get(`/v1/contract-steps/${id}`)).status).toBe(404);
  expect((await scenario.tutor.get(`/v1/contract-steps/${id}`)).body).toMatchObject({
    on: '2026-03-10',
    reason: null,
  });
  const { body: corrected } = await correct('suspended', { on: '2026-03-11' });
  const read = async (by: Caller) => (await by.get(`/v1/contract-steps/${corrected.step.id}`)).body.reason;
  expect([await read(scenario.tutor), await read(admin), await read(hr)]).toEqual([REASON, REASON, null]);
  expect(code(await correct('created', { on: '2026-03-11' }))).toEqual([409, 'not_correctable']);
});
