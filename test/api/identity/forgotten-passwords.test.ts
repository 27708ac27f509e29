import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { OrganisationId } from '../../../src/kernel/ids.js';
import { TestApp } from '../../support/app.js';
import { keepSecret } from '../../support/http/secrets.js';
import { TestSmtp } from '../../support/http/smtp.js';
import { Jobs } from '../../support/jobs.js';
import type { Someone } from '../../support/scenarios/given.js';

const PASSWORD = 'un mot de passe assez long';
const NEXT = 'quatre chats boivent du lait';

let app: TestApp;
let smtp: TestSmtp;
let jobs: Jobs;
/** A process of the same house that sends no mail. */
let mailless: TestApp;
beforeAll(async () => {
  smtp = await TestSmtp.start();
  app = await TestApp.start(smtp.settings);
  mailless = await app.beside();
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
async function signedUp(
  role: 'tutor' | 'hr' | 'alternant' | 'centre_admin' | 'platform_admin' = 'tutor',
  organisation?: OrganisationId | null,
): Promise<Someone & { email: string }> {
  const at = organisation === undefined ? await app.given.organisation() : organisation;
  const someone = await app.given.someone(role, at);
  const email = `oubli.${(count += 1)}@ehpad.test`;
  await app.given.password(someone, email, PASSWORD);
  return { ...someone, email };
}
const login = (email: string, password: string) => app.anyone.post('/v1/auth/login', { email, password });
const forget = (email: string, by = app) => by.anyone.post('/v1/auth/password/forget', { email });
const reset = (token: string, password = NEXT) =>
  app.anyone.post('/v1/auth/password/reset', { token, password });
function tokensTo(email: string, page = 'password/reset'): string[] {
  const links = smtp
    .to(email)
    .map(({ text }) => new RegExp(`https://palier\\.test/${page}\\?token=([\\w-]+)`).exec(text)?.[1] ?? '');
  const tokens = links.filter((token) => token !== '');
  keepSecret(...tokens);
  return tokens;
}
async function mailedToken(email: string): Promise<string> {
  expect((await forget(email)).status).toBe(200);
  await jobs.run();
  return tokensTo(email).at(-1) ?? '';
}
const issue = async (by: Someone, to: Someone, through = mailless) =>
  (await through.as(by)).post(`/v1/people/${to.personId}/account/reset-links`);
const tokenOf = (url: string) => new URL(url).searchParams.get('token') ?? '';

test('whoever forgot a password gets a link by mail, and chooses another once; every session ends', async () => {
  const tutor = await signedUp();
  const session = (await login(tutor.email, PASSWORD)).body;

  const token = await mailedToken(tutor.email.toUpperCase().toLowerCase());
  const done = await reset(token);
  const again = await reset(token, 'trois chiens mangent une pomme');

  expect([done.status, done.body]).toEqual([200, { passwordSet: true, email: tutor.email }]);
  expect([again.status, again.body.errors[0].code]).toEqual([422, 'token_used']);
  expect((await login(tutor.email, PASSWORD)).status).toBe(401);
  expect((await login(tutor.email, NEXT)).status).toBe(200);
  expect((await app.anyone.post('/v1/auth/refresh', { refreshToken: session.refreshToken })).status).toBe(
    401,
  );
  app.clock.advance({ seconds: 2 });
  expect((await app.withToken(session.accessToken).get('/v1/me')).status).toBe(401);
  await jobs.run();
  expect(smtp.to(tutor.email).at(-1)?.subject).toContain('votre mot de passe a changé');
});

test('neither the answer nor what is written tells whether somebody signs in with an address', async () => {
  const tutor = await signedUp();
  const closed = await signedUp();
  await app.owner.query('update accounts set disabled_at = now() where id = $1', [closed.accountId]);

  const answers = [];
  const written = [];
  for (const email of [tutor.email, 'personne@ehpad.test', closed.email]) {
    answers.push(await forget(email));
    const jobsNow = await jobs.waiting('account_mail');
    written.push(jobsNow.length);
    await jobs.run();
  }

  expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
  expect(written).toEqual([1, 1, 1]);
  expect(smtp.to('personne@ehpad.test')).toEqual([]);
  expect(smtp.to(closed.email)).toEqual([]);
  expect(tokensTo(tutor.email)).toHaveLength(1);
});

test('a link is good for 30 minutes, and one that nobody made for nothing', async () => {
  const tutor = await signedUp();
  const token = await mailedToken(tutor.email);

  app.clock.advance({ minutes: 30 });
  expect((await reset(token)).body.errors[0]).toMatchObject({ pointer: '/token', code: 'token_expired' });
  app.clock.advance({ seconds: -1 });
  expect((await reset('inconnu')).body.errors[0].code).toBe('token_unknown');
  expect((await reset(token)).status).toBe(200);
});

test('a mail that comes after the link is too old is not sent', async () => {
  const tutor = await signedUp();
  await forget(tutor.email);
  app.clock.advance({ minutes: 30 });

  await jobs.run();

  expect(smtp.to(tutor.email)).toEqual([]);
});

test('of two who use one link at once one chooses the password', async () => {
  const tutor = await signedUp();
  const token = await mailedToken(tutor.email);
  const passwords = [NEXT, 'trois chiens mangent une pomme', 'deux vaches lisent le journal'];

  const answers = await Promise.all(passwords.map((password) => reset(token, password)));

  expect(answers.map(({ status }) => status).sort()).toEqual([200, 422, 422]);
  const winner = passwords[answers.findIndex(({ status }) => status === 200)] ?? '';
  expect((await login(tutor.email, winner)).status).toBe(200);
});

test('whoever asks in somebody’s name takes no link from them, and fills no mailbox', async () => {
  const tutor = await signedUp();
  const first = await mailedToken(tutor.email);
  for (let i = 0; i < 6; i++) {
    await app.owner.query('delete from sign_in_failures');
    await mailedToken(tutor.email);
  }

  expect(tokensTo(tutor.email)).toHaveLength(3);
  expect((await reset(first)).status).toBe(200);
  expect((await reset(tokensTo(tutor.email)[1] ?? '')).body).toMatchObject({
    code: 'link_void',
    reason: 'superseded',
  });
  for (let i = 0; i < 9; i++) {
    app.clock.advance({ minutes: 31 });
    await app.owner.query('delete from sign_in_failures');
    await forget(tutor.email);
  }
  await jobs.run();
  const { rows } = await app.owner.query('select from account_links where account_id = $1', [
    tutor.accountId,
  ]);
  expect(rows).toHaveLength(10);
});

test('asking is slowed for an address, whether or not it signs in, and for a place', async () => {
  const tutor = await signedUp();
  for (const email of [tutor.email, 'personne.dautre@ehpad.test']) {
    for (let i = 0; i < 3; i++) expect((await forget(email)).status).toBe(200);
    const slowed = await forget(email);
    expect([slowed.status, slowed.headers['retry-after']]).toEqual([429, '1']);
  }
  await app.owner.query(`update sign_in_failures set failures = 20 where key like 'forgotten_address:%'`);
  expect((await forget('encore.une@ehpad.test')).status).toBe(429);
});

test('using links is slowed for an account, and for a place', async () => {
  const tutor = await signedUp();
  const token = await mailedToken(tutor.email);
  for (let i = 0; i < 10; i++) {
    const refused = await reset(token, 'motdepasse123');
    expect([refused.status, refused.body.errors[0].code]).toEqual([422, 'password_common']);
  }
  expect((await reset(token)).status).toBe(429);
  app.clock.advance({ seconds: 1 });
  expect((await reset(token)).status).toBe(200);

  await reset('inconnu');
  await app.owner.query(`update sign_in_failures set failures = 50 where key like 'reset_address:%'`);
  expect((await reset('un autre')).status).toBe(429);
});

test('an account that was disabled since opens by no link; a password changed since makes it void', async () => {
  const [closed, changed] = [await signedUp(), await signedUp()];
  const tokens = [await mailedToken(closed.email), await mailedToken(changed.email)] as const;
  await app.owner.query('update accounts set disabled_at = now() where id = $1', [closed.accountId]);
  await (
    await app.as(changed)
  ).post('/v1/me/password/change', { currentPassword: PASSWORD, newPassword: NEXT });

  expect((await reset(tokens[0])).body).toMatchObject({ code: 'link_void', reason: 'account_disabled' });
  expect((await reset(tokens[1])).body).toMatchObject({ code: 'link_void', reason: 'superseded' });
});

test('a password that was forgotten is not chosen again for being common, or about oneself', async () => {
  const tutor = await signedUp();
  const token = await mailedToken(tutor.email);

  expect((await reset(token, 'Camille Martin 12')).body.errors).toMatchObject([
    { pointer: '/password', code: 'password_personal' },
  ]);
});

test('where no mail is sent, whoever forgot is told to ask an administrator', async () => {
  const answer = await forget('quelquun@ehpad.test', mailless);

  expect(answer.body.nextStep).toContain('demandez un lien');
  expect((await jobs.waiting('account_mail')).length).toBe(0);
});

test('where no mail is sent, HR gives a tutor a link, sees no password, and the account keeps who gave it', async () => {
  const employer = await app.given.organisation();
  const [hr, tutor] = [await signedUp('hr', employer), await signedUp('tutor', employer)];

  const given = await issue(hr, tutor);

  expect([given.status, Object.keys(given.body).sort()]).toEqual([
    201,
    ['expiresAt', 'id', 'personId', 'resetUrl'],
  ]);
  expect((await reset(tokenOf(given.body.resetUrl))).status).toBe(200);
  const account = (await (await app.as(hr)).get(`/v1/people/${tutor.personId}/account`)).body;
  expect(account).toMatchObject({ passwordChangedAt: app.clock.now(), passwordResetBy: hr.personId });
  const own = (await login(tutor.email, NEXT)).body.accessToken;
  expect((await app.withToken(own).get('/v1/me')).body.account).toEqual({
    email: tutor.email,
    passwordChangedAt: app.clock.now(),
    passwordResetBy: { id: hr.personId, givenName: 'Camille', familyName: 'Martin' },
  });
});

test('where mail is sent, the link that an administrator asks for goes to its owner and nobody else', async () => {
  const employer = await app.given.organisation();
  const [hr, tutor] = [await signedUp('hr', employer), await signedUp('tutor', employer)];

  const given = await issue(hr, tutor, app);
  await jobs.run();

  expect([given.status, given.body.resetUrl]).toEqual([201, undefined]);
  expect((await reset(tokensTo(tutor.email)[0] ?? '')).status).toBe(200);
});

test('nobody gives a link by which they could be more than they are', async () => {
  const contract = await app.given.contract();
  const { employerId, trainingCentreId } = contract;
  const elsewhere = await app.given.organisation();
  const [hr, centre, platform] = [
    await signedUp('hr', employerId),
    await signedUp('centre_admin', trainingCentreId),
    await signedUp('platform_admin', null),
  ];
  await app.given.password(contract.alternant, 'alternante@ehpad.test', PASSWORD);
  await app.given.membership(contract.alternant, 'alternant', employerId);
  const both = await signedUp('tutor', employerId);
  await app.given.membership(both, 'tutor', elsewhere);
  const later = await signedUp('tutor', employerId);
  await app.given.membership(later, 'hr', elsewhere, null, '2026-09-01');
  const abroad = await signedUp('tutor', employerId);
  await app.given.mandate(await app.given.contract(), 'observer', { person: abroad, until: '2026-02-20' });
  const statusOf = async (by: Someone, to: Someone) => (await issue(by, to)).status;

  expect({
    'HR to an alternant': await statusOf(hr, contract.alternant),
    'the centre to its alternant': await statusOf(centre, contract.alternant),
    'HR to who is a tutor elsewhere too': await statusOf(hr, both),
    'HR to who will be HR elsewhere': await statusOf(hr, later),
    'HR to who held a mandate elsewhere three weeks ago': await statusOf(hr, abroad),
    'HR to the centre’s administrator': await statusOf(hr, centre),
    'the centre to HR': await statusOf(centre, hr),
    'HR to the platform': await statusOf(hr, platform),
    'HR to themself': await statusOf(hr, hr),
    'the platform to themself': await statusOf(platform, platform),
    'the platform to who is a tutor elsewhere too': await statusOf(platform, both),
    'a tutor to HR': await statusOf(both, hr),
  }).toEqual({
    'HR to an alternant': 403,
    'the centre to its alternant': 201,
    'HR to who is a tutor elsewhere too': 403,
    'HR to who will be HR elsewhere': 403,
    'HR to who held a mandate elsewhere three weeks ago': 403,
    'HR to the centre’s administrator': 404,
    'the centre to HR': 404,
    'HR to the platform': 404,
    'HR to themself': 403,
    'the platform to themself': 403,
    'the platform to who is a tutor elsewhere too': 201,
    'a tutor to HR': 403,
  });
});

test('a link that was given is judged again when it is used', async () => {
  const employer = await app.given.organisation();
  const hr = await signedUp('hr', employer);
  const linkTo = async (person: Someone) => tokenOf((await issue(hr, person)).body.resetUrl);
  const [joined, kept] = [await signedUp('tutor', employer), await signedUp('tutor', employer)];
  const tokens = [await linkTo(joined), await linkTo(kept)] as const;
  const first = await linkTo(kept);
  await app.given.membership(joined, 'hr', await app.given.organisation());

  expect((await reset(tokens[0])).body).toMatchObject({ code: 'link_void', reason: 'issuer_lost_right' });
  expect((await reset(tokens[1])).body.reason).toBe('superseded');
  await app.owner.query(`update memberships set until_day = '2026-03-12' where person_id = $1`, [
    hr.personId,
  ]);
  expect((await reset(first)).body.reason).toBe('issuer_lost_right');
  await app.owner.query(`update memberships set until_day = null where person_id = $1`, [hr.personId]);
  await app.owner.query('update accounts set disabled_at = now() where id = $1', [hr.accountId]);
  expect((await reset(first)).body.reason).toBe('issuer_lost_right');
  await app.owner.query('update accounts set disabled_at = null where id = $1', [hr.accountId]);
  expect((await reset(first)).status).toBe(200);
});

test('there is nothing to choose anew for a disabled account, or one without a password', async () => {
  const employer = await app.given.organisation();
  const hr = await signedUp('hr', employer);
  const [closed, fresh] = [await signedUp('tutor', employer), await app.given.someone('tutor', employer)];
  await app.owner.query('update accounts set disabled_at = now() where id = $1', [closed.accountId]);

  expect((await issue(hr, closed)).body).toMatchObject({
    code: 'reset_not_possible',
    reason: 'account_disabled',
  });
  expect((await issue(hr, fresh)).body).toMatchObject({ code: 'reset_not_possible', reason: 'no_password' });
});
