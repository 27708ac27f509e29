import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EmbeddedPostgresError } from './error.js';
import { processIdentity } from './processes.js';

export interface DirectoryLock {
  release(): Promise<void>;
}

/**
 * Makes this process the only one that may run a server on the directory. The lock is a file that
 * names its holder by number and start time; one left by a process that died is taken over.
 */
export async function lockDirectory(directory: string): Promise<DirectoryLock> {
  const path = join(directory, 'lock');
  const mine = `${process.pid} ${processIdentity(process.pid)}`;
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, mine);
  try {
    while (!(await linkIfFree(draft, path))) await removeIfAbandoned(path, directory);
  } finally {
    await rm(draft, { force: true });
  }
  return {
    release: async () => {
      if ((await readIfThere(path)) === mine) await rm(path, { force: true });
    },
  };
}

async function removeIfAbandoned(path: string, directory: string): Promise<void> {
  const holder = await readIfThere(path);
  if (holder === null) return;
  const [pid, identity] = holder.split(' ');
  if (processIdentity(Number(pid)) === identity) {
    throw new EmbeddedPostgresError(
      `Le dossier ${directory} sert déjà au processus ${pid} : arrêtez-le, ou choisissez un autre dossier avec PALIER_DATA_DIR (in use by process ${pid}: stop it, or set PALIER_DATA_DIR).`,
    );
  }
  await removeIfStill(path, holder);
}

/** Two starts may find the same abandoned lock: the slower one must not remove the faster one's. */
async function removeIfStill(path: string, holder: string): Promise<void> {
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
  } catch (error) {
    if (isCode(error, 'ENOENT')) return;
    throw error;
  }
  if ((await readIfThere(aside)) !== holder) await linkIfFree(aside, path);
  await rm(aside, { force: true });
}

async function linkIfFree(draft: string, path: string): Promise<boolean> {
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  }
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null;
    throw error;
  }
}

function isCode(error: unknown, code: string): boolean {
  return (error as NodeJS.ErrnoException).code === code;
}
