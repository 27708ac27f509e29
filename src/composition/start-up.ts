import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import type { Server as HttpServer } from 'node:http';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp } from '../app.js';
import { loadShippedData } from '../features/frameworks/shipped-data.store.js';
import { ensureFirstAdmin } from '../features/identity/accounts/first-admin.store.js';
import { SystemClock } from '../kernel/clock.js';
import { PASSWORD_FLAWS } from '../kernel/password-flaws.js';
import { choosePassword, loadCommonPasswords } from '../platform/access/chosen-passwords.js';
import { ConfigError, type Config } from '../platform/config/config.js';
import { withSealKeys } from '../platform/config/kept-seal-key.js';
import type { EmbeddedPostgres } from '../../dev/embedded-postgres/embedded-postgres.js';
import { asOwner, migrate, provisionApiRole } from '../platform/database/provision.js';
import { checkServer } from '../platform/database/server-check.js';
import { Lifecycle } from '../platform/health/lifecycle.js';
import { Worker } from '../platform/jobs/worker.js';
import { Connections } from '../platform/server/connections.js';
import { createLogger, type Log } from '../platform/logs/logger.js';

const CLOSE_MS = 2_000;

export interface Server {
  readonly app: NestFastifyApplication;
  readonly url: string;
  /** How the first administrator signs in, as the banner tells it. */
  readonly signIn: string;
  /** Answers what is under way, within the limits of the settings. Without grace no new connection is taken from now on. */
  stop(options?: { readonly withGrace: boolean }): Promise<void>;
}

/** Everything between the settings and a server that answers: database, schema, shipped data, first administrator. */
export async function startServer(config: Config, log: Log = createLogger(config.logLevel)): Promise<Server> {
  const given = config.firstAdmin && (await judged(config.firstAdmin, 'PALIER_ADMIN_PASSWORD'));
  const commonPasswords = loadCommonPasswords();
  const embedded = config.ownerUrl === null ? await startEmbedded(config) : null;
  try {
    const admin = given ?? (embedded ? await judged(await keptAdmin(config), keptAdminFile(config)) : null);
    await commonPasswords;
    const app = await composeOn(config.ownerUrl ?? embedded?.url ?? '', config, admin, log);
    const connections = new Connections(app.getHttpServer() as HttpServer);
    await app.listen(config.port, config.host);
    const { port } = app.getHttpServer().address() as { port: number };
    return {
      app,
      url: config.publicUrl ?? `http://${config.host}:${port}`,
      signIn: howToSignIn(config),
      stop: createShutdown(config, app, connections, embedded, log),
    };
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}

/** A process that answers nobody and does the jobs: to have more of them, or none where requests are answered. */
export async function startWorker(config: Config, log: Log): Promise<Pick<Server, 'stop'>> {
  if (config.ownerUrl === null) {
    throw new ConfigError(
      'DATABASE_URL: obligatoire pour « npm run worker », le serveur embarqué ne sert qu’un processus (the embedded server serves one process).',
    );
  }
  const app = await composeOn(config.ownerUrl, { ...config, worker: true }, null, log);
  const stop = async () => {
    log.info('stopping');
    await app.get(Worker).stop(config.stopSeconds * 1000);
    await Promise.race([app.close(), wait(CLOSE_MS)]);
    log.info('stopped');
  };
  let stopped: Promise<void> | null = null;
  return { stop: () => (stopped ??= stop()) };
}

async function composeOn(
  ownerUrl: string,
  config: Config,
  admin: Parameters<typeof ensureFirstAdmin>[1] | null,
  log: Log,
): Promise<NestFastifyApplication> {
  const clock = new SystemClock();
  const apiUrl = await asOwner(ownerUrl, async (owner) => {
    await migrate(owner);
    const leftOut = await loadShippedData(owner, clock.now());
    if (leftOut.length > 0) log.warn({ frameworks: leftOut }, 'shipped frameworks left out');
    if (admin) await ensureFirstAdmin(owner, admin, clock.now());
    return config.apiUrl ?? provisionApiRole(owner, ownerUrl);
  });
  await checkServer(apiUrl, config.environment === 'production', log);
  return createApp(await withSealKeys(config), apiUrl, clock, log);
}

/** The embedded server is a tool of development: what runs on a database of its own never loads it. */
async function startEmbedded(config: Config): Promise<EmbeddedPostgres> {
  const { startEmbeddedPostgres } = await import('../../dev/embedded-postgres/embedded-postgres.js');
  return startEmbeddedPostgres({ dataDir: resolve(config.dataDir, 'postgresql') });
}

/** Where the embedded mode keeps its administrator, for `npm run demo` and for whoever tries Palier. */
export const keptAdminFile = (config: Config): string => resolve(config.dataDir, 'administrateur.json');

/** @throws ConfigError: a password that others are refused is no better for the one who may invite everybody */
async function judged({ email, password }: NonNullable<Config['firstAdmin']>, source: string) {
  const choice = await choosePassword(password, [email]);
  if ('password' in choice) return { email, password: choice.password };
  const { detail } = PASSWORD_FLAWS[choice.flaws[0]];
  throw new ConfigError(`${source}: ${detail.fr} (${detail.en})`);
}

async function keptAdmin(config: Config): Promise<{ email: string; password: string }> {
  const file = keptAdminFile(config);
  const kept = await readFile(file, 'utf8').catch(() => null);
  if (kept !== null) return JSON.parse(kept) as { email: string; password: string };
  const admin = { email: 'admin@palier.local', password: randomBytes(15).toString('base64url') };
  await mkdir(join(file, '..'), { recursive: true });
  await writeFile(file, `${JSON.stringify(admin, null, 2)}\n`, { mode: 0o600 });
  return admin;
}

function howToSignIn(config: Config): string {
  if (config.firstAdmin) return `${config.firstAdmin.email}, avec PALIER_ADMIN_PASSWORD`;
  if (config.ownerUrl === null) return `admin@palier.local, mot de passe dans ${keptAdminFile(config)}`;
  return 'un compte existant, ou PALIER_ADMIN_EMAIL et PALIER_ADMIN_PASSWORD pour créer le premier';
}

/** Requests under way are answered, then the database stops; a second call waits for the first. */
function createShutdown(
  config: Config,
  app: NestFastifyApplication,
  connections: Connections,
  embedded: EmbeddedPostgres | null,
  log: Log,
): Server['stop'] {
  let stopped: Promise<void> | null = null;
  const stop = async (graceSeconds: number) => {
    const lifecycle = app.get(Lifecycle);
    lifecycle.beginStop();
    log.info({ inFlight: lifecycle.inFlight, graceSeconds }, 'stopping');
    await wait(graceSeconds * 1000);
    const stopMs = config.stopSeconds * 1000;
    const [cut] = await Promise.all([connections.drain(stopMs), app.get(Worker).stop(stopMs)]);
    if (cut > 0) log.warn({ cut, afterSeconds: config.stopSeconds }, 'connections cut');
    // A statement that never ends holds its connection: PostgreSQL gives it up when the process is gone.
    await Promise.race([app.close(), wait(CLOSE_MS)]);
    await embedded?.stop();
    log.info('stopped');
  };
  return ({ withGrace } = { withGrace: false }) =>
    (stopped ??= stop(withGrace ? config.stopGraceSeconds : 0));
}
