import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { TestApp } from '../../support/app.js';
import type { Someone } from '../../support/scenarios/given.js';
import { Jobs } from '../../support/jobs.js';
import { keepSecret } from '../../support/http/secrets.js';
import { TestSmtp } from '../../support/http/smtp.js';

let app: TestApp;
let smtp: TestSmtp;
let jobs: Jobs;
let hr: Someone;
let organisationId: string;

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
