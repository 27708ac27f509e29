import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { TestApp } from '../../support/app.js';
import { LadderScenario, statuses } from '../../support/scenarios/ladder-scenario.js';

let app: TestApp;
let scenario: LadderScenario;
const LEVEL = 'supervised_care';

beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());

beforeEach(async () => {
  app.clock.set('2026-03-12');
  scenario = await LadderScenario.start(app);
  await scenario.complete('observation');
  await scenario.complete('simple_tasks');
  await scenario.complete(LEVEL, { decided: false });
});

test('the tutor signs first, then another person: the referent', async () => {
  const early = await scenario.decide(scenario.referent, LEVEL);
  const first = await scenario.decide(scenario.tutor, LEVEL);
  const twice = await scenario.decide(scenario.tutor, LEVEL);
  const second = await scenario.decide(scenario.referent, LEVEL);

  expect(early.body.code).toBe('cosigner_order');
  expect(statuses(first.body.ladder)[2]).toBe('ready');
  expect(twice.body.code).toBe('cosigner_not_distinct');
  expect([second.status, second.body.cosigns]).toEqual([201, first.body.id]);
  expect(statuses(second.body.ladder)).toEqual(['achieved', 'achieved', 'achieved', 'open']);
  expect((await scenario.tutor.get(second.headers['location'] ?? '')).body).toMatchObject({
    id: second.body.id,
    capacity: 'referent',
  });
});

test('one person with both mandates is still one person', async () => {
  const both = await app.as(
    await app.given.mandate(scenario.contract, 'referent', { person: scenario.tutorIs }),
  );
  await scenario.decide(both, LEVEL);
  expect((await scenario.decide(both, LEVEL)).body.code).toBe('cosigner_not_distinct');
});

test('a refusal needs a reason, drops the half-signature and leaves the level ready', async () => {
  await scenario.decide(scenario.tutor, LEVEL);
  const declined = await scenario.decide(scenario.referent, LEVEL, 'decline', 'Encore une visite');

  expect(declined.status).toBe(201);
  expect(statuses(declined.body.ladder)[2]).toBe('ready');
  expect((await scenario.decide(scenario.referent, LEVEL)).body.code).toBe('cosigner_order');
});

test.each([
  ['on the thirtieth day', '2026-04-11', 201],
  ['the day after', '2026-04-12', 409],
])('a half-signature waits for the referent: %s', async (_, day, status) => {
  await scenario.decide(scenario.tutor, LEVEL);
  app.clock.set(day);
  expect((await scenario.decide(scenario.referent, LEVEL)).status).toBe(status);
});

test('a half-signature falls with the mandate of who made it, and with a revocation', async () => {
  await scenario.decide(scenario.tutor, LEVEL);
  await app.owner.query(
    `update mandates set until_day = '2026-03-12' where contract_id = $1 and role = 'main_tutor'`,
    [scenario.contract.contractId],
  );
  expect((await scenario.decide(scenario.referent, LEVEL)).body.code).toBe('cosigner_order');
});

test('a co-tutor decides while there is no main tutor, or while they are declared absent', async () => {
  const co = await app.as(await app.given.mandate(scenario.contract, 'co_tutor'));
  expect((await scenario.decide(co, LEVEL)).body.code).toBe('mandate_missing');
  await app.owner.query(
    `insert into mandate_absences (id, mandate_id, contract_id, from_day, until_day, sequence, recorded_at, recorded_by)
     select gen_random_uuid(), m.id, m.contract_id, '2026-03-12', '2026-03-13', 0, now(), m.person_id
     from mandates m where m.contract_id = $1 and m.role = 'main_tutor'`,
    [scenario.contract.contractId],
  );
  expect((await scenario.decide(co, LEVEL)).status).toBe(201);
  app.clock.set('2026-03-13');
  expect((await scenario.decide(co, LEVEL)).body.code).toBe('mandate_missing');
});

test('an absence ends sooner than was declared: from then on the main tutor decides alone', async () => {
  const co = await app.as(await app.given.mandate(scenario.contract, 'co_tutor'));
  const { mandateId } = scenario.tutorIs as { mandateId?: string };
  const away = { from: '2026-03-12', to: '2026-03-20' };
  const { body: absence } = await scenario.tutor.post(`/v1/mandates/${mandateId}/absences`, away);
  const end = (on?: string, by = scenario.tutor) =>
    by.post(`/v1/mandate-absences/${absence.id}/end`, on === undefined ? undefined : { on });
  const wrong = async (on: string) => (await end(on)).body.errors?.[0]?.code;

  expect((await scenario.decide(co, LEVEL)).status).toBe(201);
  expect((await end(undefined, co)).body.code).toBe('forbidden');
  expect([await wrong('2026-03-11'), await wrong('2026-03-22')]).toEqual(['before_start', 'after_end']);
  const [ended, same] = await Promise.all([end('2026-03-13'), end('2026-03-13')]);

  expect(ended?.body).toMatchObject({ to: '2026-03-12', plannedTo: '2026-03-20', from: '2026-03-12' });
  expect([ended?.status, same?.status]).toEqual([200, 200]);
  const events = (await scenario.tutor.get(scenario.url('events?limit=500'))).body.data;
  expect(events.filter(({ type }: { type: string }) => type === 'mandate.absence_ended')).toMatchObject([
    { data: { absenceId: absence.id, on: '2026-03-13' } },
  ]);
  app.clock.set('2026-03-13');
  expect((await scenario.decide(co, LEVEL)).body.code).toBe('mandate_missing');
  expect((await end('2026-03-12')).body).toMatchObject({ to: '2026-03-11' });
  expect((await scenario.tutor.get(`/v1/mandates/${mandateId}/absences`)).body.data).toMatchObject([
    { id: absence.id, to: '2026-03-11', plannedTo: '2026-03-20' },
  ]);
  await expect(
    app.owner.query(
      `insert into mandate_absence_ends (id, absence_id, contract_id, until_day, sequence, recorded_at, recorded_by)
       select gen_random_uuid(), a.id, a.contract_id, '2026-03-21', 99, now(), a.recorded_by from mandate_absences a where a.id = $1`,
      [absence.id],
    ),
  ).rejects.toMatchObject({ constraint: 'mandate_absence_ends_shorten' });
});

test('tutor and referent, ten times each at once: one half-signature, one co-signature, one opening', async () => {
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, i) =>
      scenario.decide(i % 2 === 0 ? scenario.tutor : scenario.referent, LEVEL),
    ),
  );

  expect(answers.filter((answer) => answer.status === 201)).toHaveLength(2);
  expect(statuses(await scenario.ladder())).toEqual(['achieved', 'achieved', 'achieved', 'open']);
  const opened = await app.owner.query(
    `select 1 from events where contract_id = $1 and type = 'level.opened' and data ->> 'level' = 'autonomy'`,
    [scenario.contract.contractId],
  );
  expect(opened.rowCount).toBe(1);
});

test('nothing is decided while the contract is suspended', async () => {
  await app.owner.query(`update contracts set suspensions = '{[2026-03-12,)}' where id = $1`, [
    scenario.contract.contractId,
  ]);
  expect((await scenario.decide(scenario.tutor, LEVEL)).body.code).toBe('contract_not_active');
});
