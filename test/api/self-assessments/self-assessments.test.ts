import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { rebuildProgress } from '../../../src/features/ladder/progress/rebuild.store.js';
import { SELF_RATINGS } from '../../../src/features/self-assessments/self-assessments.types.js';
import { asOwner } from '../../../src/platform/database/provision.js';
import { TestApp, type Caller } from '../../support/app.js';
import { LadderScenario } from '../../support/scenarios/ladder-scenario.js';

const COMMENT = 'Encore peur de mal faire';

let app: TestApp;
let scenario: LadderScenario;
let alternant: Caller;

beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());

beforeEach(async () => {
  app.clock.set('2026-03-12');
  scenario = await LadderScenario.start(app);
  alternant = await app.as({ ...scenario.contract.alternant, roles: ['alternant'] });
});

const items = [
  { competency: 'C6', level: 'observation', rating: 'alone' },
  { competency: 'C1', level: 'simple_tasks', rating: 'with_help', comment: COMMENT },
];
const assess = (values: object = {}, by = alternant) =>
  by.post(scenario.url('self-assessments'), { on: '2026-03-12', items, ...values });
const assessed = async (values: object = {}): Promise<string> => {
  const answer = await assess(values);
  expect(answer.status).toBe(201);
  return answer.body.id;
};
const hr = async () => app.as(await app.given.someone('hr', scenario.contract.employerId));
const reported = async (by: Caller): Promise<{ type: string; sequence: number; data: object }[]> =>
  (await by.get(scenario.url('events?limit=500'))).body.data;

test('the alternant says how she sees herself, and those who teach her read it', async () => {
  const recorded = await assess();

  expect(recorded.status).toBe(201);
  expect(recorded.headers['location']).toBe(`/v1/self-assessments/${recorded.body.id}`);
  expect(recorded.body).toEqual({
    id: expect.any(String),
    contractId: scenario.contract.contractId,
    assessedBy: scenario.contract.alternant.personId,
    recordedAt: '2026-03-12T08:00:00.000Z',
    on: '2026-03-12',
    items: [
      { ...items[0], comment: null },
      { ...items[1], comment: COMMENT },
    ],
  });
  const centre = await app.as(await app.given.someone('centre_admin', scenario.contract.trainingCentreId));
  for (const reader of [alternant, scenario.tutor, scenario.observer, scenario.referent, centre]) {
    expect((await reader.get(`/v1/self-assessments/${recorded.body.id}`)).body).toEqual(recorded.body);
    expect((await reader.get(scenario.url('self-assessments'))).body.data).toEqual([recorded.body]);
  }
});

test('it tells one event under its sequence, with neither a rating nor a comment', async () => {
  const id = await assessed();
  const { rows } = await app.owner.query('select f.sequence from self_assessments f where f.id = $1', [id]);

  const events = (await reported(scenario.tutor)).filter(({ type }) => type.startsWith('self_assessment'));

  expect(events).toMatchObject([
    {
      sequence: Number(rows[0].sequence),
      type: 'self_assessment.recorded',
      data: { selfAssessmentId: id, on: '2026-03-12' },
    },
  ]);
  expect(JSON.stringify(events)).not.toMatch(new RegExp([...SELF_RATINGS, COMMENT].join('|')));
});

test('the employer’s HR read none of it, nor that there is one; nor does their program', async () => {
  const id = await assessed();
  const client = app.asClient(
    await app.given.apiClient(scenario.contract.employerId, { scopes: ['progress:read', 'contracts:read'] }),
  );
  for (const reader of [await hr(), client]) {
    expect((await reader.get(`/v1/self-assessments/${id}`)).status).toBe(404);
    expect((await reader.get(scenario.url('self-assessments'))).body.data).toEqual([]);
    const seen = await reported(reader);
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.filter(({ type }) => type.startsWith('self_assessment'))).toEqual([]);
    expect(seen).toHaveLength((await reported(scenario.tutor)).length - 1);
  }
});

test('whoever does not stand on the contract sees nothing; a former tutor sees it as long as the contract', async () => {
  const id = await assessed();
  const { employerId, trainingCentreId } = scenario.contract;
  const classmate = await LadderScenario.start(app, { employerId, trainingCentreId });
  const former = await app.as(
    await app.given.mandate(scenario.contract, 'co_tutor', { from: '2025-09-01', until: '2026-02-20' }),
  );
  const strangers = [
    await app.as({ ...classmate.contract.alternant, roles: ['alternant'] }),
    classmate.tutor,
    await app.as(
      await app.given.someone('centre_admin', await app.given.organisation({ kind: 'training_centre' })),
    ),
  ];
  for (const stranger of strangers) {
    expect((await stranger.get(`/v1/self-assessments/${id}`)).status).toBe(404);
    expect((await stranger.get(scenario.url('self-assessments'))).status).toBe(404);
  }
  expect((await former.get(`/v1/self-assessments/${id}`)).status).toBe(200);
  app.clock.set('2026-03-25');
  expect((await former.get(`/v1/self-assessments/${id}`)).status).toBe(404);
});

test('only the alternant of the contract makes it', async () => {
  for (const by of [scenario.tutor, scenario.referent, await hr()])
    expect((await assess({}, by)).body).toMatchObject({ status: 403, code: 'forbidden' });
  const other = await LadderScenario.start(app);
  const stranger = await app.as({ ...other.contract.alternant, roles: ['alternant'] });
  expect((await assess({}, stranger)).status).toBe(404);
  // An alternant elsewhere who observes here: seen, and not hers to say.
  await app.given.mandate(scenario.contract, 'observer', { person: other.contract.alternant });
  const colleague = await app.as({ ...other.contract.alternant, roles: ['alternant', 'tutor'] });
  expect((await assess({}, colleague)).body).toMatchObject({ status: 403, code: 'forbidden' });
  expect((await scenario.tutor.get(scenario.url('self-assessments'))).body.data).toEqual([]);
});

test('every mistake is told at its place', async () => {
  const wrong = await assess({
    items: [
      { competency: 'C6', level: 'mastery', rating: 'alone' },
      { competency: 'C99', level: 'observation', rating: 'alone' },
      { competency: 'C6', level: 'observation', rating: 'alone' },
      { competency: 'C6', level: 'observation', rating: 'not_yet' },
    ],
  });
  expect([wrong.status, wrong.body.code]).toEqual([422, 'validation_failed']);
  expect(wrong.body.errors.map((e: { pointer: string; code: string }) => `${e.pointer} ${e.code}`)).toEqual([
    '/items/0/level unknown_level',
    '/items/1/competency unknown_competency',
    '/items/3 duplicate_item',
  ]);
  const form = await assess({
    on: 'demain',
    items: [{ competency: 'C6', level: 'observation', rating: 'B' }],
  });
  expect(form.body.errors.map((e: { pointer: string }) => e.pointer)).toEqual(['/on', '/items/0/rating']);
  const early = await assess({ on: '2026-03-13' });
  expect(early.body.errors).toMatchObject([{ pointer: '/on', code: 'in_the_future' }]);
  expect((await assess({ items: [] })).status).toBe(422);
});

test('it speaks of a day of the contract, also one on which she was away, also once it has ended', async () => {
  const refused = await assess({ on: '2025-08-31' });
  expect([refused.status, refused.body.code, refused.body.currentStatus]).toEqual([
    409,
    'contract_not_active',
    'signed',
  ]);
  const administrator = await hr();
  await administrator.post(scenario.url('suspend'), { on: '2026-03-10' });
  await assessed();
  await administrator.post(scenario.url('terminate'), {
    on: '2026-03-11',
    cause: 'mutual_agreement',
    initiator: 'both',
  });
  await assessed({ on: '2026-03-10' });
  expect((await assess()).body).toMatchObject({ status: 409, currentStatus: 'terminated' });
});

test('two at once are two facts, in order; the same key twice is one', async () => {
  const [a, b] = await Promise.all([assess(), assess({ items: items.slice(0, 1) })]);
  expect([a.status, b.status]).toEqual([201, 201]);
  const key = { 'idempotency-key': 'auto-1' };
  const [first, again] = await Promise.all(
    [1, 2].map(() => alternant.post(scenario.url('self-assessments'), { on: '2026-03-12', items }, key)),
  );
  expect(again?.text).toBe(first?.text);

  const sequences = (await reported(scenario.tutor)).map(({ sequence }) => sequence);
  expect(sequences).toEqual(sequences.map((_, index) => index + 1));
  expect((await scenario.tutor.get(scenario.url('self-assessments'))).body.data).toHaveLength(3);
});

test('it stands beside the rules: ladder, entitlements, quorums and decisions are as they would be without it', async () => {
  await scenario.complete('observation');
  await scenario.observe(scenario.observer, 'simple_tasks', ['C1'], '2026-03-02');
  const read = async () => {
    const { sequence: _, ...ladder } = await scenario.ladder();
    return [
      ladder,
      (await scenario.tutor.get(scenario.url('entitlements'))).text,
      (await scenario.sign('simple_tasks', ['C5'])).body,
    ];
  };
  const withoutRequest = (answers: unknown[]) => JSON.stringify(answers).replace(/"requestId":"[^"]*"/g, '');
  const before = withoutRequest(await read());

  const levels = ['observation', 'simple_tasks', 'supervised_care', 'autonomy'];
  for (const rating of SELF_RATINGS)
    await assessed({
      items: levels.flatMap((level) => ['C1', 'C5'].map((competency) => ({ competency, level, rating }))),
    });

  expect(withoutRequest(await read())).toBe(before);
  expect((await asOwner(app.database.ownerUrl, rebuildProgress)).differences).toEqual([]);
});
