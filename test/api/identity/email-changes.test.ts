import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { TestApp, type Caller } from '../../support/app.js';
import { keepSecret } from '../../support/http/secrets.js';
import { TestSmtp } from '../../support/http/smtp.js';
import { Jobs } from '../../support/jobs.js';
import type { Someone } from '../../support/scenarios/given.js';

const PASSWORD = 'un mot de passe assez long';
const NEXT = 'quatre chats boivent du lait';

let app: TestApp;
let smtp: TestSmtp;
let jobs: Jobs;
beforeAll(async () => {
  smtp = await TestSmtp.start();
  app = await TestApp.start(smtp.settings);
  jobs = await Jobs.of(app);
});
afterAll(async () => {
  await jobs?.close();
  await app?.stop();
  await smtp?.goAway();
});
beforeEach(async () => {
  app.clock.set('2026-03-12');
  await app.owner.query('delete from sign_in_failures');
});

let count = 0;
async function signedUp(): Promise<Someone & { email: string; caller: Caller; to: string }> {
  const someone = await app.given.someone('tutor', await app.given.organisation());
  const email = `avant.${(count += 1)}@ehpad.test`;
  await app.given.password(someone, email, PASSWORD);
  return { ...someone, email, caller: await app.as(someone), to: `apres.${count}@ehpad.test` };
}
const login = (email: string, password = PASSWORD) => app.anyone.post('/v1/auth/login', { email, password });
const ask = (caller: Caller, email: string, password = PASSWORD) =>
  caller.post('/v1/me/email-changes', { email, password });
const confirm = (token: string) => app.anyone.post('/v1/auth/email/confirm', { token });
const undo = (token: string, password = NEXT) => app.anyone.post('/v1/auth/email/undo', { token, password });
async function tokenTo(email: string, page: 'confirm' | 'undo'): Promise<string> {
  await jobs.run();
  const links = smtp
    .to(email)
    .flatMap(
      ({ text }) => new RegExp(`https://palier\\.test/email/${page}\\?token=([\\w-]+)`).exec(text)?.[1] ?? [],
    );
  keepSecret(...links);
  return links.at(-1) ?? '';
}
async function changed(): Promise<Awaited<ReturnType<typeof signedUp>>> {
  const tutor = await signedUp();
  expect((await ask(tutor.caller, tutor.to)).status).toBe(201);
  expect((await confirm(await tokenTo(tutor.to, 'confirm'))).status).toBe(200);
  return tutor;
}

test('an address signs in once it was confirmed from there; the one before is told, without the new one', async () => {
  const tutor = await signedUp();

  const asked = await ask(tutor.caller, tutor.to.toUpperCase());
  expect([asked.status, asked.body]).toEqual([
    201,
    {
      id: expect.any(String),
      email: tutor.to,
      state: 'pending',
      createdAt: app.clock.now(),
      expiresAt: '2026-03-13T08:00:00.000Z',
      confirmedAt: null,
    },
  ]);
  expect((await login(tutor.to)).status).toBe(401);
  const token = await tokenTo(tutor.to, 'confirm');
  expect(smtp.to(tutor.email)).toEqual([]);
  const done = await confirm(token);

  expect([done.status, done.body]).toEqual([200, { email: tutor.to }]);
  expect([(await login(tutor.to)).status, (await login(tutor.email)).status]).toEqual([200, 401]);
  expect((await tutor.caller.get('/v1/me')).body.email).toBe(tutor.to);
  expect((await confirm(token)).body.errors[0].code).toBe('token_used');
  await jobs.run();
  expect(smtp.to(tutor.email)[0]?.text).toContain('(a…@ehpad.test)');
  expect(smtp.to(tutor.email)[0]?.text).not.toContain(tutor.to);
  expect((await tutor.caller.get(asked.headers['location'] ?? '')).body).toMatchObject({
    state: 'confirmed',
    confirmedAt: app.clock.now(),
  });
});

test('who reads the former address takes the account back, with a password of theirs, and whoever was in is out', async () => {
  const tutor = await changed();
  const thief = (await login(tutor.to)).body;
  const token = await tokenTo(tutor.email, 'undo');
  // Whatever was done meanwhile.
  await tutor.caller.post('/v1/me/password/change', {
    currentPassword: PASSWORD,
    newPassword: 'dix ânes rouges qui dorment',
  });
  await app.owner.query('delete from sign_in_failures');
  expect((await ask(tutor.caller, 'encore.ailleurs@ehpad.test', 'dix ânes rouges qui dorment')).status).toBe(
    201,
  );
  await confirm(await tokenTo('encore.ailleurs@ehpad.test', 'confirm'));
  const later = await tokenTo(tutor.to, 'undo');

  const done = await undo(token);

  expect([done.status, done.body]).toEqual([200, { email: tutor.email }]);
  expect((await login(tutor.email, NEXT)).status).toBe(200);
  expect((await login('encore.ailleurs@ehpad.test', 'dix ânes rouges qui dorment')).status).toBe(401);
  expect((await app.anyone.post('/v1/auth/refresh', { refreshToken: thief.refreshToken })).status).toBe(401);
  expect((await undo(token)).body.errors[0].code).toBe('token_used');
  expect((await undo(later)).body).toMatchObject({ code: 'link_void', reason: 'superseded' });
});

test('the former address may take it back for seven days', async () => {
  const tutor = await changed();
  const token = await tokenTo(tutor.email, 'undo');

  app.clock.advance({ days: 7 });
  expect((await undo(token)).body.errors[0].code).toBe('token_expired');
  app.clock.advance({ seconds: -1 });
  expect((await undo(token, 'motdepasse123')).body.errors[0].code).toBe('password_common');
  expect((await undo(token)).status).toBe(200);
});

test('of two at once one takes it back', async () => {
  const tutor = await changed();
  const token = await tokenTo(tutor.email, 'undo');

  const answers = await Promise.all([NEXT, 'trois chiens mangent une pomme'].map((one) => undo(token, one)));

  expect(answers.map(({ status }) => status).sort()).toEqual([200, 422]);
});

test('the password is asked, and one’s own address is no change', async () => {
  const tutor = await signedUp();

  expect((await ask(tutor.caller, tutor.to, 'pas le bon')).body.errors[0]).toMatchObject({
    pointer: '/password',
    code: 'password_wrong',
  });
  expect((await ask(tutor.caller, tutor.email)).body.errors[0].code).toBe('email_unchanged');
});

test('that another account has the address is told to its reader alone', async () => {
  const [tutor, other] = [await signedUp(), await signedUp()];

  const asked = await ask(tutor.caller, other.email);

  expect([asked.status, asked.body.state]).toEqual([201, 'pending']);
  expect(await tokenTo(other.email, 'confirm')).toBe('');
  expect(smtp.to(other.email)[0]?.subject).toContain('cette adresse a déjà un compte');
});

test('an address that another account took meanwhile is refused, and nothing changes', async () => {
  const [tutor, other] = [await signedUp(), await signedUp()];
  await ask(tutor.caller, tutor.to);
  const token = await tokenTo(tutor.to, 'confirm');
  await app.owner.query('update accounts set email = $2 where id = $1', [other.accountId, tutor.to]);

  expect((await confirm(token)).body.code).toBe('email_taken');
  expect((await login(tutor.email)).status).toBe(200);
});

test('a change that waits is withdrawn by its owner, by the next one, and by a new password', async () => {
  const tutor = await signedUp();
  const first = (await ask(tutor.caller, tutor.to)).body;
  const firstToken = await tokenTo(tutor.to, 'confirm');
  const second = (await ask(tutor.caller, `2.${tutor.to}`)).body;
  const withdraw = (id: string, by = tutor.caller) => by.post(`/v1/me/email-changes/${id}/withdraw`);

  expect((await confirm(firstToken)).body).toMatchObject({ code: 'link_void', reason: 'superseded' });
  expect((await withdraw(first.id)).body).toMatchObject({
    code: 'illegal_transition',
    currentStatus: 'withdrawn',
  });
  expect((await withdraw(second.id, (await signedUp()).caller)).status).toBe(404);
  expect((await withdraw(second.id)).body.state).toBe('withdrawn');
  await ask(tutor.caller, `3.${tutor.to}`);
  await tutor.caller.post('/v1/me/password/change', { currentPassword: PASSWORD, newPassword: NEXT });
  const states = (await tutor.caller.get('/v1/me/email-changes')).body.data.map(
    (one: { state: string }) => one.state,
  );
  expect(states).toEqual(['withdrawn', 'withdrawn', 'withdrawn']);
});

test('ten changes are asked for in a day, and no more', async () => {
  const tutor = await signedUp();
  for (let i = 0; i < 10; i++) expect((await ask(tutor.caller, `${i}.${tutor.to}`)).status).toBe(201);

  const refused = await ask(tutor.caller, tutor.to);

  expect([refused.status, refused.headers['retry-after']]).toEqual([429, '86400']);
  await jobs.run();
});

test('where no mail is sent no address can be confirmed, and that is said', async () => {
  const mailless = await app.beside();
  const tutor = await signedUp();

  const refused = await (
    await mailless.as(tutor)
  ).post('/v1/me/email-changes', { email: tutor.to, password: PASSWORD });

  expect([refused.status, refused.body.code]).toEqual([409, 'mail_not_configured']);
});
