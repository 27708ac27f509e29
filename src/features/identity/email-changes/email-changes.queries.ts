import { notFound } from '../../../kernel/refusals.js';
import type { Queryable } from '../../../platform/database/db.js';
import { row, rows } from '../../../platform/database/sql.js';
import type { AccountLinkId, EmailChangeRow } from '../identity.types.js';

/** Row security shows one's own, and no other kind of link. */
const EMAIL_CHANGE = `
  select
    l.id,
    l.email,
    l.created_at as "createdAt",
    l.expires_at as "expiresAt",
    l.used_at    as "usedAt",
    l.voided_at  as "voidedAt"
  from account_links l
`;

/** In the order in which they were asked for; one more than `limit`. */
export function listEmailChanges(
  q: Queryable,
  { after, limit }: { after: string | null; limit: number },
): Promise<EmailChangeRow[]> {
  return rows(q, `${EMAIL_CHANGE} where $1::uuid is null or l.id > $1 order by l.id limit $2`, [
    after,
    limit + 1,
  ]);
}

/** @throws not_found */
export async function getEmailChange(q: Queryable, id: AccountLinkId): Promise<EmailChangeRow> {
  const found = await row<EmailChangeRow>(q, `${EMAIL_CHANGE} where l.id = $1`, [id]);
  if (!found) throw notFound();
  return found;
}
