import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { applyRetention } from '../../../src/features/privacy/retention/retention.store.js';
import { asOwner } from '../../../src/platform/database/provision.js';
import { FolderStore } from '../../../src/platform/files/folder-store.js';
import { evidenceFolder, TestApp } from '../../support/app.js';

let app: TestApp;

beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());

const TERM = `update contracts set starts_on = $2, signed_on = $2, until_day = $3, held_until = $3 where id = $1`;

test('whoever comes back is not erased when the new contract ends: that file is kept as long as any', async () => {
  const store = new FolderStore(evidenceFolder(app.database));
  const retention = () =>
    asOwner(app.database.ownerUrl, async (owner) =>
      (await applyRetention(owner, store, app.clock.now())).slice(1),
    );
  app.clock.set('2025-01-06');
  const former = await app.given.contract();
  await app.owner.query(TERM, [former.contractId, '2017-09-01', '2019-09-01']);
  expect(await retention()).toMatchObject([{ rows: 1 }, { rows: 0 }]);

  const { trainingCentreId, alternant } = former;
  const again = await app.given.contract({ trainingCentreId, alternant });
  await app.owner.query(TERM, [again.contractId, '2025-01-10', '2026-03-01']);
  app.clock.set('2025-03-01');
  expect(await retention()).toMatchObject([{ rows: 0 }, { rows: 0 }]);
  app.clock.set('2026-03-02');
  expect(await retention()).toMatchObject([{ rows: 0 }, { rows: 0 }]);
});
