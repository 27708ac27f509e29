import type { PersonId } from '../../../kernel/ids.js';
import type { Queryable } from '../../../platform/database/db.js';
import { row } from '../../../platform/database/sql.js';
import type { ResetPosition } from './resets.policy.js';

export interface AccountToReset extends ResetPosition {
  readonly hasPassword: boolean;
  readonly isDisabled: boolean;
}

/** Null for whoever never had an account, or none that the caller answers for. */
export function findAccountToReset(q: Queryable, personId: PersonId): Promise<AccountToReset | null> {
  return row(
    q,
    `
    select
      $1::uuid            as "personId",
      s.is_platform_admin as "isPlatformAdmin",
      s.is_member         as "isMember",
      s.has_other_roles   as "hasOtherRoles",
      s.stands_elsewhere  as "standsElsewhere",
      s.learns_elsewhere  as "learnsElsewhere",
      s.has_password      as "hasPassword",
      s.is_disabled       as "isDisabled"
    from app.own_reset_position($1) s
    `,
    [personId],
  );
}
