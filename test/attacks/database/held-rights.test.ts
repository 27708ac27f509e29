import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import pg from 'pg';
import { newId } from '../../../src/platform/ids.js';
import { TestApp } from '../../support/app.js';
import { LadderScenario } from '../../support/scenarios/ladder-scenario.js';
import type { Someone } from '../../support/scenarios/given.js';

// What a transaction remembers of whoever holds a contract: it says no more than what the tables say once it is held, and
// lets nobody judge themselves, whatever settings they write.

let app: TestApp;
let scenario: LadderScenario;
let api: pg.Client;
/** Sees who waits: what a transaction reads of that stays as it read it first. */
let watcher: pg.Client;

beforeAll(async () => {
  app = await TestApp.start();
  api = new pg.Client({ connectionString: app.database.apiUrl });
  await api.connect();
  watcher = new pg.Client({ connectionString: app.database.ownerUrl });
  await watcher.connect();
});
afterAll(async () => {
  await api?.end();
  await watcher?.end();
  await app?.stop();
});
beforeEach(async () => {
  app.clock.set('2026-03-12');
  scenario = await LadderScenario.start(app);
});

const beginAs = async ({ accountId, personId }: Someone) => {
  await api.query('begin');
  await api.query('select app.set_actor($1, $2, $3, $4)', ['person', accountId, personId, app.clock.now()]);
};

const OF_TODAY = `select app.has_mandate($1, '2026-03-12') as mandate, app.is_of_team($1, '2026-03-12') as team`;

test('a membership that was ended while a contract was waited for gives nothing once it is held', async () => {
  const { contractId } = scenario.contract;
  await app.owner.query('begin');
  await app.owner.query('select from contracts where id = $1 for update', [contractId]);
  await beginAs(scenario.tutorIs);
  const locked = api.query('select app.lock_contract($1) as locked', [contractId]);
  await waiting();
  await watcher.query('update memberships set until_day = $2 where person_id = $1', [
    scenario.tutorIs.personId,
    '2026-03-12',
  ]);
  await app.owner.query('rollback');
  await locked;
  const { rows } = await api.query(OF_TODAY, [contractId]);
  await api.query('rollback');
  expect(rows).toEqual([{ mandate: false, team: false }]);
});

test.each(['observations', 'sign_offs'])(
  'no setting that somebody writes lets them judge themselves: %s',
  async (table) => {
    const { contractId, alternant } = scenario.contract;
    await beginAs(alternant);
    await api.query(
      `select set_config('app.contract_scope', $1, true), set_config('app.contract_scope_of_another', $1, true),
         set_config('app.held_days', '{[2020-01-01,)}|{[2020-01-01,)}', true)`,
      [contractId],
    );
    const written = (
      table === 'observations'
        ? api.query(
            `insert into observations (id, contract_id, sequence, recorded_at, observer_id, observed_on, with_sign_off, items)
             values ($1, $2, 90, $3, $4, '2026-03-12', false, '[]')`,
            [newId(), contractId, app.clock.now(), alternant.personId],
          )
        : api.query(
            `insert into sign_offs (id, contract_id, sequence, recorded_at, signer_id, observed_on, competency, level, outcome, attempt)
             values ($1, $2, 90, $3, $4, '2026-03-12', 'C6', 'observation', 'acquired', 0)`,
            [newId(), contractId, app.clock.now(), alternant.personId],
          )
    ).then(
      () => 'written',
      (error: { constraint?: string }) => error.constraint,
    );
    expect(await written).toBe(`${table}_never_of_oneself`);
    await api.query('rollback');
  },
);

test('of a leaver and what they sign meanwhile, either comes first, and the history tells which', async () => {
  const { contractId, employerId } = scenario.contract;
  const hr = await app.as(await app.given.someone('hr', employerId));
  const person = `/v1/people/${scenario.tutorIs.personId}`;
  const { headers } = await hr.get(person);
  await app.owner.query('begin');
  await app.owner.query('select from contracts where id = $1 for update', [contractId]);
  const left = hr.patch(
    person,
    { memberships: [{ organisationId: employerId, role: 'tutor', to: '2026-03-11' }] },
    { 'if-match': headers['etag'] ?? '' },
  );
  await waiting();
  const signed = [scenario.sign('observation', ['C6']), scenario.sign('observation', ['C8'])];
  await waiting(3);
  await app.owner.query('rollback');

  expect((await left).status).toBe(200);
  const statuses = (await Promise.all(signed)).map(({ status }) => status);
  const { rows } = await app.owner.query<{ type: string }>(
    `select type from events where contract_id = $1 and type in ('mandate.ended', 'sign_off.recorded') order by sequence`,
    [contractId],
  );
  const before = rows.findIndex(({ type }) => type === 'mandate.ended');
  expect(rows.slice(before)).toEqual([{ type: 'mandate.ended' }]);
  expect(before).toBe(statuses.filter((status) => status === 201).length);
});

/** Until so many wait for a lock. */
async function waiting(wanted = 1): Promise<void> {
  for (;;) {
    const { rows } = await watcher.query<{ waits: number }>(
      `select count(*)::integer as waits from pg_stat_activity a
       where a.datname = current_database() and a.wait_event_type = 'Lock'`,
    );
    if ((rows[0]?.waits ?? 0) >= wanted) return;
  }
}
