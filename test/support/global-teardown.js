import { rm } from 'node:fs/promises';

/** Stops the server that the set-up started; leaves alone one that was there before. */
export default async function stopTestServer() {
  const started = globalThis.palierTestServer;
  if (started === undefined) return;
  await started.server.stop();
  await rm(started.dataDir, { recursive: true, force: true });
}
