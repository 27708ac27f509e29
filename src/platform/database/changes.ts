import type { Instant } from '../../kernel/days.js';
import type { Queryable } from './db.js';
import { row } from './sql.js';

/** A page of a list: in the order of creation, or, from an instant on, in the order of change. */
export interface ListRequest {
  /** The key of the row that it follows. */
  readonly after: string | null;
  readonly limit: number;
  readonly since: Instant | null;
}

/** A row, and where it stands in the order of change. */
export type Listed<Row> = Row & { readonly changeKey: string };

/** The end of a statement that reads a page of a list. */
export interface PageSql {
  readonly where: string;
  readonly orderBy: string;
  readonly values: readonly unknown[];
}

export const changeKeySql = (alias: string): string => `app.change_key(${alias}.changed_at, ${alias}.id)`;

/**
 * Which rows of `alias` a page shows, with parameters from `$first` on, and one more row than its limit, to know whether a
 * page follows. By change it ends where somebody may still date a change: asked before the rows are read, in a statement of
 * its own (docs/decisions/0048).
 */
export async function pageOf(
  q: Queryable,
  alias: string,
  { after, limit, since }: ListRequest,
  first: number,
): Promise<PageSql> {
  const $ = (index: number) => `$${first + index}`;
  if (since === null)
    return {
      where: `(${$(1)}::uuid is null or ${alias}.id > ${$(1)})`,
      orderBy: `${alias}.id limit ${$(0)}`,
      values: [limit + 1, after],
    };
  const complete = await row<{ before: string }>(q, 'select app.changes_complete_before()::text as before');
  const changedAt = `${alias}.changed_at`;
  return {
    where: `
      ${changedAt} >= ${$(1)}::timestamptz
      and ${changedAt} < ${$(2)}::timestamptz
      ${after === null ? '' : `and (${changedAt}, ${alias}.id) > (app.instant_of_change(${$(3)}), app.id_of_change(${$(3)}))`}
    `,
    orderBy: `${changedAt}, ${alias}.id limit ${$(0)}`,
    values: [limit + 1, since, complete?.before, ...(after === null ? [] : [after])],
  };
}
