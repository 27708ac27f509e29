import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { MigrationInterface, QueryFailedError, QueryRunner } from 'typeorm';

/** From the sources, and from what they are built into. */
const FOLDERS = ['.', '../../migrations'].map((path) => fileURLToPath(new URL(path, import.meta.url)));
const MIGRATION = /^\d{13}-[a-z0-9-]+\.sql$/;

/** Every migration beside this file, in the order in which they run: README.md says how one is added. */
export const MIGRATIONS = listMigrations().map(toMigration);

/** Lists the files of the migrations, the oldest first. */
export function listMigrations(): string[] {
  for (const folder of FOLDERS) {
    const files = readdirSync(folder).filter((file) => MIGRATION.test(file));
    if (files.length > 0) return files.toSorted().map((file) => join(folder, file));
  }
  throw new Error(`No migrations in ${FOLDERS.join(' nor ')}.`);
}

/** Makes the class that TypeORM runs and remembers by its name, which has to end with the timestamp. */
function toMigration(file: string) {
  const [timestamp, ...words] = basename(file, '.sql').split('-');
  class Migration implements MigrationInterface {
    readonly name = Migration.name;

    async up(runner: QueryRunner): Promise<void> {
      const sql = readFileSync(file, 'utf8');
      await runner.query(sql).catch((error: QueryFailedError<{ position?: string } & Error>) => {
        throw new Error(`${file}:${lineOf(sql, error.driverError.position)}: ${error.message}`, {
          cause: error,
        });
      });
    }

    down(): Promise<void> {
      return Promise.reject(new Error('Migrations only go forward: restore a backup instead.'));
    }
  }
  return Object.defineProperty(Migration, 'name', { value: [...words, timestamp].join('_') });
}

/** Counts the lines up to where PostgreSQL stopped; it does not always say. */
function lineOf(sql: string, position = '1'): number {
  return sql.slice(0, Number(position)).split('\n').length;
}
