import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ensureFirstAdmin } from '../../../src/features/identity/first-admin.store.js';
import { asOwner } from '../../../src/platform/database/provision.js';
import { TestApp } from '../../support/app.js';
import { unjudged } from '../../support/given.js';

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());

test('the first administrator is made once, also by two processes that start together, and signs in', async () => {
  const ensure = (email: string) =>
    asOwner(app.database.ownerUrl, (owner) =>
      ensureFirstAdmin(owner, { email, password: unjudged('un mot de passe assez long') }, app.clock.now()),
    );

  const made = await Promise.all([ensure('Nadia.Benali@palier.test'), ensure('nadia.benali@palier.test')]);
  const again = await ensure('autre@palier.test');

  expect(made.sort()).toEqual([false, true]);
  expect(again).toBe(false);
  const login = (email: string) =>
    app.anyone.post('/v1/auth/login', { email, password: 'un mot de passe assez long' });
  const session = await login('nadia.benali@palier.test');
  const admin = app.withToken(session.body.accessToken);
  expect((await admin.get('/v1/me')).body.memberships).toMatchObject([
    { role: 'platform_admin', organisationId: null },
  ]);
  expect(
    (await admin.post('/v1/invitations', { email: 'rose.martin@palier.test', role: 'platform_admin' }))
      .status,
  ).toBe(201);
  expect((await login('autre@palier.test')).status).toBe(401);
});
