import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { TestApp } from '../../support/app.js';
import { Jobs } from '../../support/jobs.js';
import type { Someone } from '../../support/scenarios/given.js';
import { LadderScenario } from '../../support/scenarios/ladder-scenario.js';

// Where what is attested meets the life of its contract.

let app: TestApp;
let jobs: Jobs;
let scenario: LadderScenario;

beforeAll(async () => {
  app = await TestApp.start();
  jobs = await Jobs.of(app);
});
afterAll(async () => {
  await jobs?.close();
  await app?.stop();
});

const mission = (code: string, level: string, competency: string, prerequisite: string) => ({
  code,
  title: code,
  level,
  competencies: [competency],
  prerequisites: [prerequisite],
});
beforeEach(async () => {
  app.clock.set('2026-03-12');
  const ladderId = await app.given.ladder({
    missions: [
      mission('lift', 'observation', 'C6', 'afgsu_2'),
      mission('wash', 'simple_tasks', 'C1', 'hygiene'),
    ],
  });
  scenario = await LadderScenario.start(app, { ladderId });
});
const attest = async (values: object) => {
  const made = await scenario.tutor.post(scenario.url('attestations'), {
    prerequisite: 'afgsu_2',
    ...values,
  });
  expect(made.status).toBe(201);
};

test('an end that was recorded since does not change what was told of the prerequisites before', async () => {
  await attest({ validFrom: '2025-09-01', validUntil: '2026-04-05' });
  const then = app.clock.now();
  app.clock.advance({ minutes: 10 });
  const read = async () =>
    (await scenario.tutor.get(scenario.url(`prerequisites?at=${then}`))).body.data[0].state;
  expect(await read()).toBe('expiring');
  const hr = await app.as(await app.given.someone('hr', scenario.contract.employerId));
  const ended = await hr.post(scenario.url('terminate'), {
    on: '2026-03-20',
    cause: 'mutual_agreement',
    initiator: 'both',
  });
  expect([ended.status, ended.body.detail]).toEqual([200, undefined]);
  app.clock.advance({ minutes: 10 });
  expect(await read()).toBe('expiring');
});

test('what a level that is reached later asks for, and nobody ever attested, is told as what was missing before it was', async () => {
  const kinds = async (someone: Someone) =>
    (await (await app.as(someone)).get('/v1/me/notifications')).body.data.filter(
      ({ kind }: { kind: string }) => kind === 'prerequisite_missing',
    ).length;
  await jobs.tick();
  expect(await kinds(scenario.tutorIs)).toBe(1);
  await attest({ validFrom: '2026-03-01' });
  await scenario.complete('observation');
  app.clock.set('2026-03-13');
  await jobs.tick();
  expect(await kinds(scenario.tutorIs)).toBe(2);
});
