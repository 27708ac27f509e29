import { createHmac } from 'node:crypto';
import { DataSource } from 'typeorm';
import { ownerDataSourceOptions } from '../../data-source.js';
import { scramVerifierOf } from './scram.js';
import { OperatorError } from '../operator-error.js';

/** Why the database cannot be used, in a sentence that says what to do; it stops the start. */
export class ProvisionError extends OperatorError {}

/** Runs `work` as the owner of the database. */
export async function asOwner<T>(ownerUrl: string, work: (owner: DataSource) => Promise<T>): Promise<T> {
  const owner = new DataSource(ownerDataSourceOptions(ownerUrl));
  try {
    await owner.initialize();
  } catch (error) {
    throw new ProvisionError(
      `DATABASE_URL : connexion impossible au serveur PostgreSQL (cannot connect): ${(error as Error).message}`,
    );
  }
  try {
    return await work(owner);
  } finally {
    await owner.destroy();
  }
}

/** Brings the schema up to date; one process at a time, the others wait and then find nothing to do. */
export async function migrate(owner: DataSource): Promise<void> {
  await alone(owner, () => owner.runMigrations());
}

async function alone(owner: DataSource, work: () => Promise<unknown>): Promise<void> {
  const runner = owner.createQueryRunner();
  try {
    await runner.query('select pg_advisory_lock(7254371)');
    await work();
  } finally {
    await runner.query('select pg_advisory_unlock(7254371)');
    await runner.release();
  }
}

/**
 * The URL of the API's role on the owner's server. Its password is derived from the owner's, so that every process
 * computes the same one and there is nothing more to configure; a server that trusts needs none. It is set at each
 * start, also because PostgreSQL lets a role change its own; the server and its logs see what checks it, never itself.
 */
export async function provisionApiRole(owner: DataSource, ownerUrl: string): Promise<string> {
  const url = new URL(ownerUrl);
  const ownerPassword = decodeURIComponent(url.password);
  url.username = 'palier_api';
  url.password = '';
  if (ownerPassword !== '') {
    const password = createHmac('sha256', ownerPassword).update('palier_api').digest('base64url');
    await alone(owner, () => owner.query(`alter role palier_api password '${scramVerifierOf(password)}'`));
    url.password = password;
  }
  return url.toString();
}
