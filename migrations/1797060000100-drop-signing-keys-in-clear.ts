import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Keys that stood in clear stand in backups too, so they are not sealed but gone: a process that starts makes another,
 * and whoever is signed in refreshes once.
 */
export class DropSigningKeysInClear1797060000100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('delete from signing_keys');
  }

  down(): Promise<void> {
    return Promise.reject(new Error('What was deleted does not come back: restore a backup instead.'));
  }
}
