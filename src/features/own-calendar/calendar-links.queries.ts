import { notFound } from '../../kernel/refusals.js';
import type { Queryable } from '../../platform/database/db.js';
import { row, rows } from '../../platform/database/sql.js';
import type { CalendarLinkId, CalendarLinkRow, ReadLink } from './own-calendar.types.js';

/** One's own; a change of the password ends those that were made before it. */
const LINKS = `
  select
    l.id,
    l.name,
    l.created_at   as "createdAt",
    l.last_read_on as "lastReadOn",
    least(
      l.revoked_at,
      case when a.password_changed_at > l.created_at then a.password_changed_at end
    )              as "endedAt"
  from calendar_links l
  join accounts a on a.id = l.account_id
  where l.account_id = app.account_id()
`;

/** In the order in which they were made; one more than `limit`. */
export function listCalendarLinks(
  q: Queryable,
  { after, limit }: { after: string | null; limit: number },
): Promise<CalendarLinkRow[]> {
  return rows<CalendarLinkRow & Record<string, unknown>>(
    q,
    `${LINKS} and ($1::uuid is null or l.id > $1) order by l.id limit $2`,
    [after, limit + 1],
  );
}

/** @throws not_found for any but one's own */
export async function getCalendarLink(q: Queryable, id: CalendarLinkId): Promise<CalendarLinkRow> {
  const found = await row<CalendarLinkRow & Record<string, unknown>>(q, `${LINKS} and l.id = $1`, [id]);
  if (!found) throw notFound();
  return found;
}

/** Whose calendar a secret opens, noting the day; null: it opens none. */
export const findLinkToRead = (q: Queryable, tokenHash: Buffer): Promise<ReadLink | null> =>
  row<ReadLink & Record<string, unknown>>(
    q,
    `select l.id, l.account_id as "accountId", l.person_id as "personId" from app.calendar_link_to_read($1) l`,
    [tokenHash],
  );
