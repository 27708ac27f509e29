import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { newId } from '../../../src/platform/ids.js';
import type { LadderId } from '../../../src/kernel/ids.js';
import { TestApp, type Caller } from '../../support/app.js';
import { exact, levels, MISSIONS } from '../../support/scenarios/moves.js';

let app: TestApp;
let platform: Caller;
let from: LadderId;
let to: LadderId;

beforeAll(async () => {
  app = await TestApp.start();
  platform = await app.as(await app.given.someone('platform_admin'));
  from = await app.given.ladder({ levels: levels({}), missions: MISSIONS });
  to = await app.given.ladder({ levels: levels({ one: ['A', 'C'] }), missions: MISSIONS });
});
afterAll(() => app.stop());

const map = (body: object, by: Caller = platform, of: string = from) =>
  by.post(`/v1/ladders/${of}/mappings`, { toLadderId: to, competencies: [], ...body });
const mistakes = async (body: object, of: string = from) => {
  const answer = await map(body, platform, of);
  return [
    answer.status,
    answer.body.errors?.map((e: { pointer: string; code: string }) => `${e.pointer} ${e.code}`),
  ];
};
const pair = (one: string, other: string, kind = 'exact') => ({ from: one, to: other, kind });

test('a mapping says what stands for what; levels of one code and supervision stand for each other', async () => {
  const made = await map({ competencies: [pair('A', 'A'), pair('B', 'C', 'partial')] });
  expect(made.status).toBe(201);
  expect(made.headers['location']).toBe(`/v1/ladder-mappings/${made.body.id}`);
  expect(made.body).toEqual({
    id: expect.any(String),
    fromLadderId: from,
    toLadderId: to,
    ownerId: null,
    current: true,
    competencies: [pair('A', 'A'), pair('B', 'C', 'partial')],
    levels: ['one', 'two', 'three'].map((code) => ({ from: code, to: code })),
    createdAt: expect.any(String),
  });
  const someone = await app.as(await app.given.someone('tutor', await app.given.organisation()));
  expect((await someone.get(made.headers['location'] ?? '')).body).toEqual(made.body);

  const newer = await map({ competencies: exact('A'), levels: [{ from: 'two', to: 'three' }] });
  const { data } = (await someone.get(`/v1/ladders/${from}/mappings?toLadderId=${to}`)).body;
  expect(data.slice(-2)).toEqual([{ ...made.body, current: false }, newer.body]);
  expect((await someone.get(`/v1/ladders/${from}/mappings?toLadderId=${newId()}`)).body.data).toEqual([]);
  const page = (await someone.get(`/v1/ladders/${from}/mappings?limit=1`)).body;
  expect([page.data.length, typeof page.page.next]).toEqual([1, 'string']);
  expect((await someone.get(`/v1/ladders/${newId()}/mappings`)).status).toBe(404);
  expect((await someone.get(`/v1/ladder-mappings/${newId()}`)).status).toBe(404);
});

test('every mistake is told at its place', async () => {
  expect(
    await mistakes({
      competencies: [
        pair('A', 'A'),
        pair('Z', 'C'),
        pair('B', 'Z', 'partial'),
        pair('A', 'A'),
        pair('B', 'A', 'partial'),
        pair('B', 'B', 'partial'),
        pair('A', 'B', 'partial'),
      ],
      levels: [
        { from: 'two', to: 'three' },
        { from: 'zero', to: 'two' },
        { from: 'two', to: 'nine' },
        { from: 'one', to: 'three' },
      ],
    }),
  ).toEqual([
    422,
    [
      '/competencies/1/from unknown_competency',
      '/competencies/2/to unknown_competency',
      '/competencies/3 duplicate_item',
      '/competencies/4/to target_taken',
      '/levels/1/from unknown_level',
      '/levels/2/to unknown_level',
      '/levels/2/from level_taken',
      '/levels/3/to level_taken',
    ],
  ]);
  const crossed = [
    { from: 'one', to: 'two' },
    { from: 'two', to: 'one' },
  ];
  expect(await mistakes({ levels: crossed })).toEqual([422, ['/levels/1 levels_out_of_order']]);
  expect(await mistakes({ toLadderId: from })).toEqual([422, ['/toLadderId same_ladder']]);
  expect(await mistakes({ toLadderId: newId() })).toEqual([422, ['/toLadderId unknown_reference']]);
  expect(
    await mistakes({ competencies: [{ from: 'A', to: 'A', kind: 'same' }], levels: [], more: 1 }),
  ).toEqual([422, expect.arrayContaining(['/competencies/0/kind one_of', '/levels list'])]);
});

test('where codes alone do not say which level stands for which, it has to be said', async () => {
  const lower = levels({}).map((level) =>
    level.code === 'two' ? { ...level, supervision: 'distant' as const } : level,
  );
  const looser = await app.given.ladder({ levels: lower, missions: MISSIONS });
  const turned = await app.given.ladder({ levels: levels({}).toReversed(), missions: MISSIONS });
  const renamed = levels({}).map((level) => ({ ...level, code: `${level.code}_2` }));
  const other = await app.given.ladder({ levels: renamed, missions: [] });
  for (const toLadderId of [looser, turned, other])
    expect(await mistakes({ toLadderId })).toEqual([422, ['/levels levels_needed']]);
  const stated = [{ from: 'two', to: 'two' }];
  expect((await map({ toLadderId: looser, levels: stated })).body.levels).toEqual(stated);
});

test('both ladders are published; whoever may write the one that it leads to makes it', async () => {
  const centre = await app.given.organisation({ kind: 'training_centre' });
  const admin = await app.as(await app.given.someone('centre_admin', centre));
  const { frameworkId } = (await admin.get(`/v1/ladders/${from}`)).body;
  const drafted = await admin.post('/v1/ladders', {
    frameworkId,
    code: 'own',
    title: 'Le nôtre',
    levels: levels({}),
    missions: MISSIONS,
  });
  const own = drafted.body.id as string;
  const answer = async (body: object, by: Caller, of: string = from) => {
    const { status, body: stated } = await map(body, by, of);
    return [status, stated.code];
  };
  expect(await answer({ toLadderId: own }, admin)).toEqual([422, 'validation_failed']);
  expect(await answer({ toLadderId: to }, admin, own)).toEqual([409, 'ladder_not_published']);
  expect(await answer({ toLadderId: own }, platform)).toEqual([422, 'validation_failed']);
  expect((await admin.post(`/v1/ladders/${own}/publish`)).status).toBe(200);

  expect(await answer({ toLadderId: own }, admin)).toEqual([201, undefined]);
  expect(await answer({ toLadderId: own }, platform)).toEqual([403, 'forbidden']);
  expect(await answer({}, admin)).toEqual([403, 'forbidden']);
  expect(await answer({}, await app.as(await app.given.someone('centre_admin', centre)), own)).toEqual([
    403,
    'forbidden',
  ]);
  expect(await answer({ toLadderId: own }, app.asClient(await app.given.apiClient(centre)))).toEqual([
    403,
    'person_required',
  ]);
  const hr = await app.as(await app.given.someone('hr', await app.given.organisation()));
  expect(await answer({ toLadderId: own }, hr)).toEqual([403, 'forbidden']);
});

test('nobody writes a mapping past the API, nor changes one', async () => {
  const { rows } = await app.owner.query(
    `select has_table_privilege('palier_api', t, 'update') or has_table_privilege('palier_api', t, 'delete') as changes
     from unnest('{ladder_mappings,ladder_changes}'::text[]) as t`,
  );
  expect(rows).toEqual([{ changes: false }, { changes: false }]);
});
