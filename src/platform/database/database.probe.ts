import { setTimeout as wait } from 'node:timers/promises';
import type { OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';
import { MIGRATION_NAMES } from '../../data-source.js';
import { hasSqlState } from './violations.js';

export type DatabaseState =
  'ready' | 'database_unreachable' | 'role_refused' | 'schema_behind' | 'no_signing_key';

/** The newest migration that the code knows. */
export const SCHEMA_VERSION = MIGRATION_NAMES.at(-1) ?? 'none';

/** A wrong password, or a role that may not log in: PostgreSQL lets a role change its own password, and cannot be told not to. */
const LOGIN_REFUSED = ['28P01', '28000'];

const LIMIT_MS = 4_000;
const STEP_MS = 3_000;

/**
 * Looks at the database as the API's role, on a connection of its own: requests that hold the whole pool do not make the
 * process unready, and a server that hangs does not make the look hang.
 */
export class DatabaseProbe implements OnApplicationShutdown {
  private readonly pool: pg.Pool;

  constructor(url: string) {
    this.pool = new pg.Pool({
      connectionString: url,
      application_name: 'palier-probe',
      max: 1,
      connectionTimeoutMillis: STEP_MS,
      query_timeout: STEP_MS,
      allowExitOnIdle: true,
    });
    this.pool.on('error', () => undefined); // an idle connection was lost: the next look says so
  }

  async look(): Promise<DatabaseState> {
    const tooLate = new AbortController();
    try {
      return await Promise.race([
        // The connection of the last look may be lost without our knowing yet: the second one is new.
        this.read().catch(() => this.read()),
        wait(LIMIT_MS, 'database_unreachable' as const, { signal: tooLate.signal }),
      ]);
    } catch (error) {
      return hasSqlState(error, ...LOGIN_REFUSED) ? 'role_refused' : 'database_unreachable';
    } finally {
      tooLate.abort();
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.end();
  }

  private async read(): Promise<DatabaseState> {
    const client = await this.pool.connect();
    try {
      const { rows } = await client.query<{ migrations: string[]; has_signing_key: boolean }>(
        'select r.migrations, r.has_signing_key from app.readiness() r',
      );
      client.release();
      return judge(rows[0]);
    } catch (error) {
      client.release(true); // it may still owe an answer
      // A schema from before this function, or none at all.
      if (['42883', '3F000'].includes(String((error as { code?: unknown }).code))) return 'schema_behind';
      throw error;
    }
  }
}

/** A schema that is ahead is fine: during an update the new process migrates while the old ones still answer. */
function judge(row: { migrations: string[]; has_signing_key: boolean } | undefined): DatabaseState {
  if (!row || MIGRATION_NAMES.some((name) => !row.migrations.includes(name))) return 'schema_behind';
  return row.has_signing_key ? 'ready' : 'no_signing_key';
}
