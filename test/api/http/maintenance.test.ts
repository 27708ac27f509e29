import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { Maintenance } from '../../../src/platform/maintenance/maintenance.js';
import { TestApp } from '../../support/app.js';

let app: TestApp;
let accountId: string;
beforeAll(async () => {
  app = await TestApp.start({ PALIER_LOG_LEVEL: 'silent' }); // one test makes it fail
  ({ accountId } = await app.given.someone('tutor', await app.given.organisation()));
});
afterAll(() => app.stop());
beforeEach(() =>
  app.owner
    .query(`delete from idempotency_keys; delete from refresh_tokens; delete from sessions; delete from account_links;
     delete from sign_in_failures`),
);

const run = (of: TestApp = app) => of.nest.get(Maintenance).run();

/** `count` rows of each kind that expired (failures: were last seen) at that moment. */
async function given(expired: string, seen: string, count: number): Promise<void> {
  await app.owner.query(
    `insert into idempotency_keys (caller_id, key, request_hash, expires_at)
     select $1, gen_random_uuid()::text, '\\x00', $2 from generate_series(1, $3)`,
    [accountId, expired, count],
  );
  await app.owner.query(
    `with opened as (
       insert into sessions (id, account_id, client_kind, started_at, last_used_at, expires_at)
       select gen_random_uuid(), $1, 'unknown', $2, $2, $2 from generate_series(1, $3)
       returning id
     )
     insert into refresh_tokens (id, account_id, family_id, token_hash, created_at, expires_at)
     select gen_random_uuid(), $1, o.id, uuid_send(gen_random_uuid()), $2, $2 from opened o`,
    [accountId, expired, count],
  );
  // One that nobody could use is not kept; what became of the others is known for 30 days.
  await app.owner.query(
    `insert into account_links (id, account_id, purpose, created_at, expires_at)
     select gen_random_uuid(), case when n % 2 = 0 then $1::uuid end, 'reset',
       $2, $2::timestamptz - case when n % 2 = 0 then interval '30 days' else interval '0' end
     from generate_series(1, $3) n`,
    [accountId, expired, count],
  );
  await app.owner.query(
    `insert into sign_in_failures (key, failures, first_at, last_at)
     select gen_random_uuid()::text, 3, $1, $1 from generate_series(1, $2)`,
    [seen, count],
  );
}

async function left(): Promise<number[]> {
  const tables = ['idempotency_keys', 'refresh_tokens', 'sessions', 'account_links', 'sign_in_failures'];
  return Promise.all(
    tables.map(async (table) => (await app.owner.query(`select from ${table}`)).rowCount ?? 0),
  );
}

test('what has expired is deleted, to the millisecond, and nothing else', async () => {
  await given('2026-03-12T08:00:00.000Z', '2026-03-12T07:00:00.000Z', 3);
  await given('2026-03-12T08:00:00.001Z', '2026-03-12T07:00:00.001Z', 2);

  await run();

  expect(await left()).toEqual([2, 2, 2, 2, 2]);
});

test('batches follow until nothing is left, also from two processes at once', async () => {
  const other = await app.beside();
  await given('2026-03-01T00:00:00.000Z', '2026-03-01T00:00:00.000Z', 2_500);

  await Promise.all([run(), run(other)]);

  expect(await left()).toEqual([0, 0, 0, 0, 0]);
});

test('a process that starts begins with it, and one that is at it makes the others wait for the next hour', async () => {
  await given('2026-03-01T00:00:00.000Z', '2026-03-01T00:00:00.000Z', 5);
  await app.owner.query('begin; select pg_advisory_xact_lock(7254374)');
  await run();
  expect(await left()).toEqual([5, 5, 5, 5, 5]);
  await app.owner.query('commit');

  const starting = await app.beside();
  await run(starting); // follows the run of the start

  expect(await left()).toEqual([0, 0, 0, 0, 0]);
});

test('a sign-in that is used stays for its reuse to be noticed', async () => {
  const tutor = await app.given.someone('tutor', await app.given.organisation());
  await app.given.password(tutor, 'reste@ehpad.test', 'un mot de passe assez long');
  const session = await app.anyone.post('/v1/auth/login', {
    email: 'reste@ehpad.test',
    password: 'un mot de passe assez long',
  });
  const refresh = (refreshToken: string) => app.anyone.post('/v1/auth/refresh', { refreshToken });
  const next = await refresh(session.body.refreshToken);

  await run();

  expect((await refresh(session.body.refreshToken)).status).toBe(401);
  expect((await refresh(next.body.refreshToken)).status).toBe(401);
});

test('a failure of it is not a failure of the server, and the next run goes on', async () => {
  await given('2026-03-01T00:00:00.000Z', '2026-03-01T00:00:00.000Z', 1);
  await app.owner.query('alter function app.delete_expired(timestamptz, integer) rename to gone');
  await expect(run()).resolves.toBeUndefined();
  expect((await app.anyone.get('/healthz')).status).toBe(200);
  await app.owner.query('alter function app.gone(timestamptz, integer) rename to delete_expired');

  await run();

  expect(await left()).toEqual([0, 0, 0, 0, 0]);
});
