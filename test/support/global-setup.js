import './load-typescript.js';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import stopTestServer from './global-teardown.js';
import { makeRunFolder } from './run-folder.js';

/** Nothing of a test run must survive a power cut, and nothing is worth a plan of its own (planned-once.ts). */
const SETTINGS = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  max_connections: '200',
  plan_cache_mode: 'force_generic_plan',
};

/**
 * Starts one PostgreSQL server for the whole run, with the template that each test file clones, and makes one folder for
 * its data and for the logs of every application that a test starts. The server's address
 * reaches the workers as PALIER_TEST_SERVER; when that is already set, the server it names is used.
 */
export default async function startTestServer() {
  process.env.PALIER_TEST_SEED ??= '20260312';
  const { PALIER_TEST_SEED: seed, PALIER_TEST_FULL: full } = process.env;
  console.log(`  Tirages ${full === '1' ? 'complets' : 'courts'}, graine ${seed}`);
  const folder = makeRunFolder();
  process.env.PALIER_TEST_FOLDER = folder;
  process.env.PALIER_TEST_LOGS = join(folder, 'logs');
  await mkdir(process.env.PALIER_TEST_LOGS);
  if (!process.env.PALIER_TEST_SERVER) {
    const { startEmbeddedPostgres } = await import('../../dev/embedded-postgres/embedded-postgres.ts');
    const server = await startEmbeddedPostgres({ dataDir: join(folder, 'server'), settings: SETTINGS });
    globalThis.palierTestServer = server;
    process.env.PALIER_TEST_SERVER = server.url;
  }
  try {
    const { prepareTemplate } = await import('./template.ts');
    await prepareTemplate(process.env.PALIER_TEST_SERVER);
  } catch (error) {
    await stopTestServer(); // Jest calls the teardown only after a set-up that worked
    throw error;
  }
}
