import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ensureFirstAdmin } from '../../../src/features/identity/accounts/first-admin.store.js';
import { readConfig } from '../../../src/platform/config/config.js';
import { asOwner } from '../../../src/platform/database/provision.js';
import { startServer } from '../../../src/composition/start-up.js';
import { TestApp } from '../../support/app.js';
import { unjudged } from '../../support/scenarios/given.js';

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

test.each([
  [
    'a common one',
    'motdepasse1234',
    /^PALIER_ADMIN_PASSWORD: Ce mot de passe est parmi les premiers.*\(This password is among/,
  ],
  [
    'the address itself',
    'nadia.benali@palier.test',
    /^PALIER_ADMIN_PASSWORD: Ce mot de passe contient votre adresse/,
  ],
])('Palier does not start with %s as the password of its administrator', async (_, password, sentence) => {
  const config = readConfig({
    DATABASE_URL: app.database.ownerUrl,
    PALIER_ADMIN_EMAIL: 'nadia.benali@palier.test',
    PALIER_ADMIN_PASSWORD: password,
  });

  await expect(startServer(config)).rejects.toThrow(sentence);
});
