import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { getConstructionPlans, PgBoss } from 'pg-boss';
import { DataSource } from 'typeorm';
import { apiDataSourceOptions } from '../../src/data-source.js';
import { FixedClock } from '../support/fixed-clock.js';
import { listMigrations } from '../../migrations/index.js';
import { SIGN_IN } from '../../src/platform/access/actor.js';
import { Db } from '../../src/platform/database/db.js';
import type { Metrics } from '../../src/platform/health/metrics.js';
import { enqueue } from '../../src/platform/jobs/enqueue.js';
import { freshDatabase, type TestDatabase } from '../support/database.js';

/** The queue as the migrations made it, used as the API's role. */

let database: TestDatabase;
let owner: pg.Client;
let boss: PgBoss;
let dataSource: DataSource;
const errors: unknown[] = [];

beforeAll(async () => {
  database = await freshDatabase();
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  dataSource = await new DataSource(apiDataSourceOptions(database.apiUrl, 2)).initialize();
  boss = new PgBoss({
    connectionString: database.apiUrl,
    schema: 'jobs',
    max: 1,
    migrate: false,
    schedule: false,
    supervise: false,
    registerInstance: false,
    monitorVacuum: false,
    reindex: false,
  });
  boss.on('error', (error) => errors.push(error));
  await boss.start();
});
afterAll(async () => {
  await boss?.stop({ graceful: false });
  await dataSource?.destroy();
  await owner?.end();
  await database?.drop();
});

const words = (sql: string) => sql.replace(/\s+|;/g, ' ').replace(/ +/g, ' ').trim();

test('the migration makes the tables that the installed pg-boss wants', () => {
  const wanted = words(getConstructionPlans('jobs', { createSchema: false }));
  const file = listMigrations().find((name) => name.endsWith('-pg-boss-46.sql')) ?? '';
  const migration = words(readFileSync(file, 'utf8'));
  const start = wanted.indexOf('CREATE TYPE');
  const partitions = wanted.indexOf('DO $$ DECLARE d date');
  const after = wanted.indexOf('CREATE TABLE jobs.job_dependency');

  expect(migration.slice(migration.indexOf('CREATE TYPE'))).toBe(
    `${wanted.slice(start, partitions)}${wanted.slice(after).replace(/ COMMIT$/, '')}`.trim(),
  );
});

test('a job that goes with a commit is the one that pg-boss would send', async () => {
  const db = new Db(dataSource, new FixedClock(), {
    connectionAcquired: () => undefined,
  } as unknown as Metrics);
  const data = { mail: '01a2187e-d188-7000-9a6b-6dce88c43445' };
  await boss.send('mail', data);
  await db.writeNow(SIGN_IN, (tx) => Promise.resolve(enqueue(tx, 'mail', data)));

  const { rows } = await owner.query<{ job: Record<string, unknown>; wait: string; kept: string }>(`
    select to_jsonb(j) - '{id,created_on,start_after,keep_until}'::text[] as job,
           (j.start_after - j.created_on)::text as wait,
           (j.keep_until - j.start_after)::text as kept
    from jobs.job j
    where j.name = 'mail'
    order by j.created_on`);
  expect(rows).toHaveLength(2);
  expect(rows[1]).toEqual(rows[0]);
  expect(rows[0]?.job).toMatchObject({ data, retry_limit: 700, retry_backoff: true, expire_seconds: 180 });
});

test('a job that its transaction takes back was never there', async () => {
  const db = new Db(dataSource, new FixedClock(), {
    connectionAcquired: () => undefined,
  } as unknown as Metrics);
  const failing = db.writeNow(SIGN_IN, (tx) => {
    enqueue(tx, 'invite', { invitation: '01a2187e-d188-7000-9a6b-6dce88c43445' });
    return Promise.reject(new Error('refused'));
  });

  await expect(failing).rejects.toThrow('refused');
  expect((await owner.query(`select from jobs.job j where j.name = 'invite'`)).rows).toEqual([]);
});

test('the role of the API works and tidies up with the rights that it has', async () => {
  const [job] = await boss.fetch('mail');
  await owner.query(`update jobs.job_common set started_on = now() - interval '1 hour' where id = $1`, [
    job?.id,
  ]);
  await boss.supervise();
  const { rows } = await owner.query<{ state: string }>('select state from jobs.job where id = $1', [
    job?.id,
  ]);
  expect(rows).toEqual([{ state: 'retry' }]);

  const [other] = await boss.fetch('mail');
  await boss.complete('mail', other?.id ?? '');
  await owner.query(`
    update jobs.job_common set completed_on = now() - interval '30 days', keep_until = now() - interval '1 day'
    where state = 'completed'`);
  await owner.query('update jobs.queue set maintain_on = null, monitor_on = null, monitor_claim_on = null');
  await boss.supervise();

  expect((await owner.query(`select from jobs.job where state = 'completed'`)).rows).toEqual([]);
  expect(errors).toEqual([]);
});

test('it may not make queues, nor touch what pg-boss keeps beside', async () => {
  await expect(boss.createQueue('mine')).rejects.toThrow('permission denied');
  const { rows } = await owner.query<{ name: string }>(`
    select c.relname::text as name
    from pg_class c
    where c.relnamespace = 'jobs'::regnamespace
      and c.relkind in ('r', 'p')
      and (
        has_table_privilege('palier_api', c.oid, 'insert') or has_table_privilege('palier_api', c.oid, 'delete')
        or has_table_privilege('palier_api', c.oid, 'truncate, trigger, references')
        or has_schema_privilege('palier_api', 'jobs', 'create')
      )
    order by c.relname`);

  expect(rows.map(({ name }) => name)).toEqual(['instance', 'job', 'job_common', 'job_dependency']);
});
