import type { PoolClient, QueryResultRow } from 'pg';
import Cursor from 'pg-cursor';
import {
  deferToCommit,
  sendDeferred,
  type Explain,
  type Queryable,
  type Statement,
  type Tx,
} from './open-transaction.js';

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
  const refuse = sendDeferred(q, client);
  const [answered] = await Promise.allSettled([client.query<Row>({ ...query, values: [...params] })]);
  await refuse();
  if (answered.status === 'rejected') throw answered.reason;
  return answered.value.rows;
}

/**
 * Runs a statement that answers nothing. It is done for whatever the transaction does next; what PostgreSQL refuses of it
 * is met at the next statement or at the commit, as what `explain` makes of the error.
 */
export function execute(tx: Tx, statement: Statement, explain: Explain = (error) => error): void {
  deferToCommit(tx, statement, explain);
}

/** Writes words of the code itself, never of a request, as an array of SQL. */
export const textArray = (words: readonly string[]): string =>
  `array[${words.map((word) => `'${word}'`).join(', ')}]`;

/** The only row, or null. */
export async function row<Row extends QueryResultRow>(
  q: Queryable,
  sql: string | Prepared,
  params: readonly unknown[] = [],
): Promise<Row | null> {
  return (await rows<Row>(q, sql, params))[0] ?? null;
}

/**
 * The rows of one statement, so many at a time, one batch ahead of whoever takes them. Needs a connection of
 * `LongReads`, and no other statement before the last batch.
 */
export async function* batchesOf<Row extends QueryResultRow>(
  q: Queryable,
  sql: string,
  params: readonly unknown[],
  size: number,
): AsyncGenerator<Row[], void> {
  const client = await clientOf(q);
  const cursor = client.query(new Cursor<Row>(sql, [...params]));
  let leave: () => void = () => undefined;
  const left = new Promise<void>((resolve) => client.once('end', (leave = resolve)));
  const fetch = () => {
    const rows = cursor.read(size);
    rows.catch(() => undefined); // whoever awaits it hears of it; nobody does after the last batch taken
    return rows;
  };
  let next = fetch();
  let isOpen = true;
  try {
    while (isOpen) {
      const found = await next;
      isOpen = found.length > 0;
      if (!isOpen) return;
      next = fetch();
      yield found;
    }
  } catch (error) {
    isOpen = false; // PostgreSQL closed it
    throw error;
  } finally {
    // A connection that was lost never answers.
    if (isOpen) await Promise.race([cursor.close(), left]);
    client.off('end', leave);
  }
}

async function clientOf(q: Queryable): Promise<PoolClient> {
  if (!q.queryRunner || q.queryRunner.isReleased)
    throw new Error('SQL runs inside Db.read and Db.write only.');
  return (await q.queryRunner.connect()) as PoolClient;
}

/** A moment inside JSON, as the API writes moments. */
export const instantIn = (column: string): string =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
