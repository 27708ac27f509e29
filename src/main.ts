import { ConfigError, readConfig } from './platform/config/config.js';
import { EmbeddedPostgresError } from './platform/database/embedded-postgres.js';
import { ProvisionError } from './platform/database/provision.js';
import { exitWithParent } from './platform/exit-with-parent.js';
import { startServer, type Server } from './start-up.js';

const SETTINGS_REFUSED = 2;

try {
  const server = await startServer(readConfig(process.env));
  stopOnSignals(server);
  exitWithParent(server.stop);
  process.stdout.write(banner(server));
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(error instanceof ConfigError ? SETTINGS_REFUSED : 1);
}

function stopOnSignals(server: Server): void {
  let isStopping = false;
  const stop = () => {
    if (isStopping) process.exit(1);
    isStopping = true;
    process.stdout.write('Arrêt de Palier…\n');
    server.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`${explain(error)}\n`);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

/** What can be mended by whoever starts Palier is said in a sentence; anything else is a bug, with its trace. */
function explain(error: unknown): string {
  if (
    error instanceof ConfigError ||
    error instanceof EmbeddedPostgresError ||
    error instanceof ProvisionError
  )
    return error.message;
  if ((error as { code?: string } | null)?.code === 'EADDRINUSE') {
    return 'Le port est déjà pris : arrêtez l’autre serveur, ou choisissez PALIER_PORT (port in use: stop the other server or set PALIER_PORT).';
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
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
