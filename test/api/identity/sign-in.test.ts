import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Someone } from '../../support/scenarios/given.js';
import { TestApp, type TestResponse } from '../../support/app.js';

const PASSWORD = 'un mot de passe assez long';

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());
beforeEach(async () => {
  app.clock.set('2026-03-12');
  await app.owner.query('delete from sign_in_failures');
});

const login = (email: string, password = PASSWORD) => app.anyone.post('/v1/auth/login', { email, password });
const refresh = (refreshToken: string) => app.anyone.post('/v1/auth/refresh', { refreshToken });
const statuses = (answers: readonly TestResponse[]) => answers.map((answer) => answer.status);

async function signedUp(email: string): Promise<Someone> {
  const tutor = await app.given.someone('tutor', await app.given.organisation());
  await app.given.password(tutor, email, PASSWORD);
  return tutor;
}

test('a person signs in with e-mail and password, in any case, and is known by the token', async () => {
  const tutor = await signedUp('Marie.Durand@ehpad.test');

  const answer = await login('marie.DURAND@ehpad.test');

  expect(answer.status).toBe(200);
  expect(answer.headers['cache-control']).toBe('no-store');
  expect(answer.body).toEqual({
    accessToken: expect.any(String),
    tokenType: 'Bearer',
    expiresIn: 900,
    refreshToken: expect.stringMatching(/^[\w-]{43}$/),
  });
  const me = await app.withToken(answer.body.accessToken).get('/v1/me');
  expect(me.body.person.id).toBe(tutor.personId);
});

test('the token of a tutor or an alternant comes from their contracts, also without a membership', async () => {
  const contract = await app.given.contract();
  const outsider = await app.given.someone('auditor', contract.employerId, { until: '2026-03-01' });
  await app.given.password(outsider, 'remplacante@ehpad.test', PASSWORD);
  await app.given.mandate(contract, 'co_tutor', { person: outsider, until: '2026-03-01' });
  await app.owner.query(`delete from memberships where person_id = $1 and role = 'tutor'`, [
    outsider.personId,
  ]);
  const rolesAt = async (day: string) => {
    app.clock.set(day);
    const { accessToken } = (await login('remplacante@ehpad.test')).body;
    return JSON.parse(Buffer.from(accessToken.split('.')[1], 'base64url').toString()).roles;
  };

  expect(await rolesAt('2026-02-28')).toEqual(['auditor', 'tutor']);
  expect(await rolesAt('2026-03-30')).toEqual(['tutor']);
  expect(await rolesAt('2026-03-31')).toEqual([]);
});

test('a wrong password, an unknown account, one without a password and one disabled are answered alike', async () => {
  await signedUp('connue@ehpad.test');
  const closed = await signedUp('fermee@ehpad.test');
  await app.owner.query('update accounts set disabled_at = now() where id = $1', [closed.accountId]);
  const unset = await app.given.someone('tutor', await app.given.organisation());
  const { email } = (await app.owner.query('select email from accounts where id = $1', [unset.accountId]))
    .rows[0];

  const answers = [
    await login('connue@ehpad.test', 'un autre mot de passe'),
    await login('inconnue@ehpad.test'),
    await login('fermee@ehpad.test'),
    await login(email),
  ];

  expect(statuses(answers)).toEqual([401, 401, 401, 401]);
  expect(new Set(answers.map(({ body }) => JSON.stringify({ ...body, requestId: '' }))).size).toBe(1);
  expect(answers[0]?.body.code).toBe('unauthenticated');
});

test('guessing is slowed, more and more, and forgotten after a quarter of an hour', async () => {
  await signedUp('cible@ehpad.test');
  const guess = () => login('cible@ehpad.test', 'pas le bon mot de passe');

  for (let i = 0; i < 5; i++) expect((await guess()).status).toBe(401);
  const slowed = await guess();
  expect([slowed.status, slowed.body.code, slowed.headers['retry-after']]).toEqual([
    429,
    'too_many_requests',
    '1',
  ]);
  expect((await login('CIBLE@ehpad.test')).status).toBe(429);
  expect((await login('autre@ehpad.test')).status).toBe(401);

  app.clock.advance({ seconds: 1 });
  expect((await guess()).status).toBe(401);
  expect((await guess()).headers['retry-after']).toBe('2');
  app.clock.advance({ seconds: 2 });
  expect((await guess()).status).toBe(401);
  expect((await guess()).headers['retry-after']).toBe('4');

  app.clock.advance({ minutes: 15 });
  for (let i = 0; i < 5; i++) expect((await guess()).status).toBe(401);
  expect((await guess()).status).toBe(429);
});

test('the right password is heard after the pause, and clears what failed', async () => {
  await signedUp('distraite@ehpad.test');
  for (let i = 0; i < 5; i++) await login('distraite@ehpad.test', 'pas le bon mot de passe');
  app.clock.advance({ seconds: 1 });

  expect((await login('distraite@ehpad.test')).status).toBe(200);
  expect((await login('distraite@ehpad.test', 'pas le bon mot de passe')).status).toBe(401);
});

test('of twenty guesses at once, five are heard', async () => {
  await signedUp('assaillie@ehpad.test');

  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, i) => login('assaillie@ehpad.test', `mot de passe numéro ${i}`)),
  );

  expect(statuses(answers).filter((status) => status === 401)).toHaveLength(5);
  expect(statuses(answers).filter((status) => status === 429)).toHaveLength(15);
});

test('somebody who signs in from twelve places at once is no guesser', async () => {
  await signedUp('pressee@ehpad.test');

  const answers = await Promise.all(Array.from({ length: 12 }, () => login('pressee@ehpad.test')));

  expect(new Set(statuses(answers))).toEqual(new Set([200]));
});

test('an address that fails for fifty accounts is slowed for all', async () => {
  await signedUp('voisine@ehpad.test');
  await login('premiere@ehpad.test');
  await app.owner.query(`update sign_in_failures set failures = 50 where key like 'address:%'`);

  expect((await login('voisine@ehpad.test')).status).toBe(429);
  app.clock.advance({ seconds: 1 });
  expect((await login('voisine@ehpad.test')).status).toBe(200);
});

test('a refresh token serves once and gives the next', async () => {
  await signedUp('fidele@ehpad.test');
  const first = (await login('fidele@ehpad.test')).body;

  const second = await refresh(first.refreshToken);
  const third = await refresh(second.body.refreshToken);

  expect(statuses([second, third])).toEqual([200, 200]);
  expect((await app.withToken(third.body.accessToken).get('/v1/me')).status).toBe(200);
  const stored = await app.owner.query('select token_hash from refresh_tokens');
  expect(stored.rows.some((t) => t.token_hash.toString().includes(first.refreshToken))).toBe(false);
});

test('a refresh token that served before ends the whole family', async () => {
  await signedUp('volee@ehpad.test');
  const first = (await login('volee@ehpad.test')).body.refreshToken;
  const elsewhere = (await login('volee@ehpad.test')).body.refreshToken;
  const second = (await refresh(first)).body.refreshToken;

  const reused = await refresh(first);

  expect([reused.status, reused.body.code]).toEqual([401, 'unauthenticated']);
  expect((await refresh(second)).status).toBe(401);
  expect((await refresh(elsewhere)).status).toBe(200);
});

test('of refreshes at once with one token exactly one is answered, and the family ends', async () => {
  await signedUp('hative@ehpad.test');
  const { refreshToken } = (await login('hative@ehpad.test')).body;

  const answers = await Promise.all(Array.from({ length: 8 }, () => refresh(refreshToken)));

  expect(statuses(answers).filter((status) => status === 200)).toHaveLength(1);
  expect(statuses(answers).filter((status) => status === 401)).toHaveLength(7);
  const winner = answers.find(({ status }) => status === 200)?.body.refreshToken;
  expect((await refresh(winner)).status).toBe(401);
});

test('an unused refresh token expires after thirty days', async () => {
  await signedUp('partie@ehpad.test');
  const { refreshToken } = (await login('partie@ehpad.test')).body;
  const other = (await login('partie@ehpad.test')).body.refreshToken;

  app.clock.advance({ days: 30, seconds: -1 });
  expect((await refresh(other)).status).toBe(200);
  app.clock.advance({ seconds: 1 });
  expect((await refresh(refreshToken)).status).toBe(401);
});

test('signing out ends the family, and says the same of a token that is not known', async () => {
  await signedUp('sortie@ehpad.test');
  const { refreshToken } = (await login('sortie@ehpad.test')).body;
  const next = (await refresh(refreshToken)).body.refreshToken;

  const out = await app.anyone.post('/v1/auth/logout', { refreshToken: next });
  const unknown = await app.anyone.post('/v1/auth/logout', { refreshToken: 'inconnu' });

  expect([out.status, out.body]).toEqual([200, { signedOut: true }]);
  expect([unknown.status, unknown.body]).toEqual([200, { signedOut: true }]);
  expect((await refresh(next)).status).toBe(401);
});

test('a disabled account is refused at once, its token still valid, and cannot refresh', async () => {
  const tutor = await signedUp('ecartee@ehpad.test');
  const { accessToken, refreshToken } = (await login('ecartee@ehpad.test')).body;
  expect((await app.withToken(accessToken).get('/v1/me')).status).toBe(200);

  await app.owner.query('update accounts set disabled_at = now() where id = $1', [tutor.accountId]);

  const refused = await app.withToken(accessToken).get('/v1/me');
  expect([refused.status, refused.body.code]).toEqual([401, 'unauthenticated']);
  expect((await app.withToken(accessToken).get('/v1/people')).status).toBe(401);
  expect((await refresh(refreshToken)).status).toBe(401);
});

test('a token that expired, was altered, or is none at all opens nothing', async () => {
  await signedUp('courte@ehpad.test');
  const { accessToken } = (await login('courte@ehpad.test')).body;

  app.clock.advance({ minutes: 15 });
  expect((await app.withToken(accessToken).get('/v1/me')).status).toBe(401);
  expect((await app.withToken(`${accessToken}x`).get('/v1/me')).status).toBe(401);
  expect((await app.withToken('x').get('/v1/me')).status).toBe(401);
  expect((await app.anyone.get('/v1/me')).status).toBe(401);
});

test('what is missing or malformed is named, all at once', async () => {
  const refused = await app.anyone.post('/v1/auth/login', { email: 'pas une adresse', extra: 1 });

  expect(refused.status).toBe(422);
  expect(refused.body.errors.map((e: { pointer: string }) => e.pointer).sort()).toEqual([
    '/email',
    '/extra',
    '/password',
  ]);
});
