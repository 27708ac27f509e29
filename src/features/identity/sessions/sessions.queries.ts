import type { SessionId } from '../../../kernel/ids.js';
import { notFound } from '../../../kernel/refusals.js';
import type { Queryable } from '../../../platform/database/db.js';
import { row, rows } from '../../../platform/database/sql.js';
import type { SessionRow } from '../identity.types.js';

const SESSION = `
  select
    s.id,
    s.client_kind   as "kind",
    s.client_app    as "app",
    s.client_system as "system",
    s.started_at    as "startedAt",
    s.last_used_at  as "lastUsedAt",
    s.expires_at    as "expiresAt",
    s.ended_at      as "endedAt"
  from sessions s
`;

/** One's own that are not over, in the order in which they began; one more than `limit`. */
export function listOwnSessions(
  q: Queryable,
  { after, limit }: { after: string | null; limit: number },
): Promise<SessionRow[]> {
  return rows(
    q,
    `
    ${SESSION}
    where s.account_id = app.account_id()
      and s.ended_at is null
      and s.expires_at > app.setting('app.now')::timestamptz
      and ($1::uuid is null or s.id > $1)
    order by s.id
    limit $2
    `,
    [after, limit + 1],
  );
}

/** @throws not_found for any but one's own */
export async function getOwnSession(q: Queryable, id: SessionId): Promise<SessionRow> {
  const found = await row<SessionRow>(q, `${SESSION} where s.id = $1 and s.account_id = app.account_id()`, [
    id,
  ]);
  if (!found) throw notFound();
  return found;
}
