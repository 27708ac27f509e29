import './load-typescript.js';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import stopTestServer from './global-teardown.js';

/** Nothing of a test run must survive a power cut. */
const SETTINGS = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  max_connections: '200',
};

/**
 * One PostgreSQL server for the whole run, with the template that each test file clones, and one folder for the
 * logs of every application that a test starts. Its address
 * reaches the workers as PALIER_TEST_SERVER; when that is already set, the server it names is used.
 */
export default async function startTestServer() {
  process.env.PALIER_TEST_LOGS = await mkdtemp(join(tmpdir(), 'palier-logs-'));
  if (!process.env.PALIER_TEST_SERVER) {
    const { startEmbeddedPostgres } = await import('../../dev/embedded-postgres/embedded-postgres.ts');
    const dataDir = await mkdtemp(join(tmpdir(), 'palier-test-'));
    const server = await startEmbeddedPostgres({ dataDir, settings: SETTINGS });
    globalThis.palierTestServer = { server, dataDir };
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
