import { isUuid } from '../../kernel/ids.js';
import type { ListRequest, Listed } from '../database/changes.js';
import { InstantField, instantOf } from '../validation/as-of.js';
import { PageQuery, pageRequest, presentPage, type PageRequest } from './pages.js';

const CHANGES =
  'Changed at that instant or later, in the order of change: send the last `updatedAt` that you saw in this list, and no change is missed. What somebody is still writing shows once it is written, with all that follows it.';

/** The query fields of a list that says what changed. */
export class ChangesQuery extends PageQuery {
  @InstantField({ optional: true, description: CHANGES })
  updatedSince?: string;
}

const CHANGE_KEY = /^\d{1,16}\.(.+)$/;

export const isChangeKey = (key: string): boolean => isUuid(CHANGE_KEY.exec(key)?.[1]);

/** @throws validation_failed at `after` when the cursor is none of this list and order */
export function listRequest(query: ChangesQuery): ListRequest & PageRequest {
  const since = query.updatedSince === undefined ? null : instantOf(query.updatedSince);
  return { ...pageRequest(query, since === null ? isUuid : isChangeKey), since };
}

/** The page of a list in the order that was asked for. */
export const presentList = <Row extends { readonly id: string }, Item>(
  found: readonly Listed<Row>[],
  page: ListRequest & PageRequest,
  present: (row: Row) => Item,
) => presentPage(found, page, (row) => (page.since === null ? row.id : row.changeKey), present);
