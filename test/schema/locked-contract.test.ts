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
  const hold = () =>
    app.nest.get(Db).holding({ kind: 'person', ...tutor }, contract.contractId, async (tx) => {
      // The first statement waits for the lock's, as any of them does; the mandate comes in between.
      await tx.query('select 1');
      await app.given.mandate(contract, 'main_tutor', { person: tutor });
      return (await loadForRecording(tx, contract.contractId)).contractId;
    });

  await expect(hold()).rejects.toMatchObject({ code: 'not_found' });
});

test('a contract that is seen is held', async () => {
  const contract = await app.given.contract();
  const tutor = await app.given.mandate(contract, 'main_tutor');
  const held = app.nest
    .get(Db)
    .holding({ kind: 'person', ...tutor }, contract.contractId, async (tx) =>
      tx.query('select app.held_contract() as held'),
    );

  expect(await held).toEqual([{ held: contract.contractId }]);
});
