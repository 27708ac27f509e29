import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { databaseUrl } from './template.js';

export interface TestDatabase {
  readonly name: string;
  readonly ownerUrl: string;
  readonly apiUrl: string;
  drop(): Promise<void>;
}

/** A database of one's own, cloned from the migrated template. */
export const freshDatabase = (): Promise<TestDatabase> =>
  createDatabase('template palier_template strategy file_copy');

/** A database with nothing in it. */
export const emptyDatabase = (): Promise<TestDatabase> => createDatabase('template template0');

async function createDatabase(how: string): Promise<TestDatabase> {
  const server = process.env['PALIER_TEST_SERVER'];
  if (!server) throw new Error('PALIER_TEST_SERVER is not set: run the tests through npm test.');
  const name = `palier_${randomBytes(6).toString('hex')}`;
  await onServer(server, `create database ${name} ${how}`);
  const ownerUrl = databaseUrl(server, name);
  const api = new URL(ownerUrl);
  api.username = 'palier_api';
  return {
    name,
    ownerUrl,
    apiUrl: api.toString(),
    drop: () => onServer(server, `drop database ${name} with (force)`),
  };
}

/** Two files cannot clone the template at the same moment: PostgreSQL refuses while it is in use, so they queue. */
async function onServer(server: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl(server, 'postgres') });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock(42)');
    await client.query(sql);
  } finally {
    await client.end();
  }
}
