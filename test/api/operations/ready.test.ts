import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { Lifecycle } from '../../../src/platform/health/lifecycle.js';
import { VERSION } from '../../../src/platform/version.js';
import { TestApp } from '../../support/app.js';

let app: TestApp;

beforeAll(async () => {
  app = await TestApp.start();
});

afterAll(() => app.stop());

const readiness = async () => {
  const { status, body, text } = await app.anyone.get('/readyz');
  expect(text).not.toMatch(/postgres|127\.0\.0\.1|palier_/);
  return status === 200 ? 'ready' : `${status} ${body.code} ${body.reason}`;
};

test('a server whose database is right is ready', async () => {
  expect(await readiness()).toBe('ready');
});

test('a pool that is all taken leaves it ready: it is busy, not broken', async () => {
  const pool = (app.nest.get(DataSource).driver as unknown as { master: pg.Pool }).master;
  const taken = await Promise.all(Array.from({ length: pool.options.max }, () => pool.connect()));
  const [waiting, answer] = [pool.connect(), await readiness()];
  for (const client of taken) client.release();
  (await waiting).release();

  expect(answer).toBe('ready');
});

test('a migration that the code expects and the database lacks makes it unready; one more than expected does not', async () => {
  await app.owner.query(
    `update migrations set name = 'Other' || name where id = (select max(id) from migrations)`,
  );
  const behind = await readiness();
  await app.owner.query(
    `update migrations set name = substr(name, 6) where id = (select max(id) from migrations)`,
  );
  await app.owner.query(
    `insert into migrations (timestamp, name) values (1999999999999, 'AddLater1999999999999')`,
  );
  const ahead = await readiness();

  expect([behind, ahead]).toEqual(['503 not_ready schema_behind', 'ready']);
});

test('a schema from before this check, or none, is behind', async () => {
  await app.owner.query('alter function app.readiness rename to readiness_of_old');
  const without = await readiness();
  await app.owner.query('alter function app.readiness_of_old rename to readiness');

  expect(without).toBe('503 not_ready schema_behind');
});

test('without a signing key it is not ready', async () => {
  await app.owner.query('update signing_keys set retired_at = now()');
  const retired = await readiness();
  await app.owner.query('update signing_keys set retired_at = null');

  expect([retired, await readiness()]).toEqual(['503 not_ready no_signing_key', 'ready']);
});

test('a database that hangs, or refuses its role, is told within a bounded time, while the process lives', async () => {
  await app.owner.query('begin');
  await app.owner.query('lock table signing_keys in access exclusive mode');
  const hanging = await Promise.all([readiness(), readiness(), app.anyone.get('/healthz')]);
  await app.owner.query('rollback');
  const after = await readiness();

  expect(hanging.slice(0, 2)).toEqual(Array(2).fill('503 not_ready database_unreachable'));
  expect(hanging[2]).toMatchObject({ status: 200, body: { status: 'ok', version: VERSION } });
  expect(after).toBe('ready');
});

test('a connection that the database closed is opened again', async () => {
  await app.owner.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'palier-probe'`,
  );

  expect(await readiness()).toBe('ready');
});

test('a stopping server is not ready and closes each connection after its answer, and lives', async () => {
  app.nest.get(Lifecycle).beginStop();
  const stopping = await app.anyone.get('/readyz');
  const living = await app.anyone.get('/healthz');

  expect([stopping.status, stopping.body.reason, stopping.headers['connection']]).toEqual([
    503,
    'stopping',
    'close',
  ]);
  expect([living.status, living.headers['connection']]).toEqual([200, 'close']);
});
