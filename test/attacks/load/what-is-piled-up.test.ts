import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { QUOTAS } from '../../../src/kernel/quotas.js';
import { pageRequest, presentPage } from '../../../src/platform/responses/pages.js';
import { TestApp, type Caller, type TestResponse } from '../../support/app.js';
import { LadderScenario } from '../../support/scenarios/ladder-scenario.js';
import { jpeg } from '../../support/scenarios/files.js';

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

  const id = await app.given.ladder();
  const ladders = (await centre.get('/v1/ladders?limit=100')).body.data;
  const ladder = ladders.find((one: { id: string }) => one.id === id);
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

/** Counts how many of several at once were recorded; the others learn which quota stood in the way. */
function within(answers: readonly TestResponse[], quota: keyof typeof QUOTAS): number {
  const refused = answers.filter(({ status }) => status !== 201);
  for (const { status, body } of refused)
    expect([status, body.code, body.quota]).toEqual([409, 'quota_exceeded', quota]);
  return answers.length - refused.length;
}

const show = (scenario: LadderScenario) =>
  scenario.tutor.post(scenario.url('evidence?noResidentIdentifiable=true'), jpeg(), {
    'content-type': 'image/jpeg',
  });

/** Files that were added at another time, so many bytes of them together. */
async function added(
  { contract, tutorIs }: LadderScenario,
  files: number,
  bytes: number,
  by: Pick<pg.Client, 'query'> = app.owner,
): Promise<void> {
  await by.query(
    `with numbers as (
       update contracts set last_sequence = last_sequence + $4::int where id = $1 returning last_sequence - $4::int as last
     )
     insert into evidence (id, contract_id, sequence, recorded_at, added_by, media_type, size, sha256, warning_version)
     select gen_random_uuid(), $1, last + n, $3, $2, 'image/jpeg', $5::bigint / $4::int, sha256('x'), 1
     from numbers, generate_series(1, $4::int) n`,
    [contract.contractId, tutorIs.personId, app.clock.now(), files, bytes],
  );
}

const withdrawOne = async (scenario: LadderScenario) => {
  const { body } = await scenario.tutor.get(scenario.url('evidence?limit=1'));
  return scenario.tutor.post(`/v1/evidence/${body.data[0].id}/withdrawals`, { reason: 'Doublon' });
};

test('of the files that a contract may have, the last is added once; a withdrawal gives its room back', async () => {
  const scenario = await LadderScenario.start(app);
  await added(scenario, QUOTAS.evidence_files.limit - 1, 2_000_000);

  expect(within(await Promise.all([show(scenario), show(scenario), show(scenario)]), 'evidence_files')).toBe(
    1,
  );
  expect((await withdrawOne(scenario)).status).toBe(201);
  expect((await show(scenario)).status).toBe(201);
});

test('the bytes of a contract are counted, not only its files', async () => {
  const scenario = await LadderScenario.start(app);
  await added(scenario, 10, QUOTAS.evidence_bytes.limit);

  expect(within([await show(scenario)], 'evidence_bytes')).toBe(0);
  expect((await withdrawOne(scenario)).status).toBe(201);
  expect((await show(scenario)).status).toBe(201);
});

test('the files of all contracts of an employer have a bound together, and room once one is withdrawn', async () => {
  const one = await LadderScenario.start(app);
  const { employerId, trainingCentreId } = one.contract;
  const [other, filled] = [
    await LadderScenario.start(app, { employerId }),
    await LadderScenario.start(app, { employerId }),
  ];
  const elsewhere = await LadderScenario.start(app, { trainingCentreId });
  const room = (await show(one)).body.size as number;
  await added(filled, 100, QUOTAS.evidence_bytes_of_employer.limit - 2 * room);

  expect(within(await Promise.all([show(one), show(other)]), 'evidence_bytes_of_employer')).toBe(1);
  expect((await show(elsewhere)).status).toBe(201);
  expect((await withdrawOne(filled)).status).toBe(201);
  expect((await show(one)).status).toBe(201);
});

test('what is being added to another contract of the employer is waited for, and counted', async () => {
  const [one, filled] = [await LadderScenario.start(app), await LadderScenario.start(app)];
  const { employerId } = one.contract;
  await app.owner.query('update contracts set employer_id = $2 where id = $1', [
    filled.contract.contractId,
    employerId,
  ]);
  const adding = new pg.Client({ connectionString: app.database.ownerUrl });
  await adding.connect();
  await adding.query('begin');
  await adding.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `quota evidence ${employerId}`,
  ]);
  await added(filled, 100, QUOTAS.evidence_bytes_of_employer.limit, adding);

  let isAnswered = false;
  const shown = show(one).finally(() => (isAnswered = true));
  await wait(500);
  expect(isAnswered).toBe(false);
  await adding.query('commit');
  await adding.end();

  expect(within([await shown], 'evidence_bytes_of_employer')).toBe(0);
});

test('of the API clients that an organisation may have at a time, the last is made once; one that ended leaves room', async () => {
  const employer = await app.given.organisation();
  const hrIs = await app.given.someone('hr', employer);
  const hr = await app.as(hrIs);
  const create = () =>
    hr.post('/v1/api-clients', { name: 'SIRH', organisationId: employer, scopes: ['people:read'] });
  const { limit } = QUOTAS.api_clients;
  for (let n = 0; n < limit - 1; n += 1) await app.given.apiClient(employer, { maker: hrIs });
  await app.given.apiClient(employer, { maker: hrIs, until: app.clock.today() });

  const answers = await Promise.all(Array.from({ length: 5 }, create));

  expect(within(answers, 'api_clients')).toBe(1);
  const platform = await app.as(await app.given.someone('platform_admin'));
  expect(
    within(
      [
        await platform.post('/v1/api-clients', {
          name: 'A',
          organisationId: employer,
          scopes: ['people:read'],
        }),
      ],
      'api_clients',
    ),
  ).toBe(0);
  const made = answers.find(({ status }) => status === 201);
  expect((await hr.post(`/v1/api-clients/${made?.body.id}/revoke`)).status).toBe(200);
  expect((await create()).status).toBe(201);
  expect((await create()).body).toMatchObject({ quota: 'api_clients', used: limit, limit });
});

test('of the invitations that an organisation may have outstanding, the last is made once; what is over leaves room', async () => {
  const employer = await app.given.organisation();
  const hrIs = await app.given.someone('hr', employer);
  const hr = await app.as(hrIs);
  const invite = (email: string, by = hr) =>
    by.post('/v1/invitations', { email, organisationId: employer, role: 'tutor' });
  const { limit } = QUOTAS.invitations;
  await app.owner.query(
    `insert into invitations (id, email, organisation_id, role, person_id, token_hash, invited_by, created_at, expires_at)
     select gen_random_uuid(), 'pile' || n || '@ehpad.test', $1, 'tutor', $2, sha256(n::text::bytea), $2, $3::timestamptz,
       $3::timestamptz + case when n = 1 then interval '1 second' else interval '7 days' end
     from generate_series(0, $4::int - 1) n`,
    [employer, hrIs.personId, app.clock.now(), limit],
  );
  app.clock.advance({ seconds: 1 });

  const answers = await Promise.all(Array.from({ length: 5 }, (_, n) => invite(`neuf${n}@ehpad.test`)));

  expect(within(answers, 'invitations')).toBe(1);
  const made = answers.find(({ status }) => status === 201)?.body;
  expect((await invite(made.email)).status).toBe(201); // it takes the place of the one before
  const platform = await app.as(await app.given.someone('platform_admin'));
  expect(within([await invite('de.loin@ehpad.test', platform)], 'invitations')).toBe(0);
  const { body } = await hr.get(`/v1/invitations?email=${made.email}`);
  const pending = body.data.find(({ state }: { state: string }) => state === 'pending');
  expect((await hr.post(`/v1/invitations/${pending.id}/withdraw`)).status).toBe(200);
  expect((await invite('enfin@ehpad.test')).status).toBe(201);
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
  const { rows } = await app.owner.query<{ made: number }>(
    'select count(*)::int as made from ladder_mappings',
  );
  await app.owner.query(
    `insert into ladder_mappings (id, from_ladder_id, to_ladder_id, owner_id, competencies, levels, created_by, created_at)
     select gen_random_uuid(), m.from_ladder_id, m.to_ladder_id, m.owner_id, m.competencies, m.levels, m.created_by, m.created_at
     from ladder_mappings m cross join generate_series(1, $2) where m.id = $1`,
    [made.body.id, QUOTAS.ladder_mappings.limit - 1 - (rows[0]?.made ?? 0)],
  );
  const answers = await Promise.all([map(), map(), map()]);

  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  const refused = answers.find(({ status }) => status === 409);
  expect(refused?.body).toMatchObject({ code: 'quota_exceeded', quota: 'ladder_mappings', used: 500 });
});
