import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { TestApp, type TestResponse } from '../../support/app.js';
import { keepSecret } from '../../support/http/secrets.js';
import { TestSmtp } from '../../support/http/smtp.js';
import { Jobs } from '../../support/jobs.js';
import type { Someone } from '../../support/scenarios/given.js';

const PASSWORD = 'un mot de passe assez long';
const NEXT = 'quatre chats boivent du lait';
const PAGES = [
  '/invitations/accept',
  '/password/reset',
  '/email/confirm',
  '/email/undo',
  '/password/forgotten',
];

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

const look = (path: string, token = '', headers: Record<string, string> = {}) =>
  app.anyone.get(token ? `${path}?token=${token}` : path, { headers });
const send = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  app.anyone.post(path, new URLSearchParams(fields).toString(), {
    'content-type': 'application/x-www-form-urlencoded',
    ...headers,
  });
const titleOf = ({ text }: TestResponse) => /<h1>(.*?)<\/h1>/.exec(text)?.[1];
const mistakesIn = ({ text }: TestResponse) =>
  [...text.matchAll(/<li><a href="#(\w+)">/g)].map(([, field]) => field);
const login = (email: string, password: string) => app.anyone.post('/v1/auth/login', { email, password });

let count = 0;
async function signedUp(): Promise<Someone & { email: string }> {
  const someone = await app.given.someone('tutor', await app.given.organisation());
  const email = `page.${(count += 1)}@ehpad.test`;
  await app.given.password(someone, email, PASSWORD);
  return { ...someone, email };
}
/** The page to which the last mail leads, and its token. */
async function linkTo(email: string): Promise<{ path: string; token: string }> {
  await jobs.run();
  const [address = ''] = /https:\/\/palier\.test\S+/.exec(smtp.to(email).at(-1)?.text ?? '') ?? [];
  const { pathname, searchParams } = new URL(address);
  const token = searchParams.get('token') ?? '';
  keepSecret(token);
  return { path: pathname, token };
}
async function invited(email: string): Promise<{ path: string; token: string }> {
  const organisationId = await app.given.organisation({ name: 'EHPAD <Les Tilleuls> & "fils"' });
  const hr = await app.as(await app.given.someone('hr', organisationId));
  expect((await hr.post('/v1/invitations', { email, organisationId, role: 'tutor' })).status).toBe(201);
  return linkTo(email);
}
async function forgot(email: string) {
  await send('/password/forgotten', { email });
  return linkTo(email);
}

test('an invitation is accepted on the page to which its mail leads', async () => {
  const { path, token } = await invited('lou.page@exemple.test');

  const page = await look(path, token);
  expect([path, page.status, titleOf(page)]).toEqual(['/invitations/accept', 200, 'Rejoindre Palier']);
  expect(page.text).toContain('EHPAD &lt;Les Tilleuls&gt; &amp; &quot;fils&quot; vous invite à accompagner');
  expect(page.text).toContain('lou.page@exemple.test');
  const done = await send(path, { token, password: NEXT, again: NEXT });

  expect([done.status, titleOf(done)]).toEqual([200, 'Bienvenue dans Palier']);
  expect((await login('lou.page@exemple.test', NEXT)).status).toBe(200);
  expect((await look(path, token)).text).toContain('déjà été acceptée');
});

test('looking at a page changes nothing: whatever a mail program looks at before, the reader’s click counts', async () => {
  const tutor = await signedUp();
  const { path, token } = await forgot(tutor.email);

  for (let i = 0; i < 3; i++) expect((await look(path, token)).status).toBe(200);

  expect((await send(path, { token, password: NEXT, again: NEXT })).status).toBe(200);
  expect((await login(tutor.email, NEXT)).status).toBe(200);
});

test('whoever has a password already accepts with one button, and keeps it', async () => {
  const tutor = await signedUp();
  const organisationId = await app.given.organisation();
  await app.owner.query('update people set email = $2, owner_id = $3 where id = $1', [
    tutor.personId,
    tutor.email,
    organisationId,
  ]);
  await app.given.membership(tutor, 'tutor', organisationId);
  const hr = await app.as(await app.given.someone('hr', organisationId));
  const invitation = { email: tutor.email, organisationId, role: 'hr', personId: tutor.personId };
  expect((await hr.post('/v1/invitations', invitation)).status).toBe(201);
  const { path, token } = await linkTo(tutor.email);

  const page = await look(path, token);
  expect(page.text).not.toContain('type="password"');
  expect((await send(path, { token })).text).toContain('votre mot de passe habituel');
  expect((await login(tutor.email, PASSWORD)).status).toBe(200);
});

test('what is wrong is said above and at its field, and nothing is lost but what was typed', async () => {
  const tutor = await signedUp();
  const { path, token } = await forgot(tutor.email);

  const differs = await send(path, { token, password: NEXT, again: 'autre chose' });
  expect([differs.status, mistakesIn(differs)]).toEqual([422, ['again']]);
  expect(differs.text).toContain('<title>Erreur : Choisir un nouveau mot de passe – Palier</title>');
  expect(differs.text).toMatch(/id="again"[^>]*aria-describedby="again-wrong"[^>]*aria-invalid="true"/);
  const common = await send(path, { token, password: 'motdepasse123', again: 'motdepasse123' });
  expect([common.status, mistakesIn(common)]).toEqual([422, ['password']]);
  expect(common.text).toMatch(/id="password"[^>]*aria-describedby="password-hint password-wrong"/);
  expect(common.text).not.toContain('motdepasse123');
  expect((await send('/password/forgotten', { email: 'pas une adresse' })).status).toBe(422);

  expect((await send(path, { token, password: NEXT, again: NEXT })).status).toBe(200);
});

test('an address is confirmed on one page, and taken back on another', async () => {
  const tutor = await signedUp();
  const to = `nouvelle.${tutor.email}`;
  await (await app.as(tutor)).post('/v1/me/email-changes', { email: to, password: PASSWORD });
  const confirm = await linkTo(to);

  expect(titleOf(await look(confirm.path, confirm.token))).toBe('Confirmer votre adresse');
  expect(titleOf(await send(confirm.path, { token: confirm.token }))).toBe('Votre adresse est confirmée');
  const undo = await linkTo(tutor.email);
  expect([undo.path, titleOf(await look(undo.path, undo.token))]).toEqual([
    '/email/undo',
    'Reprendre votre compte',
  ]);
  const done = await send(undo.path, { token: undo.token, password: NEXT, again: NEXT });

  expect(titleOf(done)).toBe('Votre compte est de nouveau à vous');
  expect((await login(tutor.email, NEXT)).status).toBe(200);
});

test('a link that is not good any more says so, and what to do; it asks for nothing', async () => {
  const tutor = await signedUp();
  const { path, token } = await forgot(tutor.email);
  app.clock.advance({ minutes: 30 });

  const expired = await look(path, token);
  expect([expired.status, expired.text.includes('Ce lien a expiré : demandez-en un autre.')]).toEqual([
    422,
    true,
  ]);
  expect(expired.text).not.toContain('<form');
  expect((await send(path, { token, password: NEXT, again: NEXT })).status).toBe(422);
  for (const page of PAGES.slice(0, 4)) {
    for (const one of ['', 'inconnu']) expect([page, (await look(page, one)).status]).toEqual([page, 422]);
  }
});

test('whether an account has an address is not said on the page either', async () => {
  const tutor = await signedUp();

  const answers = [tutor.email, 'personne.page@ehpad.test'].map((email) =>
    send('/password/forgotten', { email }),
  );

  const [one, other] = await Promise.all(answers);
  expect(one?.text).toBe(other?.text);
});

test('pages speak the language of the browser, unless their reader chose the other', async () => {
  const english = { 'accept-language': 'en-GB,en;q=0.9' };
  const page = await look('/password/forgotten', '', english);

  expect([titleOf(page), page.headers['content-language']]).toEqual(['Forgotten password', 'en']);
  expect(page.text).toContain('<html lang="en">');
  expect(page.text).toContain('<a href="?lang=fr" hreflang="fr" lang="fr">Français</a>');
  expect(titleOf(await app.anyone.get('/password/forgotten?lang=fr', { headers: english }))).toBe(
    'Mot de passe oublié',
  );
  const sent = await send('/password/forgotten', { email: 'x', lang: 'fr' }, english);
  expect(sent.text).toContain('<title>Erreur : Mot de passe oublié – Palier</title>');
});

test.each(PAGES)(
  '%s runs nothing, keeps nothing, tells nobody its token, and frames nowhere',
  async (path) => {
    const { headers, text } = await look(path, 'jeton');

    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['referrer-policy']).toBe('no-referrer');
    expect(headers['x-frame-options']).toBe('DENY');
    expect(headers['set-cookie']).toBeUndefined();
    expect(headers['content-security-policy']).toMatch(
      /^default-src 'none';style-src 'sha256-[\w+/]+=';form-action 'self';base-uri 'none';frame-ancestors 'none'$/,
    );
    const [, style = ''] = /<style>([^]*)<\/style>/.exec(text) ?? [];
    expect(headers['content-security-policy']).toContain(createHash('sha256').update(style).digest('base64'));
    expect(text).not.toMatch(/<script|javascript:| on\w+=|style="/);
    // A form goes to its page without the token in the address.
    for (const [, action] of text.matchAll(/action="([^"]*)"/g))
      expect(path.endsWith(`/${action}`)).toBe(true);
  },
);

test('the address of a contract in a mail leads to a page that is alike for all, and asks to sign in', async () => {
  const { contractId } = await app.given.contract();

  const [page, other] = [await look(`/contracts/${contractId}`), await look('/contracts/inconnu')];

  expect([page.status, titleOf(page)]).toEqual([200, 'Un contrat vous attend']);
  expect(other.text).toBe(page.text);
});

test('a token, a name or an address that holds signs of HTML is text', async () => {
  const page = await look('/password/forgotten', encodeURIComponent('"><script>alert(1)</script>'));

  expect(page.text).not.toContain('<script>');
});

test('what the server refuses before the page is asked is a page too', async () => {
  const json = await app.anyone.post('/password/forgotten', { email: 'x@y.fr' });
  const large = await send('/password/forgotten', { email: 'x'.repeat(10_000) });
  const other = await app.anyone.get('/password/autre');

  expect([json.status, large.status, other.status]).toEqual([415, 413, 404]);
  for (const { headers } of [json, large]) expect(headers['content-type']).toBe('text/html; charset=utf-8');
});

test('too many attempts are slowed on the page as well', async () => {
  for (let i = 0; i < 3; i++) await send('/password/forgotten', { email: 'assaillie.page@ehpad.test' });

  const slowed = await send('/password/forgotten', { email: 'assaillie.page@ehpad.test' });

  expect([slowed.status, slowed.headers['retry-after']]).toEqual([429, '1']);
  expect(slowed.text).toContain('Attendez 1 s');
});

test('of two who send one page at once one is done', async () => {
  const tutor = await signedUp();
  const { path, token } = await forgot(tutor.email);

  const answers = await Promise.all(
    [NEXT, 'trois chiens mangent une pomme'].map((password) =>
      send(path, { token, password, again: password }),
    ),
  );

  expect(answers.map(({ status }) => status).sort()).toEqual([200, 422]);
});
