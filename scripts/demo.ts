import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { dayOf, type Instant } from '../src/kernel/days.js';
import { readConfig } from '../src/platform/config/config.js';
import { keptAdminFile, startServer } from '../src/composition/start-up.js';
import { overNetwork, StoryError } from './story/http.js';
import { Story } from './story/story.js';
import { terminal } from './story/narrator.js';

// `npm run demo`: plays the story over HTTP on the server that runs, or on one of its own, gone afterwards.

const config = readConfig(process.env);
const url = config.publicUrl ?? `http://${config.host}:${config.port}`;
const isRunning = await fetch(`${url}/healthz`).then(
  (response) => response.ok,
  () => false,
);
const today = dayOf(new Date().toISOString() as Instant);

try {
  if (isRunning) {
    process.stdout.write(`Sur le serveur qui tourne : ${url}\n`);
    await Story.play(overNetwork(url), await adminOfRunningServer(), terminal, today);
  } else {
    await onAServerOfItsOwn();
  }
  process.stdout.write('\nTout a répondu comme prévu.\n');
} catch (error) {
  process.stderr.write(`\n${error instanceof StoryError ? error.message : (error as Error).stack}\n`);
  process.exitCode = 1;
}

async function adminOfRunningServer(): Promise<{ email: string; password: string }> {
  if (config.firstAdmin) return config.firstAdmin;
  const kept = await readFile(keptAdminFile(config), 'utf8').catch(() => null);
  if (kept) return JSON.parse(kept) as { email: string; password: string };
  throw new StoryError(
    'Donnez le compte administrateur du serveur : PALIER_ADMIN_EMAIL et PALIER_ADMIN_PASSWORD.',
  );
}

async function onAServerOfItsOwn(): Promise<void> {
  process.stdout.write('Aucun serveur ne tourne : la démonstration en démarre un, le temps de l’histoire.\n');
  const dataDir = await mkdtemp(join(tmpdir(), 'palier-demo-'));
  const admin = { email: 'admin@palier.local', password: 'mot-de-passe-de-demonstration' };
  const server = await startServer({
    ...config,
    ownerUrl: null,
    apiUrl: null,
    publicUrl: null,
    dataDir: resolve(dataDir),
    port: 0,
    logLevel: 'warn',
    firstAdmin: admin,
  });
  try {
    await Story.play(overNetwork(server.url), admin, terminal, today);
  } finally {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}
