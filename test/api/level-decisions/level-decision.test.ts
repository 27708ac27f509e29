import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { TestApp } from '../../support/app.js';
import { Climb, statuses } from '../../support/scenarios/ladder-scenario.js';

let app: TestApp;
let climb: Climb;
const LEVEL = 'supervised_care';

beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());

beforeEach(async () => {
  app.clock.set('2026-03-12');
  climb = await Climb.start(app);
  await climb.complete('observation');
  await climb.complete('simple_tasks');
  await climb.complete(LEVEL, { decided: false });
});

test('the tutor signs first, then another person: the referent', async () => {
  const early = await climb.decide(climb.referent, LEVEL);
  const first = await climb.decide(climb.tutor, LEVEL);
  const twice = await climb.decide(climb.tutor, LEVEL);
  const second = await climb.decide(climb.referent, LEVEL);

  expect(early.body.code).toBe('cosigner_order');
  expect(statuses(first.body.ladder)[2]).toBe('ready');
  expect(twice.body.code).toBe('cosigner_not_distinct');
  expect([second.status, second.body.cosigns]).toEqual([201, first.body.id]);
  expect(statuses(second.body.ladder)).toEqual(['achieved', 'achieved', 'achieved', 'open']);
  expect((await climb.tutor.get(second.headers['location'] ?? '')).body).toMatchObject({
    id: second.body.id,
    capacity: 'referent',
  });
});

test('one person with both mandates is still one person', async () => {
  const both = await app.as(await app.given.mandate(climb.contract, 'referent', { person: climb.tutorIs }));
  await climb.decide(both, LEVEL);
  expect((await climb.decide(both, LEVEL)).body.code).toBe('cosigner_not_distinct');
});

test('a refusal needs a reason, drops the half-signature and leaves the level ready', async () => {
  await climb.decide(climb.tutor, LEVEL);
  const declined = await climb.decide(climb.referent, LEVEL, 'decline', 'Encore une visite');

  expect(declined.status).toBe(201);
  expect(statuses(declined.body.ladder)[2]).toBe('ready');
  expect((await climb.decide(climb.referent, LEVEL)).body.code).toBe('cosigner_order');
});

test.each([
  ['on the thirtieth day', '2026-04-11', 201],
  ['the day after', '2026-04-12', 409],
])('a half-signature waits for the referent: %s', async (_, day, status) => {
  await climb.decide(climb.tutor, LEVEL);
  app.clock.set(day);
  expect((await climb.decide(climb.referent, LEVEL)).status).toBe(status);
});

test('a half-signature falls with the mandate of who made it, and with a revocation', async () => {
  await climb.decide(climb.tutor, LEVEL);
  await app.owner.query(
    `update mandates set until_day = '2026-03-12' where contract_id = $1 and role = 'main_tutor'`,
    [climb.contract.contractId],
  );
  expect((await climb.decide(climb.referent, LEVEL)).body.code).toBe('cosigner_order');
});

test('a co-tutor decides while there is no main tutor, or while they are declared absent', async () => {
  const co = await app.as(await app.given.mandate(climb.contract, 'co_tutor'));
  expect((await climb.decide(co, LEVEL)).body.code).toBe('mandate_missing');
  await app.owner.query(
    `insert into mandate_absences (id, mandate_id, contract_id, from_day, until_day, sequence, recorded_at, recorded_by)
     select gen_random_uuid(), m.id, m.contract_id, '2026-03-12', '2026-03-13', 0, now(), m.person_id
     from mandates m where m.contract_id = $1 and m.role = 'main_tutor'`,
    [climb.contract.contractId],
  );
  expect((await climb.decide(co, LEVEL)).status).toBe(201);
  app.clock.set('2026-03-13');
  expect((await climb.decide(co, LEVEL)).body.code).toBe('mandate_missing');
});

test('tutor and referent, ten times each at once: one half-signature, one co-signature, one opening', async () => {
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, i) => climb.decide(i % 2 === 0 ? climb.tutor : climb.referent, LEVEL)),
  );

  expect(answers.filter((answer) => answer.status === 201)).toHaveLength(2);
  expect(statuses(await climb.ladder())).toEqual(['achieved', 'achieved', 'achieved', 'open']);
  const opened = await app.owner.query(
    `select 1 from events where contract_id = $1 and type = 'level.opened' and data ->> 'level' = 'autonomy'`,
    [climb.contract.contractId],
  );
  expect(opened.rowCount).toBe(1);
});

test('nothing is decided while the contract is suspended', async () => {
  await app.owner.query(`update contracts set suspensions = '{[2026-03-12,)}' where id = $1`, [
    climb.contract.contractId,
  ]);
  expect((await climb.decide(climb.tutor, LEVEL)).body.code).toBe('contract_not_active');
});
