import { createHash } from 'node:crypto';
import {
  access,
  constants,
  lchown,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { EmbeddedPostgresError } from './error.js';
import { spawnGuarded } from './guarded-process.js';
import { processCommand, processIdentity } from './processes.js';
import type { Account, Programs } from './programs.js';

/** PostgreSQL refuses to run as root: it then runs as nobody. */
const NOBODY: Account = { uid: 65534, gid: 65534 };

const HOST_ACCESS = '# Nobody but this computer, and no password.\nhost all all 127.0.0.1/32 trust\n';

/**
 * How a server is told where its data are: it is started inside the folder, and follows the link that
 * the system keeps for it. So its account needs no right on the folders above.
 */
export const HERE = existsSync('/proc/self/cwd') ? '/proc/self/cwd' : '.';

/** The name that a server carries in its command line, by which it is recognised as the one of this folder. */
export function clusterName(cluster: string): string {
  return `palier-${createHash('sha256').update(cluster).digest('hex').slice(0, 12)}`;
}

export async function prepareDataDirectory(dataDir: string): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true });
    await access(dataDir, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new EmbeddedPostgresError(
      `This account cannot write in ${dataDir}. Give it the right to, or set PALIER_DATA_DIR to a folder of its own, or DATABASE_URL to a PostgreSQL server.`,
      { cause: error },
    );
  }
}

/** As root, the data keep their owner, and what belongs to root is given to nobody. Otherwise they must be ours. */
export async function decideAccount(cluster: string): Promise<Account | null> {
  const me = process.getuid?.();
  const owner = await stat(cluster).catch(() => null);
  if (me === 0) {
    if (owner !== null && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
    if (owner !== null) await giveTo(NOBODY, cluster);
    return NOBODY;
  }
  if (owner !== null && owner.uid !== me) {
    throw new EmbeddedPostgresError(
      `The data in ${cluster} belong to another account (uid ${owner.uid}). Start with that account or as root, or set PALIER_DATA_DIR to another folder.`,
    );
  }
  return null;
}

/** Makes the cluster beside its place and moves it there when complete, so that a half-made one is never used. */
export async function createCluster(
  cluster: string,
  programs: Programs,
  account: Account | null,
  options: { isDurable: boolean; log: (line: string) => void },
): Promise<void> {
  const draft = `${cluster}.new`;
  await rm(draft, { recursive: true, force: true, maxRetries: 10 });
  await mkdir(draft, { mode: 0o700 });
  if (account !== null) await giveTo(account, draft);
  options.log(`Creating the database in ${cluster}`);
  const initdb = spawnGuarded({
    program: programs.initdb,
    args: [
      `--pgdata=${HERE}`,
      '--username=palier',
      '--auth=trust',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-instructions',
      ...(options.isDurable ? [] : ['--no-sync']),
    ],
    cwd: draft,
    account,
    log: options.log,
  });
  if (!(await initdb.ended)) {
    throw new EmbeddedPostgresError(
      `PostgreSQL could not create its database in ${draft}. Read why below, then start again, or set DATABASE_URL to a PostgreSQL server of your own.\n${initdb.lastLines()}`,
    );
  }
  await writeFile(join(draft, 'pg_hba.conf'), HOST_ACCESS, { flush: true });
  await rename(draft, cluster);
  await syncFolder(join(cluster, '..'));
}

/**
 * A server whose parent was killed stops by itself; one that is still there (its watchdog was killed
 * too, or it is not done yet) is stopped here.
 */
export async function recover(cluster: string): Promise<void> {
  const path = join(cluster, 'postmaster.pid');
  const pid = Number.parseInt(await readFile(path, 'utf8').catch(() => ''), 10);
  if (pid > 0 && processCommand(pid).includes(clusterName(cluster))) await stopOrphan(pid, cluster);
  await disownNumber(path);
}

async function stopOrphan(pid: number, cluster: string): Promise<void> {
  const identity = processIdentity(pid);
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    signalOrphan(pid, signal);
    for (let tries = 0; tries < 200; tries += 1) {
      if (identity === null || processIdentity(pid) !== identity) return;
      await wait(50);
    }
  }
  throw new EmbeddedPostgresError(
    `The PostgreSQL server of ${cluster} (process ${pid}) does not stop. Stop it, then start again.`,
  );
}

/**
 * The number in a file left behind may now be another process's, or a dead one's that nobody has
 * collected: PostgreSQL would take either for a running server. It knows its own parent, us, to be
 * none; and the rest of the file still protects the data against surviving children of the old one.
 */
async function disownNumber(path: string): Promise<void> {
  const content = await readFile(path, 'utf8').catch(() => null);
  if (content !== null) await writeFile(path, content.replace(/^\d+/, String(process.pid)));
}

function signalOrphan(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return;
    throw new EmbeddedPostgresError(
      `A PostgreSQL server of another account (process ${pid}) still runs on these data. Stop it from that account, then start again.`,
    );
  }
}

/** The folder itself last: if this is interrupted, it is done again. */
async function giveTo(account: Account, folder: string): Promise<void> {
  try {
    for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
      await lchown(join(entry.parentPath, entry.name), account.uid, account.gid);
    }
    await lchown(folder, account.uid, account.gid);
  } catch (error) {
    throw new EmbeddedPostgresError(
      `PostgreSQL does not run as root, and ${folder} cannot be given to the account that would run it (uid ${account.uid}). Start from an ordinary account, or set DATABASE_URL to a PostgreSQL server of your own.`,
      { cause: error },
    );
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder);
  await handle.sync();
  await handle.close();
}
