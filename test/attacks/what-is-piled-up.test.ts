import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { QUOTAS } from '../../src/kernel/quotas.js';
import { pageRequest, presentPage } from '../../src/platform/http/pages.js';
import { TestApp, type Caller } from '../support/app.js';

let app: TestApp;
let centre: Caller;
let centreId: string;

beforeAll(async () => {
  app = await TestApp.start();
  const organisationId = await app.given.organisation({ kind: 'training_centre' });
  centreId = organisationId;
  centre = await app.as(await app.given.someone('centre_admin', organisationId));
});
afterAll(() => app.stop());

const framework = (version: string, details: object = {}) => ({
  code: 'LOURD',
  version,
  title: 'Référentiel',
  blocks: [
    {
      code: 'B1',
      title: 'Bloc',
      competencies: [
        { code: 'C1', title: 'Une' },
        { code: 'C2', title: 'Deux' },
      ],
    },
  ],
  details,
});

test('a list tells how much is in a framework or a ladder; the document is read by its id', async () => {
  const created = await centre.post(
    '/v1/frameworks',
    framework('lourd', { texts: Array.from({ length: 50 }, () => 'x'.repeat(9_000)) }),
  );
  expect(created.status).toBe(201);
  const list = await centre.get('/v1/frameworks?code=LOURD');

  expect(list.bytes.length).toBeLessThan(2_000);
  expect(list.body.data).toEqual([
    expect.objectContaining({ id: created.body.id, blockCount: 1, competencyCount: 2, status: 'draft' }),
  ]);
  expect(Object.keys(list.body.data[0])).not.toEqual(expect.arrayContaining(['details']));
  expect((await centre.get(`/v1/frameworks/${created.body.id}`)).body.details.texts).toHaveLength(50);

  const ladderId = await app.given.ladder();
  const ladders = (await centre.get('/v1/ladders?limit=200')).body.data as { id: string; levels?: unknown }[];
  const ladder = ladders.find(({ id }) => id === ladderId);
  expect(ladder).toMatchObject({ levelCount: 4, requirementCount: 30 });
  expect(ladder?.levels).toBeUndefined();
});

test('a page ends before it is longer than a mebibyte, and goes on where it ended', () => {
  const rows = Array.from({ length: 101 }, (_, index) => ({ id: String(index), text: 'x'.repeat(100_000) }));
  const read = [];
  let after: string | undefined;
  do {
    const page = pageRequest({ limit: 100, ...(after ? { after } : {}) }, () => true);
    const from = page.after === null ? 0 : Number(page.after) + 1;
    const answer = presentPage(
      rows.slice(from, from + 101),
      page,
      ({ id }) => id,
      (row) => row,
    );
    expect(Buffer.byteLength(JSON.stringify(answer.body.data))).toBeLessThan(1024 * 1024 + 10);
    read.push(...answer.body.data);
    after = answer.body.page.next ?? undefined;
  } while (after);

  expect(read).toEqual(rows);
});

test('of the drafts that an owner may have, the last is made once, however many come at once', async () => {
  const there = QUOTAS.drafts.limit - 2; // one is there from the list above
  await app.owner.query(
    `insert into frameworks (id, code, version_code, title, blocks, details, owner_id, version, created_at, updated_at)
     select gen_random_uuid(), 'PILE', n::text, 'Pile', '[]', '{}', $1, 1, $2, $2 from generate_series(1, $3) n`,
    [centreId, app.clock.now(), there],
  );
  const answers = await Promise.all(
    Array.from({ length: 5 }, (_, index) => centre.post('/v1/frameworks', framework(`v${index}`))),
  );
  const refused = answers.filter(({ status }) => status !== 201);

  expect(refused.map(({ status, body }) => [status, body.code])).toEqual(
    Array.from({ length: 4 }, () => [409, 'quota_exceeded']),
  );
  expect(refused[0]?.body).toMatchObject({ quota: 'drafts', used: 100, limit: 100 });
});

test('mappings between ladders are never removed: of those that an owner may have, the last is made once', async () => {
  const platform = await app.as(await app.given.someone('platform_admin'));
  const [from, to] = [await app.given.ladder(), await app.given.ladder()];
  const competencies = ['C1', 'C2', 'C3', 'C4', 'C5', 'C6', 'C7', 'C8', 'C9', 'C10', 'C11'].map((code) => ({
    from: code,
    to: code,
    kind: 'exact',
  }));
  const map = () => platform.post(`/v1/ladders/${from}/mappings`, { toLadderId: to, competencies });
  const made = await map();
  expect(made.status).toBe(201);
  await app.owner.query(
    `insert into ladder_mappings (id, from_ladder_id, to_ladder_id, owner_id, competencies, levels, created_by, created_at)
     select gen_random_uuid(), m.from_ladder_id, m.to_ladder_id, m.owner_id, m.competencies, m.levels, m.created_by, m.created_at
     from ladder_mappings m cross join generate_series(1, $1)`,
    [QUOTAS.ladder_mappings.limit - 2],
  );
  const answers = await Promise.all([map(), map(), map()]);

  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  const refused = answers.find(({ status }) => status === 409);
  expect(refused?.body).toMatchObject({ code: 'quota_exceeded', quota: 'ladder_mappings', used: 500 });
});
