import { types } from 'pg';
import type { DataSourceOptions } from 'typeorm';
import { MIGRATIONS } from '../migrations/index.js';
import { ENTITIES } from './composition/entities.js';
import { coalesceWrites } from './platform/database/coalesce-writes.js';

const DATE = 1082;
const TIMESTAMPTZ = 1184;
const BIGINT = 20;

/** Days stay strings (no time zone can shift them), instants become RFC 3339, sequences fit a number. */
const wireTypes = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === DATE) return (value: string) => value;
    if (oid === TIMESTAMPTZ) return (value: string) => new Date(value).toISOString();
    if (oid === BIGINT) return Number;
    return types.getTypeParser(oid, format as 'text');
  },
};

/** As the table `migrations` names them. */
export const MIGRATION_NAMES: readonly string[] = MIGRATIONS.map(({ name }) => name);

/** Whoever changes a contract that another changes waits so long, then may come again. */
const LOCK_TIMEOUT_MS = 10_000;

/** The API's own connection: many, pipelined, as a role that owns nothing. */
export function apiDataSourceOptions(url: string, poolSize: number): DataSourceOptions {
  return {
    type: 'postgres',
    url,
    entities: [...ENTITIES],
    synchronize: false,
    poolSize,
    installExtensions: false,
    applicationName: 'palier-api',
    extra: {
      types: wireTypes,
      pipeline: true,
      stream: coalesceWrites,
      connectionTimeoutMillis: 5_000,
      // A new connection plans every statement again: one that rests is kept for the next shift.
      idleTimeoutMillis: 600_000,
      statement_timeout: 30_000,
      lock_timeout: LOCK_TIMEOUT_MS,
      // A server that no longer answers cannot keep the limit above: a little later the connection is given up.
      query_timeout: 35_000,
    },
  };
}

/** For reports, downloads and reads of the past, beside the connections of everything else. */
export const LONG_READ_CONNECTIONS = 8;

/**
 * Connections of their own for what takes long: it never keeps others from signing off. Not pipelined, since a cursor keeps
 * its connection to itself.
 */
export function longReadDataSourceOptions(url: string): DataSourceOptions {
  return {
    type: 'postgres',
    url,
    synchronize: false,
    poolSize: LONG_READ_CONNECTIONS,
    installExtensions: false,
    applicationName: 'palier-reports',
    extra: { types: wireTypes, connectionTimeoutMillis: 10_000, statement_timeout: 30_000 },
  };
}

/** The owner's connection: migrations and maintenance. */
export function ownerDataSourceOptions(url: string, migrations = MIGRATIONS): DataSourceOptions {
  return {
    type: 'postgres',
    url,
    entities: [...ENTITIES],
    migrations,
    migrationsTableName: 'migrations',
    migrationsTransactionMode: 'each',
    synchronize: false,
    installExtensions: false,
    applicationName: 'palier-owner',
    extra: { types: wireTypes, max: 2 },
  };
}
