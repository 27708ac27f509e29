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
