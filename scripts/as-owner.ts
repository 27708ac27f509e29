import { resolve } from 'node:path';
import type { DataSource } from 'typeorm';
import { readConfig, type Config } from '../src/platform/config/config.js';
import { findRunningPostgres, startEmbeddedPostgres } from '../dev/embedded-postgres/embedded-postgres.js';
import { asOwner } from '../src/platform/database/provision.js';

/** Runs `work` as the owner of the database of the settings: beside a running server, which goes on, or without one. */
export async function asOwnerOfDatabase<T>(
  work: (owner: DataSource, config: Config) => Promise<T>,
): Promise<T> {
  const config = readConfig(process.env);
  const dataDir = resolve(config.dataDir, 'postgresql');
  const runningUrl = config.ownerUrl ?? (await findRunningPostgres(dataDir));
  const embedded = runningUrl === null ? await startEmbeddedPostgres({ dataDir }) : null;
  try {
    return await asOwner(runningUrl ?? embedded?.url ?? '', (owner) => work(owner, config));
  } finally {
    await embedded?.stop();
  }
}
