import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { listMigrations } from '../migrations/index.js';
import { startEmbeddedPostgres } from '../dev/embedded-postgres/embedded-postgres.js';
import { asOwner, migrate } from '../src/platform/database/provision.js';
import { CHECKSUMS_FILE, checksumsOf, findRewritten } from './checksums.js';
import { describeSchema, SCHEMA_FILE } from './schema.js';

// `npm run schema:dump`: migrates an empty database, writes the schema that comes out of it, and the checksums of the
// migrations that are new. One that stood already stays as it was.

const checksums = checksumsOf(listMigrations());
const rewritten = findRewritten(
  existsSync(CHECKSUMS_FILE) ? readFileSync(CHECKSUMS_FILE, 'utf8') : '',
  checksums,
);
if (rewritten) {
  process.stderr.write(
    `${rewritten} : une migration ne change plus ; écrivez-en une autre, après les autres (a migration is never edited: see migrations/README.md).\n`,
  );
  process.exit(1);
}

const dataDir = await mkdtemp(join(tmpdir(), 'palier-schema-'));
const server = await startEmbeddedPostgres({ dataDir, settings: { fsync: 'off' } });
try {
  await asOwner(server.url, migrate);
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  await writeFile(SCHEMA_FILE, await describeSchema(client));
  await client.end();
  await writeFile(CHECKSUMS_FILE, checksums);
  process.stdout.write(`${SCHEMA_FILE} et ${CHECKSUMS_FILE} sont à jour.\n`);
} finally {
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
}
