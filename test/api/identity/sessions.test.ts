import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Someone } from '../../support/scenarios/given.js';
import { TestApp, type Caller } from '../../support/app.js';
import { Maintenance } from '../../../src/platform/maintenance/maintenance.js';

const PASSWORD = 'un mot de passe assez long';
const NEXT = 'quatre chats boivent du lait';
const PHONE = 'Mozilla/5.0 (Android 15; Mobile; rv:143.0) Gecko/143.0 Firefox/143.0';

let app: TestApp;
let beside: TestApp;
beforeAll(async () => {
  app = await TestApp.start();
  beside = await app.beside();
  app.clock.set('2026-03-12');
});
afterAll(() => app.stop());
beforeEach(async () => {
  app.clock.advance({ minutes: 60 }); // what a process knows of tokens is a second old at most, as the clock goes
  await app.owner.query('delete from sign_in_failures');
});

interface SignedIn {
  readonly caller: Caller;
  readonly token: string;
  readonly refreshToken: string;
}

let count = 0;
async function signedUp(): Promise<{ email: string; tutor: Someone }> {
  const tutor = await app.given.someone('tutor', await app.given.organisation());
  const email = `session.${(count += 1)}@ehpad.test`;
  await app.given.password(tutor, email, PASSWORD);
  return { email, tutor };
}
async function signIn(email: string, userAgent = PHONE, password = PASSWORD): Promise<SignedIn> {
  const answer = await app.anyone.post('/v1/auth/login', { email, password }, { 'user-agent': userAgent });
  expect(answer.status).toBe(200);
  const { accessToken, refreshToken } = answer.body;
  return { caller: app.withToken(accessToken), token: accessToken, refreshToken };
}
const refresh = (refreshToken: string) => app.anyone.post('/v1/auth/refresh', { refreshToken });
const list = async (caller: Caller, headers = {}) =>
  (await caller.get('/v1/me/sessions', { headers })).body.data;
const change = (caller: Caller, currentPassword = PASSWORD, newPassword = NEXT) =>
  caller.post('/v1/me/password/change', { currentPassword, newPassword });
/** A second later, in two processes. */
const opens = async ({ token }: SignedIn) => {
  const answers = [await app.withToken(token).get('/v1/me'), await beside.withToken(token).get('/v1/me')];
  return answers.map(({ status }) => status);
};

test('one sees where one is signed in: with what, since when, last used when, and which one asks', async () => {
  const { email } = await signedUp();
  const phone = await signIn(email);
  app.clock.advance({ minutes: 5 });
  const program = await signIn(email, 'curl/8.5.0');
  app.clock.advance({ minutes: 5 });
  await refresh(phone.refreshToken);
  await (await signIn((await signedUp()).email)).caller.get('/v1/me/sessions');

  expect(await list(program.caller)).toEqual([
    {
      id: expect.any(String),
      isPresent: false,
      client: { kind: 'browser', title: 'Firefox sur Android' },
      startedAt: expect.stringMatching(/^2026-03-12T\d\d:00:00.000Z$/),
      lastUsedAt: expect.stringMatching(/^2026-03-12T\d\d:10:00.000Z$/),
      expiresAt: expect.stringMatching(/^2026-04-11T\d\d:10:00.000Z$/),
      endedAt: null,
    },
    expect.objectContaining({ isPresent: true, client: { kind: 'program', title: 'Logiciel' } }),
  ]);
  const [first] = await list(program.caller, { 'accept-language': 'en' });
  expect(first.client.title).toBe('Firefox on Android');
});

test('a session that one ends opens nothing a second later, in any process, and its refresh token nothing at all', async () => {
  const { email } = await signedUp();
  const [lost, kept] = [await signIn(email), await signIn(email)];
  const [{ id }] = await list(lost.caller);

  const ended = await kept.caller.post(`/v1/me/sessions/${id}/end`);

  expect([ended.status, ended.body.endedAt]).toEqual([200, app.clock.now()]);
  expect((await refresh(lost.refreshToken)).status).toBe(401);
  app.clock.advance({ seconds: 1 });
  expect(await opens(lost)).toEqual([401, 401]);
  expect(await opens(kept)).toEqual([200, 200]);
  expect(await list(kept.caller)).toMatchObject([{ isPresent: true }]);
  expect((await kept.caller.post(`/v1/me/sessions/${id}/end`)).body.endedAt).toBe(ended.body.endedAt);
});

test('nobody ends a session of somebody else, nor learns that there is one', async () => {
  const { email } = await signedUp();
  const theirs = await signIn(email);
  const [{ id }] = await list(theirs.caller);
  const other = await signIn((await signedUp()).email);

  expect((await other.caller.post(`/v1/me/sessions/${id}/end`)).status).toBe(404);
  expect(await opens(theirs)).toEqual([200, 200]);
});

test('one signs out everywhere, or everywhere else', async () => {
  const { email } = await signedUp();
  const sessions = [await signIn(email), await signIn(email), await signIn(email)] as const;

  const elsewhere = await sessions[0].caller.post('/v1/me/sessions/end', { keepPresent: true });
  app.clock.advance({ seconds: 1 });

  expect([elsewhere.status, elsewhere.body]).toEqual([200, { endedSessions: 2 }]);
  expect(await Promise.all(sessions.map(opens))).toEqual([
    [200, 200],
    [401, 401],
    [401, 401],
  ]);
  const everywhere = await sessions[0].caller.post('/v1/me/sessions/end');
  app.clock.advance({ seconds: 1 });
  expect(everywhere.body).toEqual({ endedSessions: 1 });
  expect(await opens(sessions[0])).toEqual([401, 401]);
  await signIn(email);
});

test('of an account that ended very many sessions each token is still judged', async () => {
  const { email, tutor } = await signedUp();
  const kept = await signIn(email);
  const lost = await signIn(email);
  const [{ id }] = await list(kept.caller);
  await app.owner.query(
    `insert into sessions (id, account_id, client_kind, started_at, last_used_at, expires_at)
     select gen_random_uuid(), $1, 'unknown', $2, $2, $2::timestamptz + interval '1 day' from generate_series(1, 30)`,
    [tutor.accountId, app.clock.now()],
  );
  expect(id).toEqual(expect.any(String));

  expect((await kept.caller.post('/v1/me/sessions/end', { keepPresent: true })).body.endedSessions).toBe(31);
  app.clock.advance({ seconds: 1 });

  expect(await opens(lost)).toEqual([401, 401]);
  expect(await opens(kept)).toEqual([200, 200]);
});

test('signing out shuts that access token too', async () => {
  const { email } = await signedUp();
  const here = await signIn(email);

  await app.anyone.post('/v1/auth/logout', { refreshToken: here.refreshToken });
  app.clock.advance({ seconds: 1 });

  expect(await opens(here)).toEqual([401, 401]);
});

test('sessions that expired with all their tokens are deleted', async () => {
  const { email, tutor } = await signedUp();
  await signIn(email);
  app.clock.advance({ days: 31 });

  await app.nest.get(Maintenance).run();

  const { rows } = await app.owner.query('select from sessions where account_id = $1', [tutor.accountId]);
  expect(rows).toHaveLength(0);
});

test('who knows the present password changes it: the new one signs in, the old one not, other sessions end', async () => {
  const { email } = await signedUp();
  const [here, there] = [await signIn(email), await signIn(email)];

  const changed = await change(here.caller);

  expect([changed.status, changed.body]).toEqual([200, { passwordSet: true, endedSessions: 1 }]);
  app.clock.advance({ seconds: 1 });
  expect([await opens(here), await opens(there)]).toEqual([
    [200, 200],
    [401, 401],
  ]);
  expect((await refresh(here.refreshToken)).status).toBe(200);
  expect((await refresh(there.refreshToken)).status).toBe(401);
  expect((await app.anyone.post('/v1/auth/login', { email, password: PASSWORD })).status).toBe(401);
  await signIn(email, PHONE, NEXT);
});

test('the present password is asked, and what is wrong with the next one is said at its field', async () => {
  const { email } = await signedUp();
  const { caller } = await signIn(email);
  const flaw = async (current: string, next: string) => {
    const refused = await change(caller, current, next);
    expect(refused.status).toBe(422);
    const [{ pointer, code }] = refused.body.errors;
    return [pointer, code];
  };

  expect(await flaw('pas le bon mot de passe', NEXT)).toEqual(['/currentPassword', 'password_wrong']);
  expect(await flaw(PASSWORD, 'court')).toEqual(['/newPassword', 'password_length']);
  expect(await flaw(PASSWORD, 'motdepasse123')).toEqual(['/newPassword', 'password_common']);
  expect(await flaw(PASSWORD, `${email} et lait`)).toEqual(['/newPassword', 'password_personal']);
  expect(await flaw(PASSWORD, PASSWORD)).toEqual(['/newPassword', 'password_unchanged']);
  await signIn(email);
});

test('guesses of the present password count as those of signing in do', async () => {
  const { email } = await signedUp();
  const { caller } = await signIn(email);

  for (let i = 0; i < 5; i++) expect((await change(caller, `pas le bon ${i}`)).status).toBe(422);

  const slowed = await change(caller);
  expect([slowed.status, slowed.headers['retry-after']]).toEqual([429, '1']);
  expect((await app.anyone.post('/v1/auth/login', { email, password: PASSWORD })).status).toBe(429);
  app.clock.advance({ seconds: 1 });
  expect((await change(caller)).status).toBe(200);
});

test('of two changes at once one is done', async () => {
  const { email } = await signedUp();
  const { caller } = await signIn(email);
  const passwords = ['quatre chats boivent du lait', 'trois chiens mangent une pomme'];

  const answers = await Promise.all(passwords.map((next) => change(caller, PASSWORD, next)));

  expect(answers.map(({ status }) => status).sort()).toEqual([200, 422]);
  const winner = passwords[answers.findIndex(({ status }) => status === 200)];
  await signIn(email, PHONE, winner);
});
