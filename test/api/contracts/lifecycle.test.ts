import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { TestApp, type Caller, type TestResponse } from '../../support/app.js';
import type { GivenContract } from '../../support/scenarios/given.js';

let app: TestApp;
let contract: GivenContract;
let hr: Caller;

beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());

/** A contract from 1 September 2025 to 31 August 2027. */
beforeEach(async () => {
  app.clock.set('2026-03-12');
  contract = await app.given.contract();
  await app.given.mandate(contract, 'main_tutor');
  hr = await app.as(await app.given.someone('hr', contract.employerId));
});

const url = () => `/v1/contracts/${contract.contractId}`;
const act = (verb: string, body?: object) => hr.post(`${url()}/${verb}`, body);
const code = ({ status, body }: TestResponse) => [status, body.errors?.[0]?.code ?? body.code];
const warned = ({ body }: TestResponse) => body.warnings.map((one: { code: string }) => one.code);

test('several suspensions are planned in any order, each with its last day; none shares a day with another', async () => {
  const june = await act('suspend', { on: '2026-06-01', to: '2026-06-14' });
  const april = await act('suspend', { on: '2026-04-01', to: '2026-04-30' });

  expect([june.body.status, april.status]).toEqual(['active', 200]);
  expect(april.body.suspensions).toEqual([
    { from: '2026-04-01', to: '2026-04-30' },
    { from: '2026-06-01', to: '2026-06-14' },
  ]);
  const refused = async (body: object) => code(await act('suspend', body));
  expect(await refused({ on: '2026-04-30', to: '2026-05-10' })).toEqual([422, 'overlaps_suspension']);
  expect(await refused({ on: '2026-05-01' })).toEqual([422, 'overlaps_suspension']);
  expect(await refused({ on: '2026-05-02', to: '2026-05-01' })).toEqual([422, 'before_start']);
  expect(await refused({ on: '2027-08-01', to: '2027-09-01' })).toEqual([422, 'outside_contract']);
  expect((await act('suspend', { on: '2026-05-01', to: '2026-05-31' })).status).toBe(200);
  const events = (await hr.get(`${url()}/events`)).body.data;
  expect(events.at(-1)).toMatchObject({
    type: 'contract.suspended',
    data: { on: '2026-05-01', to: '2026-05-31' },
  });
});

test('a return ends the suspension that its day belongs to', async () => {
  await act('suspend', { on: '2026-06-01', to: '2026-06-14' });
  await act('suspend', { on: '2026-04-01', to: '2026-04-30' });

  const sooner = await act('resume', { on: '2026-04-15' });
  expect(sooner.body.suspensions).toEqual([
    { from: '2026-04-01', to: '2026-04-14' },
    { from: '2026-06-01', to: '2026-06-14' },
  ]);
  app.clock.set('2026-06-05');
  expect((await hr.get(url())).body.status).toBe('suspended');
  const back = await act('resume');
  expect(back.body).toMatchObject({
    status: 'active',
    suspensions: [{ to: '2026-04-14' }, { to: '2026-06-04' }],
  });
  const steps = (await hr.get(`${url()}/steps`)).body.data;
  const first = steps.find((one: { kind: string }) => one.kind === 'suspended');
  expect(first).toMatchObject({ on: '2026-06-01', to: '2026-06-14' });
  const withdrawn = await hr.post(`/v1/contract-steps/${first.id}/withdrawals`, { reason: 'Jamais eu lieu' });
  expect(withdrawn.body.contract.suspensions).toEqual([{ from: '2026-04-01', to: '2026-04-14' }]);
});

test('of two suspensions of the same days at once one wins; the database holds them apart by itself', async () => {
  const days = { on: '2026-04-01', to: '2026-04-30' };
  const both = await Promise.all([act('suspend', days), act('suspend', { ...days, on: '2026-04-20' })]);

  expect(both.map(({ status }) => status).sort()).toEqual([200, 422]);
  await expect(
    app.owner.query(
      `update contracts set suspension_periods = '{"[2026-04-01,2026-05-01)","[2026-04-30,2026-05-02)"}' where id = $1`,
      [contract.contractId],
    ),
  ).rejects.toThrow('contracts_suspensions_apart');
});

test('a backdated suspension with its last day contests what lies in it, and nothing after', async () => {
  const tutor = await app.as(await app.given.mandate(contract, 'co_tutor'));
  const see = (observedOn: string) =>
    tutor.post(`${url()}/observations`, {
      observedOn,
      items: [{ competency: 'C6', level: 'observation', outcome: 'performed' }],
    });
  const [within, after] = [await see('2026-03-03'), await see('2026-03-06')];
  app.clock.advance({ seconds: 1 });

  const late = await act('suspend', { on: '2026-03-02', to: '2026-03-05' });

  expect([within.status, after.status]).toEqual([201, 201]);
  expect(late.body.contested).toEqual([{ kind: 'observation', id: within.body.id }]);
  expect(late.body.status).toBe('active');
});

test('an end is judged by what is recorded: what is missing warns, what contradicts the law refuses', async () => {
  const resign = (body: object) =>
    act('terminate', { cause: 'resignation_mediated', initiator: 'alternant', on: '2026-04-01', ...body });

  const soon = await resign({ mediationOn: '2026-03-20', employerInformedOn: '2026-03-26' });
  expect([soon.status, soon.body.code, soon.body.errors[0]]).toMatchObject([
    409,
    'end_not_grounded',
    { pointer: '/employerInformedOn', code: 'information_too_late' },
  ]);
  expect((await hr.get(url())).body.endedOn).toBeNull();
  const diploma = {
    on: '2026-04-01',
    cause: 'diploma_obtained',
    initiator: 'alternant',
    letterGivenOn: '2026-03-02',
  };
  expect(code(await act('complete', diploma))).toEqual([409, 'letter_too_late']);

  const done = await resign({ mediationOn: '2026-03-20', employerInformedOn: '2026-03-25' });
  expect([done.status, warned(done)]).toEqual([200, ['end_to_announce']]);
  const step = (await hr.get(`${url()}/steps`)).body.data.at(-1);
  expect(step).toMatchObject({
    mediationOn: '2026-03-20',
    employerInformedOn: '2026-03-25',
    letterGivenOn: null,
  });
  const sooner = { on: '2026-03-31', reason: 'Erreur' };
  expect(code(await hr.post(`/v1/contract-steps/${step.id}/corrections`, sooner))).toEqual([
    409,
    'information_too_late',
  ]);
});

test('what clients send today ends as before; the page of grounds is for who records the end', async () => {
  const page = await hr.get(`${url()}/termination-grounds?on=2026-03-12`);
  expect(page.body.data.find((one: { cause: string }) => one.cause === 'resignation_mediated')).toMatchObject(
    {
      open: true,
      firstDayOut: '2026-03-24',
      initiators: ['alternant'],
      article: 'D6222-21-1',
    },
  );
  const alternant = await app.as(contract.alternant);
  expect((await alternant.get(`${url()}/termination-grounds`)).status).toBe(403);

  const ended = await act('terminate', { cause: 'trial_period', initiator: 'employer' });
  expect([ended.status, ended.body.status, warned(ended)]).toEqual([
    200,
    'terminated',
    ['trial_period_over', 'end_to_announce'],
  ]);
});

test('with `at` a contract is told as it stood, by what was recorded by then', async () => {
  const early = app.clock.now();
  app.clock.advance({ days: 1 });
  await act('suspend', { on: '2026-03-20', to: '2026-03-22' });
  const before = app.clock.now();
  app.clock.set('2026-03-30');
  await act('terminate', { on: '2026-03-25', cause: 'mutual_agreement', initiator: 'both' });
  const at = (when: string, by = hr) => by.get(`${url()}?at=${when}`);

  expect((await at(before)).body).toMatchObject({
    status: 'active',
    endedOn: null,
    cause: null,
    suspensions: [{ from: '2026-03-20', to: '2026-03-22' }],
  });
  expect((await at('2026-03-21')).body.status).toBe('suspended');
  expect((await at('2026-03-27')).body).toMatchObject({ status: 'active', accompaniedUntil: null });
  expect((await at(early)).body).toMatchObject({ suspensions: [], legalRepresentative: null });
  expect((await hr.get(url())).body).toMatchObject({ status: 'terminated', accompaniedUntil: '2026-09-24' });
  expect(code(await at('2026-03-31'))).toEqual([422, 'in_the_future']);
  expect((await at('2026-03-01')).status).toBe(404);
  const stranger = await app.as(await app.given.someone('hr', await app.given.organisation()));
  expect((await at(before, stranger)).status).toBe(404);
});
