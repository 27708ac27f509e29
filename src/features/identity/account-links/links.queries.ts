import type { PersonId } from '../../../kernel/ids.js';
import type { Queryable } from '../../../platform/database/db.js';
import { row } from '../../../platform/database/sql.js';
import type { LinkPurpose, OfferedLink } from '../identity.types.js';
import { linkUnknown, refusalOfLink } from './links.errors.js';

/**
 * The link of a token, for whoever bears it, as long as it is good.
 * @throws validation_failed for one that is not there, was used or is too old; link_void for what else became of it
 */
export async function getGoodLink(
  q: Queryable,
  tokenHash: Buffer,
  purpose: LinkPurpose,
): Promise<OfferedLink> {
  const found = await row<OfferedLink>(
    q,
    `
    select
      l.account_id  as "accountId",
      l.state,
      l.reason,
      l.email,
      l.next_email  as "nextEmail",
      l.given_name  as "givenName",
      l.family_name as "familyName"
    from app.link_to_use($1, $2) l
    `,
    [tokenHash, purpose],
  );
  if (!found) throw linkUnknown();
  const refusal = refusalOfLink(found);
  if (refusal) throw refusal;
  return found;
}

/** Null when they have no account, or a disabled one. */
export async function findAddressOf(q: Queryable, person: PersonId): Promise<string | null> {
  const found = await row<{ email: string }>(q, 'select a.email from app.mail_addresses($1) a', [[person]]);
  return found?.email ?? null;
}
