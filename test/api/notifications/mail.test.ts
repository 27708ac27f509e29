import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { TestApp } from '../../support/app.js';
import { LadderScenario } from '../../support/scenarios/ladder-scenario.js';
import type { Someone } from '../../support/scenarios/given.js';
import { Jobs } from '../../support/jobs.js';
import { TestSmtp } from '../../support/http/smtp.js';

const TOKEN = 'a-token-for-the-metrics';

let app: TestApp;
let smtp: TestSmtp;
let jobs: Jobs;
let scenario: LadderScenario;

beforeAll(async () => {
  smtp = await TestSmtp.start();
  app = await TestApp.start({ ...smtp.settings, PALIER_METRICS_TOKEN: TOKEN });
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

const addressOf = ({ accountId }: Someone) => `${accountId}@exemple.test`;
const raise = async (on = scenario) => {
  const concern = { severity: 'high', missions: ['obs_01'], text: 'Frein oublié' };
  expect((await on.observer.post(on.url('concerns'), concern)).status).toBe(201);
};
const count = async (outcome: string): Promise<number> => {
  const { text } = await app.withToken(TOKEN).get('/metrics');
  return Number(new RegExp(`palier_mails_total\\{outcome="${outcome}"\\} (\\d+)`).exec(text)?.[1]);
};

test('while the mail server is away nothing is lost: what failed comes again', async () => {
  await smtp.goAway();
  await raise();
  const failed = await count('failed');

  expect(await jobs.run()).toBe(3);
  expect(await count('failed')).toBe(failed + 3);
  expect(await jobs.waiting('mail')).toMatchObject([
    { state: 'retry', retry_count: 0, output: null },
    { state: 'retry' },
    { state: 'retry' },
  ]);
  expect(await jobs.run()).toBe(3);
  await smtp.comeBack();
  const sent = await count('sent');

  expect(await jobs.run()).toBe(0);
  expect(smtp.to(addressOf(scenario.tutorIs))).toHaveLength(1);
  expect(await count('sent')).toBe(sent + 3);
  expect(await jobs.waiting('mail')).toEqual([]);
});

test('who is refused for now is tried again; who is refused for good is not, and both keep nobody else waiting', async () => {
  smtp.refused.set(addressOf(scenario.tutorIs), 450);
  smtp.refused.set(addressOf(scenario.contract.alternant), 550);
  await raise();

  expect(await jobs.run()).toBe(1);
  expect(smtp.mails).toHaveLength(1);
  expect(await jobs.run()).toBe(1);
  smtp.refused.clear();
  expect(await jobs.run()).toBe(0);

  expect(smtp.to(addressOf(scenario.tutorIs))).toHaveLength(1);
  expect(smtp.to(addressOf(scenario.contract.alternant))).toEqual([]);
  const alternant = await app.as(scenario.contract.alternant);
  expect((await alternant.get('/v1/me/notifications')).body.data).toMatchObject([
    { kind: 'concern_high', mailedAt: null },
  ]);
});

test('the log and the queue say what failed without an address', async () => {
  smtp.refused.set(addressOf(scenario.tutorIs), 450);
  await raise();
  await jobs.run();
  smtp.refused.clear();

  const line = app.logged().findLast(({ message }) => message === 'a job failed, and comes again');
  expect(line).toMatchObject({
    queue: 'mail',
    error: { type: 'Error', message: 'SMTP: EENVELOPE RCPT TO 450' },
  });
  const { rows } = await app.owner.query(
    `select from jobs.job where data::text like '%@%' or output::text like '%@%'`,
  );
  expect(rows).toEqual([]);
  await jobs.run();
});

test('a process that dies between the server’s yes and its own note sends once more, under the same Message-ID', async () => {
  await raise();
  await jobs.run();
  await app.owner.query(`update mails set settled_at = null, outcome = null where person_id = $1`, [
    scenario.tutorIs.personId,
  ]);
  await app.owner.query(
    `insert into jobs.job (name, data)
     select 'mail', jsonb_build_object('mail', m.id) from mails m where m.person_id = $1`,
    [scenario.tutorIs.personId],
  );

  await jobs.run();

  const ids = smtp.to(addressOf(scenario.tutorIs)).map(({ id }) => id);
  expect(ids).toHaveLength(2);
  expect(new Set(ids).size).toBe(1);
});

test('two processes that work at once send each mail once, and stop in order', async () => {
  const settings = { ...smtp.settings, PALIER_WORKER: 'true' };
  const others = await Promise.all([1, 2, 3, 4, 5].map(() => LadderScenario.start(app)));
  for (const one of [scenario, ...others]) await raise(one);

  const workers = await Promise.all([app.beside(settings), app.beside(settings)]);
  await until(() => smtp.mails.length >= 18);
  await until(async () => (await jobs.waiting('mail')).length === 0);
  await Promise.all(workers.map(({ nest }) => nest.close()));

  expect(smtp.mails).toHaveLength(18);
  expect(new Set(smtp.mails.map(({ to, id }) => `${to} ${id}`)).size).toBe(18);
  const complaints = app.logged().filter(({ message }) => /job queue|worker/.test(String(message)));
  expect(complaints).toEqual([]);
});

/** What the queue of another process comes to, at last. */
async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await isSo()); tries += 1) {
    if (tries > 600) throw new Error('It did not come.');
    await wait(50);
  }
}
