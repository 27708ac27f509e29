import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig } from '../src/platform/config/config.js';
import { OperatorError } from '../src/platform/operator-error.js';

const DEBIAN = '/usr/lib/postgresql';

/** A program of PostgreSQL, the newest of Debian's or the one in PATH: it must be as new as the server. */
export function programOf(name: string): string {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : [];
  return versions.map((version) => join(DEBIAN, version, 'bin', name)).find(existsSync) ?? name;
}

/** The owner's address from `DATABASE_URL`. */
export function ownerUrl(): string {
  const url = readConfig({ DATABASE_URL: process.env['DATABASE_URL'] }).ownerUrl;
  if (url) return url;
  throw new OperatorError('DATABASE_URL manque : l’adresse de la base, en propriétaire (as its owner).');
}

/** Runs it to its end on that database; its password travels in the environment, which others cannot read. */
export async function runTool(name: string, url: string, args: readonly string[]): Promise<void> {
  const database = new URL(url);
  const password = decodeURIComponent(database.password);
  database.password = '';
  const child = spawn(programOf(name), [...args, `--dbname=${database.toString()}`], {
    env: { ...process.env, ...(password ? { PGPASSWORD: password } : {}) },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', () =>
      reject(new OperatorError(`${name} est introuvable (not found): apt-get install postgresql-client.`)),
    );
    child.once('close', resolve);
  });
  if (code !== 0) throw new OperatorError(`${name} a échoué (failed), ci-dessus.`);
}

/** Tells an operator's mistake in a sentence, and a bug with its trace. */
export async function asCommand(work: () => Promise<void>): Promise<void> {
  await work().catch((error: unknown) => {
    process.stderr.write(`${error instanceof OperatorError ? error.message : (error as Error).stack}\n`);
    process.exitCode = 1;
  });
}

/** The file that the command was given. */
export function fileArgument(): string {
  const [file, ...more] = process.argv.slice(2);
  if (file && more.length === 0) return file;
  throw new OperatorError(
    'Donnez le fichier de la sauvegarde, et rien d’autre (give the file of the backup).',
  );
}
