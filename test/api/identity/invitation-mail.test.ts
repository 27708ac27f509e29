import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { OrganisationId } from '../../../src/kernel/ids.js';
import { TestApp } from '../../support/app.js';
import type { Someone } from '../../support/scenarios/given.js';
import { Jobs } from '../../support/jobs.js';
import { keepSecret } from '../../support/http/secrets.js';
import { TestSmtp } from '../../support/http/smtp.js';

let app: TestApp;
let smtp: TestSmtp;
let jobs: Jobs;
let hr: Someone;
let organisationId: OrganisationId;

beforeAll(async () => {
  smtp = await TestSmtp.start();
  app = await TestApp.start(smtp.settings);
  jobs = await Jobs.of(app);
  const employer = await app.given.organisation({ name: 'EHPAD Les Tilleuls' });
  organisationId = employer;
  hr = await app.given.someone('hr', employer);
});
afterAll(async () => {
  await jobs?.close();
  await app?.stop();
  await smtp?.goAway();
});

const invite = async (email: string) => {
  const answer = await (await app.as(hr)).post('/v1/invitations', { email, organisationId, role: 'tutor' });
  expect(answer.status).toBe(201);
  return answer.body;
};
const tokenIn = (text: string | undefined): string => {
  const token = /https:\/\/palier\.test\/invitations\/accept\?token=([\w-]+)/.exec(text ?? '')?.[1] ?? '';
  keepSecret(token);
  return token;
};
const accept = (token: string) =>
  app.anyone.post('/v1/invitations/accept', { token, password: 'un mot de passe bien long' });

test('an invitation goes by mail, and its link to nobody else', async () => {
  const invitation = await invite('lou@exemple.test');
  expect(invitation).not.toHaveProperty('acceptUrl');
  expect((await jobs.waiting('invite')).map(({ data }) => data)).toEqual([{ invitation: invitation.id }]);

  await jobs.run();

  const [mail] = smtp.to('lou@exemple.test');
  expect(mail?.text).toContain('EHPAD Les Tilleuls');
  expect((await accept(tokenIn(mail?.text))).status).toBe(200);
});

test('after a failure another link is sent, and the last one works', async () => {
  smtp.refusals.push(451);
  await invite('noa@exemple.test');
  expect(await jobs.run()).toBe(1);
  expect(smtp.to('noa@exemple.test')).toEqual([]);
  await jobs.run();
  const first = tokenIn(smtp.to('noa@exemple.test')[0]?.text);
  await app.owner.query(`insert into jobs.job (name, data)
    select 'invite', jsonb_build_object('invitation', i.id) from invitations i where i.email = 'noa@exemple.test'`);
  await jobs.run();
  const [one, other] = smtp.to('noa@exemple.test');

  expect(one?.id).not.toBe(other?.id);
  expect((await accept(first)).status).toBe(422);
  expect((await accept(tokenIn(other?.text))).status).toBe(200);
});

test('what was accepted meanwhile, or is out of date, is not sent', async () => {
  await invite('sam@exemple.test');
  app.clock.advance({ days: 8 });

  await jobs.run();

  expect(smtp.to('sam@exemple.test')).toEqual([]);
});

const read = async (id: string, headers: Record<string, string> = {}) =>
  (await (await app.as(hr)).get(`/v1/invitations/${id}`, { headers })).body;
const resend = async (id: string, by: Someone = hr) =>
  (await app.as(by)).post(`/v1/invitations/${id}/resend`);

test('the inviter sees what became of the mail: on its way, taken, put off, or refused and why', async () => {
  app.clock.set('2026-03-12');
  const invitation = await invite('suivie@exemple.test');
  expect(invitation.mail).toEqual({ state: 'waiting', at: app.clock.now(), reason: null });

  smtp.refused.set('suivie@exemple.test', 451);
  await jobs.run();
  expect((await read(invitation.id)).mail).toMatchObject({
    state: 'delayed',
    reason: { code: 'try_later', title: expect.stringContaining('repart de lui-même') },
  });
  smtp.refused.delete('suivie@exemple.test');
  app.clock.advance({ minutes: 5 });
  await jobs.run();
  expect((await read(invitation.id)).mail).toEqual({ state: 'sent', at: app.clock.now(), reason: null });

  smtp.refused.set('inconnue@exemple.test', 550);
  const wrong = await invite('inconnue@exemple.test');
  await jobs.run();
  expect((await read(wrong.id, { 'accept-language': 'en' })).mail).toMatchObject({
    state: 'refused',
    reason: { code: 'unknown_address', title: expect.stringContaining('does not exist') },
  });
});

test('it is sent again with a link that takes the place of the one before, and is good for a week again', async () => {
  app.clock.set('2026-03-12');
  const invitation = await invite('encore@exemple.test');
  await jobs.run();
  const first = tokenIn(smtp.to('encore@exemple.test')[0]?.text);
  app.clock.advance({ days: 3 });

  const resent = await resend(invitation.id);
  expect([resent.status, resent.body.expiresAt, resent.body.mail.state]).toEqual([
    200,
    '2026-03-22T08:00:00.000Z',
    'waiting',
  ]);
  expect(resent.body).not.toHaveProperty('acceptUrl');
  await jobs.run();

  const last = tokenIn(smtp.to('encore@exemple.test').at(-1)?.text);
  expect((await accept(first)).status).toBe(422);
  app.clock.advance({ days: 6 });
  expect((await accept(last)).status).toBe(200);
  expect((await resend(invitation.id)).body).toMatchObject({
    code: 'illegal_transition',
    currentStatus: 'accepted',
  });
});

test('each time takes a longer pause, and of two at once one is sent', async () => {
  app.clock.set('2026-03-12');
  const { id } = await invite('patiente@exemple.test');
  const waits = async () => (await resend(id)).headers['retry-after'];

  expect(await waits()).toBe('60');
  app.clock.advance({ minutes: 1 });
  const answers = await Promise.all([resend(id), resend(id), resend(id)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 429, 429]);
  expect(await waits()).toBe('240');
});

test('whoever may not give the role sends nothing', async () => {
  app.clock.set('2026-03-12');
  const { id } = await invite('pas.a.eux@exemple.test');
  app.clock.advance({ minutes: 2 });
  const tutor = await app.given.someone('tutor', organisationId);
  const elsewhere = await app.given.someone('hr', await app.given.organisation());

  expect([(await resend(id, tutor)).status, (await resend(id, elsewhere)).status]).toEqual([403, 404]);
});

test('where no mail is sent, the inviter gets a link anew to pass on, once', async () => {
  app.clock.set('2026-03-12');
  const mailless = await app.beside();
  const by = await mailless.as(hr);
  const invitation = { email: 'main.a.main@exemple.test', organisationId, role: 'tutor' };
  const made = (await by.post('/v1/invitations', invitation)).body;
  expect(made.mail).toBeNull();
  app.clock.advance({ minutes: 1 });

  const resent = (await by.post(`/v1/invitations/${made.id}/resend`)).body;

  const tokenOf = (url: string) => new URL(url).searchParams.get('token') ?? '';
  expect((await accept(tokenOf(made.acceptUrl))).status).toBe(422);
  expect((await accept(tokenOf(resent.acceptUrl))).status).toBe(200);
  expect((await by.get(`/v1/invitations/${made.id}`)).body).not.toHaveProperty('acceptUrl');
});
