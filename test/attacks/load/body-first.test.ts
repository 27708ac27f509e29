import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { TestApp, type Caller } from '../../support/app.js';
import { LadderScenario } from '../../support/scenarios/ladder-scenario.js';

// What the body alone tells to be wrong is told whatever it is about, and all of it at once.

let app: TestApp;
let scenario: LadderScenario;
let callers: Record<'tutor' | 'alternant' | 'hr' | 'admin', Caller>;
const NOWHERE = '0199c1d2-0000-7000-8000-000000000000';
const LATER = '2099-01-01';

beforeAll(async () => {
  app = await TestApp.start();
  scenario = await LadderScenario.start(app);
  const { employerId, trainingCentreId } = scenario.contract;
  callers = {
    tutor: scenario.tutor,
    alternant: await app.as(await app.given.someone('alternant', trainingCentreId)),
    hr: await app.as(await app.given.someone('hr', employerId)),
    admin: await app.as(await app.given.someone('platform_admin', null)),
  };
}, 60_000);
afterAll(() => app.stop());

const item = (more: object = {}) => ({
  competency: 'C1',
  level: 'observation',
  outcome: 'acquired',
  ...more,
});
const day = (on: string) => on;

/** A body of which every field is sound, and something between them is not. */
const WRONG: readonly [string, keyof typeof callers, string, object, readonly string[]][] = [
  [
    'an assignment that ends before it starts',
    'tutor',
    '/v1/contracts/@/assignments',
    { mission: 'm', from: day('2026-03-12'), to: '2026-03-11' },
    ['/to before_from'],
  ],
  [
    'a mandate that ends before it starts, of an observer with a level',
    'hr',
    '/v1/contracts/@/mandates',
    { personId: NOWHERE, role: 'observer', from: '2026-03-12', to: '2026-03-11', maxLevel: 'observation' },
    ['/maxLevel tutor_only', '/to before_start'],
  ],
  [
    'an absence that ends before it starts',
    'hr',
    '/v1/mandates/@/absences',
    { from: '2026-03-12', to: '2026-03-11' },
    ['/to before_start'],
  ],
  [
    'an attestation that ends before it starts',
    'hr',
    '/v1/contracts/@/attestations',
    { prerequisite: 'afgsu_2', validFrom: '2026-03-12', validUntil: '2026-03-11' },
    ['/validUntil before_from'],
  ],
  [
    'a self-assessment of tomorrow, with an item twice',
    'alternant',
    '/v1/contracts/@/self-assessments',
    { on: LATER, items: [1, 2].map(() => ({ competency: 'C1', level: 'observation', rating: 'alone' })) },
    ['/items/1 duplicate_item', '/on in_the_future'],
  ],
  [
    'a journal of tomorrow',
    'alternant',
    '/v1/contracts/@/journal-entries',
    { on: LATER, mission: 'm', minutes: 5 },
    ['/on in_the_future'],
  ],
  [
    'a journal of more minutes than the day has',
    'alternant',
    '/v1/contracts/@/journal-entries',
    { on: '2026-03-12', mission: 'm', minutes: 1441 },
    ['/minutes more_than_a_day'],
  ],
  [
    'a mapping that says one thing twice',
    'admin',
    '/v1/ladders/@/mappings',
    {
      toLadderId: NOWHERE,
      competencies: [
        { from: 'C1', to: 'C1', kind: 'exact' },
        { from: 'C2', to: 'C1', kind: 'partial' },
        { from: 'C1', to: 'C1', kind: 'exact' },
      ],
      levels: [
        { from: 'observation', to: 'observation' },
        { from: 'observation', to: 'autonomy' },
      ],
    },
    ['/competencies/1/to target_taken', '/competencies/2 duplicate_item', '/levels/1/from level_taken'],
  ],
  [
    'a decision on a request that lacks what its outcome needs',
    'tutor',
    '/v1/sign-off-requests/@/decide',
    { observedOn: '2026-03-12', items: [item({ outcome: 'not_yet' }), item({ outcome: 'not_yet' })] },
    ['/items/0/nextStep required', '/items/1 duplicate_item', '/items/1/nextStep required'],
  ],
  [
    'a decline without a reason',
    'tutor',
    '/v1/contracts/@/level-decisions',
    { level: 'observation', decision: 'decline' },
    ['/reason required'],
  ],
  [
    'an observation with an item twice',
    'tutor',
    '/v1/contracts/@/observations',
    { observedOn: '2026-03-12', items: [item({ outcome: 'performed' }), item({ outcome: 'performed' })] },
    ['/items/1 duplicate_item'],
  ],
  [
    'an observation of tomorrow with an item twice',
    'tutor',
    '/v1/contracts/@/observations',
    { observedOn: LATER, items: [item({ outcome: 'performed' }), item({ outcome: 'performed' })] },
    ['/items/1 duplicate_item', '/observedOn observed_in_the_future'],
  ],
  [
    'sign-offs that lack what their outcome needs',
    'tutor',
    '/v1/contracts/@/sign-offs',
    {
      observedOn: '2026-03-12',
      items: [item({ outcome: 'not_yet' }), item({ competency: 'C2', outcome: 'cannot_assess' }), item()],
    },
    ['/items/0/nextStep required', '/items/1/reason required', '/items/2 duplicate_item'],
  ],
  [
    'a request with an item twice',
    'alternant',
    '/v1/contracts/@/sign-off-requests',
    { items: [1, 2].map(() => ({ competency: 'C1', level: 'observation' })) },
    ['/items/1 duplicate_item'],
  ],
  [
    'a plan of nothing',
    'tutor',
    '/v1/contracts/@/plan-items',
    { horizon: 'short', place: 'employer', by: '2026-05-01' },
    ['/competencies nothing_to_learn'],
  ],
  [
    'a declaration of tomorrow',
    'hr',
    '/v1/organisations/@/declarations',
    { declaredOn: LATER, ladderId: NOWHERE, missions: ['m'] },
    ['/declaredOn in_the_future'],
  ],
];

const reported = (body: { errors?: { pointer: string; code: string }[] }) =>
  (body.errors ?? []).map(({ pointer, code }) => `${pointer} ${code}`).sort();

test.each(WRONG)('%s is refused as such about what does not exist', async (_, who, path, body, wanted) => {
  for (const id of [NOWHERE, 'no-id']) {
    const answer = await callers[who].post(path.replace('@', id), body);
    expect([answer.status, answer.body.code, reported(answer.body)]).toEqual([
      422,
      'validation_failed',
      wanted,
    ]);
  }
});

test.each(WRONG)('%s is told beside the mistakes of its fields', async (_, who, path, body, wanted) => {
  const answer = await callers[who].post(path.replace('@', NOWHERE), { ...body, nope: 1 });

  expect([answer.status, reported(answer.body)]).toEqual([422, [...wanted, '/nope unknown_field'].sort()]);
});

test('an observation of tomorrow keeps its own code while nothing else is wrong', async () => {
  const body = { observedOn: LATER, items: [item({ outcome: 'performed' })] };
  for (const url of [scenario.url('observations'), `/v1/contracts/${NOWHERE}/observations`]) {
    const answer = await scenario.tutor.post(url, body);
    expect([answer.status, answer.body.code]).toEqual([422, 'observed_in_the_future']);
  }
});

test('a sound body about what does not exist is not found', async () => {
  const body = { observedOn: '2026-03-12', items: [item({ outcome: 'performed' })] };

  expect((await scenario.tutor.post(`/v1/contracts/${NOWHERE}/observations`, body)).status).toBe(404);
  expect((await scenario.tutor.post('/v1/contracts/no-id/observations', body)).status).toBe(404);
});

test('what the ladder decides is told together with what the body does', async () => {
  const answer = await scenario.tutor.post(scenario.url('sign-offs'), {
    observedOn: '2026-03-12',
    items: [item({ competency: 'C6', outcome: 'not_yet' }), item({ level: 'nowhere' })],
  });

  expect(reported(answer.body)).toEqual(['/items/0/nextStep required', '/items/1/level unknown_level']);
});

test('who may not at all is told nothing of the body', async () => {
  const answer = await callers.alternant.post(scenario.url('sign-offs'), { observedOn: LATER, items: [] });

  expect(answer.status).toBe(403);
});

test('names set to nothing and a birth to come are told about somebody who does not exist', async () => {
  const answer = await callers.admin.patch(
    `/v1/people/${NOWHERE}`,
    { givenName: null, familyName: null, birthDate: LATER, nope: 1 },
    { 'if-match': '"1"' },
  );

  expect([answer.status, reported(answer.body).map((one) => one.split(' ')[0])]).toEqual([
    422,
    ['/birthDate', '/familyName', '/nope'],
  ]);
});

test('a contract, an organisation and a client tell theirs beside the mistakes of their fields', async () => {
  const contract = await callers.hr.post('/v1/contracts', {
    startsOn: '2026-03-12',
    endsOn: '2026-03-11',
    nope: 1,
  });
  expect(reported(contract.body)).toContain('/endsOn before_start');
  const organisation = await callers.admin.post('/v1/organisations', {
    kind: 'employer',
    uai: '0755805C',
    nope: 1,
  });
  expect(reported(organisation.body).map((one) => one.split(' ')[0])).toContain('/uai');
  const client = await callers.hr.post('/v1/api-clients', { expiresOn: '2020-01-01' });
  expect(reported(client.body)).toContain('/expiresOn in_the_past');
});
