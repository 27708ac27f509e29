import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { TestApp } from '../../support/app.js';
import { LadderScenario } from '../../support/scenarios/ladder-scenario.js';
import { ServerProcess } from '../../support/server-process.js';
import { TestSmtp } from '../../support/http/smtp.js';

let app: TestApp;
let smtp: TestSmtp;

beforeAll(async () => {
  smtp = await TestSmtp.start();
  app = await TestApp.start(smtp.settings);
});
afterAll(async () => {
  await app?.stop();
  await smtp?.goAway();
});

test('a process that only works sends what another recorded, and stops when it is told to', async () => {
  const scenario = await LadderScenario.start(app);
  const concern = { severity: 'high', missions: ['obs_01'], text: 'Frein oublié' };
  expect((await scenario.observer.post(scenario.url('concerns'), concern)).status).toBe(201);

  const worker = ServerProcess.spawn({ ...smtp.settings, DATABASE_URL: app.database.ownerUrl }, ['worker']);
  await worker.line('working');
  const address = `${scenario.tutorIs.accountId}@exemple.test`;
  for (let tries = 0; smtp.to(address).length === 0 && tries < 600; tries += 1) await wait(50);
  worker.signal('SIGTERM');

  expect(await worker.ended).toEqual({ code: 0, signal: null });
  expect(smtp.to(address)).toHaveLength(1);
  expect(worker.lines.filter(({ message }) => /job|worker|told/.test(String(message)))).toEqual([]);
});

test('it refuses the embedded server, which serves one process', async () => {
  const worker = ServerProcess.spawn({}, ['worker']);

  expect(await worker.ended).toEqual({ code: 2, signal: null });
  expect(worker.output).toContain('DATABASE_URL');
});
