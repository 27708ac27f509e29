import { ConfigError, readConfig, type Config } from './platform/config/config.js';
import { exitWithParent } from './platform/exit-with-parent.js';
import { createLogger, type Log } from './platform/logs/logger.js';
import { describeError } from './platform/logs/scrub.js';
import { OperatorError } from './platform/operator-error.js';
import { startServer, startWorker, type Server } from './composition/start-up.js';

const SETTINGS_REFUSED = 2;

try {
  const config = readConfig(process.env);
  const log = createLogger(config.logLevel);
  exitOnUncaught(log);
  await (process.argv[2] === 'worker' ? work(config, log) : serve(config, log));
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(error instanceof ConfigError ? SETTINGS_REFUSED : 1);
}

async function serve(config: Config, log: Log): Promise<void> {
  const server = await startServer(config, log);
  stopOnSignals(server, log);
  exitWithParent(() => server.stop());
  log.info({ url: server.url, environment: config.environment }, 'ready');
  // For whoever tries Palier; where a log is collected, it would be one more place that names somebody.
  if (config.environment !== 'production') process.stdout.write(banner(server));
}

/** `npm run worker`. */
async function work(config: Config, log: Log): Promise<void> {
  const worker = await startWorker(config, log);
  stopOnSignals(worker, log);
  exitWithParent(() => worker.stop());
  log.info({ environment: config.environment }, 'working');
}

/** SIGTERM comes from whoever routes requests here, and leaves them the grace to notice; Ctrl-C does not wait. */
function stopOnSignals(server: Pick<Server, 'stop'>, log: Log): void {
  let isStopping = false;
  const stop = (withGrace: boolean) => {
    if (isStopping) process.exit(1);
    isStopping = true;
    server.stop({ withGrace }).then(
      () => process.exit(0),
      (error: unknown) => {
        log.fatal({ error }, 'could not stop in order');
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', () => stop(false));
  process.on('SIGTERM', () => stop(true));
}

/** Node would print the whole error, with what the database quotes of it. */
function exitOnUncaught(log: Log): void {
  const exit = (error: unknown) => {
    log.fatal({ error }, 'unexpected error, the process ends');
    process.exit(1);
  };
  process.on('uncaughtException', exit);
  process.on('unhandledRejection', exit);
}

/** What can be mended by whoever starts Palier is said in a sentence; anything else is a bug, with its trace. */
function explain(error: unknown): string {
  if (error instanceof OperatorError) return error.message;
  if ((error as { code?: string } | null)?.code === 'EADDRINUSE') {
    return 'Le port est déjà pris : arrêtez l’autre serveur, ou choisissez PALIER_PORT (port in use: stop the other server or set PALIER_PORT).';
  }
  return JSON.stringify(describeError(error), null, 2);
}

function banner({ url, signIn }: Server): string {
  return `
  Palier est prêt (ready).

  API              ${url}/v1
  Documentation    ${url}/docs   (OpenAPI : ${url}/v1/openapi.json)
  Se connecter     POST ${url}/v1/auth/login — ${signIn}

  À essayer dans un autre terminal : npm run demo · npm test
  Arrêter : Ctrl-C
`;
}
