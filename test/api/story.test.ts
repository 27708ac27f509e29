import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Story } from '../../scripts/story/story.js';
import { silent } from '../../scripts/story/narrator.js';
import type { Send } from '../../scripts/story/http.js';
import { ensureFirstAdmin } from '../../src/features/identity/accounts/first-admin.store.js';
import { loadShippedData } from '../../src/features/frameworks/shipped-data.store.js';
import { rebuildProgress } from '../../src/features/ladder/progress/rebuild.store.js';
import { asOwner } from '../../src/platform/database/provision.js';
import { TestApp } from '../support/app.js';
import { unjudged } from '../support/scenarios/given.js';

let app: TestApp;
const admin = { email: 'nadia.benali@exemple.test', password: unjudged('un mot de passe assez long') };

beforeAll(async () => {
  app = await TestApp.start();
  await asOwner(app.database.ownerUrl, async (owner) => {
    await loadShippedData(owner, app.clock.now());
    await ensureFirstAdmin(owner, admin, app.clock.now());
  });
});
afterAll(() => app.stop());

/** In memory, a second later each time: two facts are never at the same instant, as in life. */
const send: Send = async ({ method, path, token, body }) => {
  app.clock.advance({ seconds: 1 });
  return app.withToken(token ?? '').send(method as 'GET', path, body === undefined ? {} : { body });
};

test('an alternant climbs from observation to autonomy, falls back for safety, climbs again and is complete', async () => {
  await Story.play(send, admin, silent, app.clock.today());

  const { rows } = await app.owner.query('select complete from progress');
  expect(rows).toEqual([{ complete: true }]);
});

test('after the whole story, the stored progress is what a rebuild gives, and each fact told one event', async () => {
  const report = await asOwner(app.database.ownerUrl, rebuildProgress);
  expect(report).toEqual({ contracts: 2, differences: [] });

  const { rows } = await app.owner.query(`
    select c.last_sequence = count(*) and c.last_sequence = max(e.sequence) as "noGap"
    from contracts c join events e on e.contract_id = c.id
    group by c.id
  `);
  expect(rows).toEqual([{ noGap: true }, { noGap: true }]);
});
