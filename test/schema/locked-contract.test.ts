import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { loadForRecording } from '../../src/features/ladder/ladder.queries.js';
import { Db } from '../../src/platform/database/db.js';
import { TestApp } from '../support/app.js';

let app: TestApp;

beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());

test('a contract that becomes visible once its lock was refused is not written without the lock', async () => {
  const contract = await app.given.contract();
  const tutor = await app.given.someone('tutor', contract.employerId);
  const lock = () =>
    app.nest.get(Db).writeLocked({ kind: 'person', ...tutor }, contract.contractId, async (tx) => {
      // The first statement waits for the lock's, as any of them does; the mandate comes in between.
      await tx.query('select 1');
      await app.given.mandate(contract, 'main_tutor', { person: tutor });
      return (await loadForRecording(tx, contract.contractId)).contractId;
    });

  await expect(lock()).rejects.toMatchObject({ code: 'not_found' });
});

test('a contract that is seen is held', async () => {
  const contract = await app.given.contract();
  const tutor = await app.given.mandate(contract, 'main_tutor');
  const held = app.nest
    .get(Db)
    .writeLocked({ kind: 'person', ...tutor }, contract.contractId, async (tx) =>
      tx.query('select app.contract_scope() as held'),
    );

  expect(await held).toEqual([{ held: contract.contractId }]);
});

test('whoever waits for a contract is judged by the mandates that the one before them left', async () => {
  const contract = await app.given.contract();
  const tutor = await app.given.mandate(contract, 'main_tutor');
  const today = app.clock.today();
  const asked = () =>
    app.nest.get(Db).writeLocked({ kind: 'person', ...tutor }, contract.contractId, async (tx) =>
      tx.query(
        `select app.has_mandate($1, $2) as mandated, app.is_of_team($1, $2) as "isOfTeam",
             app.asked_mandate($1, $2) as asked`,
        [contract.contractId, today],
      ),
    );
  expect(await asked()).toEqual([{ mandated: true, isOfTeam: true, asked: true }]);

  await app.owner.query('begin');
  await app.owner.query('update contracts set version = version + 1 where id = $1', [contract.contractId]);
  await app.owner.query('update mandates set until_day = from_day where contract_id = $1', [
    contract.contractId,
  ]);
  const waiting = asked();
  await isWaited();
  await app.owner.query('commit');

  expect(await waiting).toEqual([{ mandated: false, isOfTeam: true, asked: false }]);
});

/** Resolves once somebody waits for a lock. */
async function isWaited(): Promise<void> {
  for (;;) {
    const { rows } = await app.owner.query('select from pg_locks l where not l.granted');
    if (rows.length > 0) return;
    await wait(20);
  }
}
