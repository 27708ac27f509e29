import type { Instant } from '../../kernel/days.js';
import type { AccountId } from '../../kernel/ids.js';
import { QUOTAS } from '../../kernel/quotas.js';
import type { Tx } from '../../platform/database/db.js';
import { keepWithin, lockQuota } from '../../platform/database/quotas.store.js';
import { row, rows } from '../../platform/database/sql.js';
import type { CalendarLinkId } from './own-calendar.types.js';

/** How many that are revoked are listed yet. */
const KEPT = 20;

/** Makes room: what was revoked long ago goes. @throws quota_exceeded */
export async function keepRoomForLink(tx: Tx, accountId: AccountId): Promise<void> {
  await lockQuota(tx, `calendar_links ${accountId}`);
  await rows(
    tx,
    `
    delete from calendar_links l
    where l.account_id = $1
      and l.revoked_at is not null
      and l.id not in (
        select k.id from calendar_links k
        where k.account_id = $1 and k.revoked_at is not null
        order by k.revoked_at desc
        limit ${KEPT}
      )
    `,
    [accountId],
  );
  const there = await row<{ open: number }>(
    tx,
    'select count(*)::int as open from calendar_links l where l.account_id = $1 and l.revoked_at is null',
    [accountId],
  );
  keepWithin(QUOTAS.calendar_links, there?.open ?? 0, 1);
}

export async function insertCalendarLink(
  tx: Tx,
  link: {
    readonly id: CalendarLinkId;
    readonly accountId: AccountId;
    readonly name: string;
    readonly hash: Buffer;
    readonly at: Instant;
  },
): Promise<void> {
  await rows(
    tx,
    'insert into calendar_links (id, account_id, name, token_hash, created_at) values ($1, $2, $3, $4, $5)',
    [link.id, link.accountId, link.name, link.hash, link.at],
  );
}

/** Nothing, when it is revoked already. */
export async function revokeCalendarLink(tx: Tx, id: CalendarLinkId, at: Instant): Promise<void> {
  await rows(
    tx,
    `
    update calendar_links l set revoked_at = $2
    where l.id = $1 and l.account_id = app.account_id() and l.revoked_at is null
    `,
    [id, at],
  );
}
