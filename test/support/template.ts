import pg from 'pg';
import { loadShippedData } from '../../src/features/frameworks/shipped-data.store.js';
import type { Instant } from '../../src/kernel/days.js';
import { asOwner, migrate } from '../../src/platform/database/provision.js';

/** Long before the day that the tests' clock shows. */
const SHIPPED_AT = '2025-01-01T00:00:00.000Z' as Instant;

/** The migrated database that every test file clones, with the frameworks and ladders that Palier ships with. */
export async function prepareTemplate(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  await client.query('drop database if exists palier_template');
  await client.query('create database palier_template');
  await client.end();
  await asOwner(databaseUrl(ownerUrl, 'palier_template'), async (owner) => {
    await migrate(owner);
    await loadShippedData(owner, SHIPPED_AT);
  });
}

export function databaseUrl(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.toString();
}
