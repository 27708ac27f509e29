import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import createClient, { type Client } from 'openapi-fetch';
import { AccessTokens } from '../../src/platform/access/access-tokens.js';
import { TestApp } from '../support/app.js';
import type { Someone } from '../support/scenarios/given.js';
import type { components, paths } from './api.types.js';

// A client that knows the API from openapi.json alone plays the main job. That this file compiles is half of the test.

const WANTED = {
  observation: ['C6', 'C8', 'C10', 'C11'],
  simple_tasks: ['C1', 'C5', 'C6', 'C8', 'C9', 'C10'],
  supervised_care: ['C1', 'C2', 'C3', 'C4', 'C5', 'C6', 'C8', 'C10', 'C11'],
  autonomy: ['C1', 'C2', 'C3', 'C4', 'C5', 'C6', 'C7', 'C8', 'C9', 'C10', 'C11'],
};
type Level = keyof typeof WANTED;
type Ladder = components['schemas']['LadderResponse'];

let app: TestApp;
let tutor: Client<paths>;
let observer: Client<paths>;
let referent: Client<paths>;
let path: { contractId: string };

beforeAll(async () => {
  app = await TestApp.start();
  const contract = await app.given.contract();
  path = { contractId: contract.contractId };
  tutor = await clientOf(await app.given.mandate(contract, 'main_tutor'));
  observer = await clientOf(await app.given.mandate(contract, 'observer'));
  referent = await clientOf(await app.given.mandate(contract, 'referent'));
});
afterAll(() => app.stop());

test('its types were made of the openapi.json of now', async () => {
  const document = createHash('sha256')
    .update(await readFile('openapi.json'))
    .digest('hex');

  expect((await readFile('test/client/api.types.ts', 'utf8')).slice(0, 100)).toContain(document);
});

test('refusals are told apart by their code, each with what it needs', async () => {
  const locked = await signOff('autonomy', ['C2']);
  expect(locked.error?.code).toBe('level_locked');
  if (locked.error?.code === 'level_locked') expect(locked.error.missing.length).toBeGreaterThan(0);

  const mission = await tutor.POST('/v1/contracts/{contractId}/assignments', {
    params: { path },
    body: { mission: 'hyg_03', from: app.clock.today() },
  });
  expect(mission.error?.code).toBe('mission_not_entitled');
  if (mission.error?.code === 'mission_not_entitled')
    expect(mission.error.reasons[0]?.code).toBe('level_locked');
});

test('the alternant climbs the four levels', async () => {
  expect(levels((await signOff('observation')).data?.ladder)).toEqual([
    'achieved',
    'open',
    'locked',
    'locked',
  ]);

  const early = await signOff('simple_tasks', ['C1']);
  if (early.error?.code === 'quorum_not_met')
    expect(early.error.evidence.observations).toEqual({ have: 1, need: 2 });
  expect(early.error?.code).toBe('quorum_not_met');

  await complete('simple_tasks');
  expect(levels((await decide(tutor, 'simple_tasks')).data?.ladder)).toEqual([
    'achieved',
    'achieved',
    'open',
    'locked',
  ]);
  for (const level of ['supervised_care', 'autonomy'] as const) {
    await complete(level);
    expect((await decide(referent, level)).error?.code).toBe('cosigner_order');
    expect((await decide(tutor, level)).response.status).toBe(201);
    expect((await decide(referent, level)).response.status).toBe(201);
  }
  expect((await ladder()).complete).toBe(true);
});

test('a revocation is tried, then done: what it takes back is the same', async () => {
  const signOffId = (await ladder()).levels[1]?.requirements[0]?.signOffId ?? '';
  const revoke = (dryRun: boolean) =>
    tutor.POST('/v1/sign-offs/{signOffId}/revocations', {
      params: { path: { signOffId } },
      body: { reasonCode: 'safety', reason: 'Geste dangereux lors d’un transfert.', dryRun },
    });
  const dry = await revoke(true);
  const done = await revoke(false);

  expect([dry.response.status, done.response.status]).toEqual([200, 201]);
  expect(dry.data?.revocation).toBeUndefined();
  expect(done.data?.impact).toEqual(dry.data?.impact);
  expect(levels(await ladder())).toEqual(['achieved', 'reopened', 'locked', 'locked']);
  const { data } = await tutor.GET('/v1/contracts/{contractId}/entitlements', {
    params: { path, query: { mission: ['hyg_03'] } },
  });
  expect(data?.data[0]?.allowed).toBe(false);
});

async function clientOf(person: Someone): Promise<Client<paths>> {
  const token = await app.nest.get(AccessTokens).issue({ kind: 'person', ...person });
  return createClient<paths>({
    baseUrl: await app.nest.getUrl(),
    headers: { authorization: `Bearer ${token}` },
  });
}

const signOff = (level: Level, competencies: string[] = WANTED[level]) =>
  tutor.POST('/v1/contracts/{contractId}/sign-offs', {
    params: { path },
    body: {
      observedOn: app.clock.today(),
      observation: true,
      items: competencies.map((competency) => ({ competency, level, outcome: 'acquired' as const })),
    },
  });

const decide = (by: Client<paths>, level: Level) =>
  by.POST('/v1/contracts/{contractId}/level-decisions', {
    params: { path },
    body: { level, decision: 'open' },
  });

async function complete(level: Level): Promise<void> {
  for (const observedOn of ['2026-03-01', '2026-03-02']) {
    const items = WANTED[level].map((competency) => ({ competency, level, outcome: 'performed' as const }));
    const { response } = await observer.POST('/v1/contracts/{contractId}/observations', {
      params: { path },
      body: { observedOn, items },
    });
    expect(response.status).toBe(201);
  }
  expect((await signOff(level)).response.status).toBe(201);
}

async function ladder(): Promise<Ladder> {
  const { data } = await tutor.GET('/v1/contracts/{contractId}/ladder', { params: { path } });
  if (!data) throw new Error('The ladder is not answered.');
  return data;
}

const levels = (ladder: Ladder | undefined) => ladder?.levels.map(({ status }) => status);
