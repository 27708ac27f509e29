import { resolve } from 'node:path';
import type { DataSource } from 'typeorm';
import { readConfig, type Config } from '../src/platform/config/config.js';
import { findRunningPostgres, startEmbeddedPostgres } from '../dev/embedded-postgres/embedded-postgres.js';
import { asOwner } from '../src/platform/database/provision.js';

/** Runs `work` as the owner of the database of the settings: beside a running server, which goes on, or without one. */
export async function asOwnerOfDatabase<T>(
  work: (owner: DataSource, config: Config) => Promise<T>,
): Promise<T> {
  return withOwnerUrl((url, config) => asOwner(url, (owner) => work(owner, config)));
}

/** Gives `work` the address of the owner, and the embedded server as long as it needs it. */
export async function withOwnerUrl<T>(work: (ownerUrl: string, config: Config) => Promise<T>): Promise<T> {
  const config = readConfig(process.env);
  const dataDir = resolve(config.dataDir, 'postgresql');
  const runningUrl = config.ownerUrl ?? (await findRunningPostgres(dataDir));
  const embedded = runningUrl === null ? await startEmbeddedPostgres({ dataDir }) : null;
  try {
    return await work(runningUrl ?? embedded?.url ?? '', config);
  } finally {
    await embedded?.stop();
  }
}
