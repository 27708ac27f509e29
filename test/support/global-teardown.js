import './load-typescript.js';
import { rm } from 'node:fs/promises';

/** Stops the server that the set-up started, leaving alone one that was there before; then reads the logs of the run. */
export default async function stopTestServer() {
  const started = globalThis.palierTestServer;
  if (started !== undefined) {
    await started.server.stop();
    await rm(started.dataDir, { recursive: true, force: true });
  }
  await searchLogs(process.env.PALIER_TEST_LOGS);
}

/** A name, an address or a token in a log fails the run, whichever test it came from. */
async function searchLogs(folder) {
  const { searchFolder } = await import('./http/leak-search.ts');
  const { lines, secrets, leaks } = searchFolder(folder);
  await rm(folder, { recursive: true, force: true });
  console.log(`\n  Journaux : ${lines} lignes relues, ${secrets} secrets cherchés, ${leaks.length} trouvés`);
  if (leaks.length > 0) {
    const shown = leaks.slice(0, 10).map(({ found, line }) => `  ${found} ← ${line.slice(0, 600)}`);
    throw new Error(`${leaks.length} leaks in the logs\n${shown.join('\n')}`);
  }
}
