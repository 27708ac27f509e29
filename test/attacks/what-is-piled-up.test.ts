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
    framework('lourd', { text: Array.from({ length: 100 }, () => 'x'.repeat(1_000)) }),
  );
  expect(created.status).toBe(201);
  const list = await centre.get('/v1/frameworks?code=LOURD');

  expect(list.bytes.length).toBeLessThan(2_000);
  expect(list.body.data).toEqual([
    expect.objectContaining({ id: created.body.id, blockCount: 1, competencyCount: 2, status: 'draft' }),
  ]);
  expect(Object.keys(list.body.data[0])).not.toEqual(expect.arrayContaining(['details']));
  expect((await centre.get(`/v1/frameworks/${created.body.id}`)).body.details.text).toHaveLength(100);

  await app.given.ladder();
  const [ladder] = (await centre.get('/v1/ladders?limit=1')).body.data;
  const { levels, missions } = (await centre.get(`/v1/ladders/${ladder.id}`)).body;
  const requirementCount = levels.flatMap((level: { requirements: object[] }) => level.requirements).length;
  expect(ladder).toMatchObject({
    levelCount: levels.length,
    requirementCount,
    missionCount: missions.length,
  });
  expect(ladder.levels).toBeUndefined();
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
