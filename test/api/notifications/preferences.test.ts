import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { TestApp } from '../../support/app.js';
import { LadderScenario } from '../../support/scenarios/ladder-scenario.js';
import type { Someone } from '../../support/scenarios/given.js';
import { Jobs } from '../../support/jobs.js';
import { TestSmtp } from '../../support/http/smtp.js';

const USUAL = { language: 'fr', digestAt: '07:30', quietFrom: '20:00', quietTo: '07:00', mutedKinds: [] };

let app: TestApp;
let smtp: TestSmtp;
let jobs: Jobs;
let scenario: LadderScenario;

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
  scenario = await LadderScenario.start(app);
  smtp.mails.length = 0;
});

const mailsTo = ({ accountId }: Someone) => smtp.to(`${accountId}@exemple.test`);
const prefer = async (who: Someone, values: object, version = '"0"') =>
  (await app.as(who)).put(
    '/v1/me/notification-preferences',
    { ...USUAL, ...values },
    version ? { 'if-match': version } : {},
  );
const raise = async (severity: string) => {
  const concern = { severity, missions: ['obs_01'], text: 'Frein oublié' };
  expect((await scenario.observer.post(scenario.url('concerns'), concern)).status).toBe(201);
  await jobs.run();
};

test('whoever never said has the usual preferences, and changes them over the version that they read', async () => {
  const tutor = await app.as(scenario.tutorIs);
  const read = await tutor.get('/v1/me/notification-preferences');
  expect([read.status, read.body, read.headers['etag']]).toEqual([200, USUAL, '"0"']);

  const wanted = {
    language: 'en',
    digestAt: '18:00',
    quietFrom: '22:00',
    quietTo: '06:30',
    mutedKinds: ['concern_low'],
  };
  const saved = await prefer(scenario.tutorIs, wanted);
  expect([saved.status, saved.body, saved.headers['etag']]).toEqual([200, wanted, '"1"']);
  expect((await tutor.get('/v1/me/notification-preferences')).body).toEqual(wanted);

  expect((await prefer(scenario.tutorIs, {})).body.code).toBe('precondition_failed');
  expect((await prefer(scenario.tutorIs, {}, '')).body.code).toBe('precondition_required');
  expect((await prefer(scenario.tutorIs, {}, '"7"')).status).toBe(412);
  expect((await prefer(scenario.tutorIs, {}, '"1"')).status).toBe(200);
});

test('of two who save at once over the same version, one is told to read again', async () => {
  const answers = await Promise.all([prefer(scenario.tutorIs, {}), prefer(scenario.tutorIs, {})]);

  expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
});

test('every mistake is told at its place', async () => {
  const answer = await prefer(scenario.tutorIs, {
    language: 'de',
    digestAt: '25:00',
    quietFrom: 7,
    mutedKinds: ['revocation', 'revocation'],
  });

  expect(answer.status).toBe(422);
  expect(
    answer.body.errors.map(({ pointer, code }: { pointer: string; code: string }) => [pointer, code]),
  ).toEqual([
    ['/language', 'one_of'],
    ['/digestAt', 'time_of_day'],
    ['/quietFrom', 'time_of_day'],
    ['/mutedKinds', 'kinds'],
  ]);
});

test('what safety hangs on cannot be switched off by a tutor; by an alternant it can', async () => {
  const mutedKinds = ['level_opened', 'revocation', 'concern_high'];
  const refused = await prefer(scenario.tutorIs, { mutedKinds, digestAt: '21:00' });

  expect(refused.status).toBe(422);
  expect(refused.body.errors).toEqual([
    { pointer: '/digestAt', code: 'digest_in_quiet_hours', detail: expect.any(String) },
    { pointer: '/mutedKinds/1', code: 'safety_kind', detail: expect.stringContaining('sécurité') },
    { pointer: '/mutedKinds/2', code: 'safety_kind', detail: expect.any(String) },
  ]);
  expect((await prefer(scenario.contract.alternant, { mutedKinds })).status).toBe(200);

  await raise('high');
  expect(mailsTo(scenario.contract.alternant)).toEqual([]);
  const alternant = await app.as(scenario.contract.alternant);
  expect((await alternant.get('/v1/me/notifications')).body.data).toMatchObject([{ kind: 'concern_high' }]);
});

test('who switched it off and became a tutor since is told all the same', async () => {
  const someone = await app.given.someone('tutor', scenario.contract.employerId);
  expect((await prefer(someone, { mutedKinds: ['concern_high', 'concern_low'] })).status).toBe(200);
  await app.given.mandate(scenario.contract, 'co_tutor', { person: someone });

  await raise('high');
  await raise('low');
  app.clock.set('2026-03-13T06:30:00.000Z');
  await jobs.tick();

  expect(mailsTo(someone)).toHaveLength(1);
});

test('mails come in the language, at the hour and outside the quiet hours that were asked for', async () => {
  const wanted = { language: 'en', digestAt: '18:00', quietFrom: '12:00', quietTo: '14:00' };
  expect((await prefer(scenario.tutorIs, wanted)).status).toBe(200);
  app.clock.set('2026-03-12T11:30:00.000Z');

  await scenario.observe(scenario.observer, 'autonomy', ['C6'], '2026-03-10');
  await raise('low');
  expect(mailsTo(scenario.tutorIs)).toEqual([]);
  app.clock.set('2026-03-12T13:00:00.000Z');
  await jobs.tick();
  expect(mailsTo(scenario.tutorIs).map(({ subject }) => subject)).toEqual(['Palier: please read now']);
  app.clock.set('2026-03-12T17:00:00.000Z');
  await jobs.tick();

  expect(mailsTo(scenario.tutorIs).map(({ subject }) => subject)).toEqual([
    'Palier: please read now',
    'Palier: what awaits you today',
  ]);
  expect(mailsTo(scenario.tutorIs)[1]?.text).toContain(
    '- A concern was raised.\nContract: https://palier.test/',
  );
});
