import type { PersonId } from '../../../kernel/ids.js';
import { notFound } from '../../../kernel/refusals.js';
import type { Queryable } from '../../../platform/database/db.js';
import { row } from '../../../platform/database/sql.js';
import type { AccountHolder } from './accounts.policy.js';
import type { AccountDetails } from '../identity.types.js';

/** Holds a role that the reader may not give, or stands on a contract of organisations that the reader does not administer. */
export async function standsBeyond(q: Queryable, personId: PersonId): Promise<boolean> {
  const found = await row<{ beyond: boolean }>(
    q,
    'select not app.is_platform_admin() and app.stands_elsewhere($1) as beyond',
    [personId],
  );
  return found?.beyond ?? true;
}

/** @throws not_found when this person never accepted an invitation */
export async function getAccount(q: Queryable, holder: AccountHolder): Promise<AccountDetails> {
  const found = await row<AccountDetails>(
    q,
    `
    select
      a.id,
      $1::uuid      as "personId",
      a.email,
      a.created_at  as "createdAt",
      a.disabled_at as "disabledAt",
      a.disabled_by as "disabledBy",
      a.password_changed_at as "passwordChangedAt",
      a.password_reset_by   as "passwordResetBy"
    from app.account_of($1) a
    `,
    [holder.personId],
  );
  if (!found) throw notFound();
  return found;
}
