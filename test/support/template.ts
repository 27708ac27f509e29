import pg from 'pg';
import { asOwner, migrate } from '../../src/platform/database/provision.js';

/** The migrated database that every test file clones. */
export async function prepareTemplate(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  await client.query('drop database if exists palier_template');
  await client.query('create database palier_template');
  await client.end();
  await asOwner(databaseUrl(ownerUrl, 'palier_template'), migrate);
}

export function databaseUrl(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.toString();
}
