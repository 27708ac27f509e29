import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../dev/embedded-postgres/embedded-postgres.js';
import { asOwner, migrate } from '../src/platform/database/provision.js';
import { describeSchema, SCHEMA_FILE } from './schema.js';

// `npm run schema:dump`: migrates an empty database and writes the schema that comes out of it.

const dataDir = await mkdtemp(join(tmpdir(), 'palier-schema-'));
const server = await startEmbeddedPostgres({ dataDir, settings: { fsync: 'off' } });
try {
  await asOwner(server.url, migrate);
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  await writeFile(SCHEMA_FILE, await describeSchema(client));
  await client.end();
  process.stdout.write(`${SCHEMA_FILE} est à jour.\n`);
} finally {
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
}
