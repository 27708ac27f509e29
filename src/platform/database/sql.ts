import type { PoolClient, QueryResultRow } from 'pg';
import type { Queryable } from './db.js';

/** A statement of the hot path, parsed and planned once per connection under its name. */
export interface Prepared {
  readonly name: string;
  readonly text: string;
}

/** The rows of one statement, whatever its verb (TypeORM's `query` wraps those of an UPDATE differently). */
export async function rows<Row extends QueryResultRow>(
  q: Queryable,
  sql: string | Prepared,
  params: readonly unknown[] = [],
): Promise<Row[]> {
  const client = await clientOf(q);
  const query = typeof sql === 'string' ? { text: sql } : { name: sql.name, text: sql.text };
  return (await client.query<Row>({ ...query, values: [...params] })).rows;
}

/** The only row, or null. */
export async function row<Row extends QueryResultRow>(
  q: Queryable,
  sql: string | Prepared,
  params: readonly unknown[] = [],
): Promise<Row | null> {
  return (await rows<Row>(q, sql, params))[0] ?? null;
}

async function clientOf(q: Queryable): Promise<PoolClient> {
  if (!q.queryRunner || q.queryRunner.isReleased)
    throw new Error('SQL runs inside Db.read or Db.transaction only.');
  return (await q.queryRunner.connect()) as PoolClient;
}
