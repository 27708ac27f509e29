import type { GrantRow, GrantState } from './grants.types.js';

/** Where a grant stands today: what somebody did first, then what the day brings. */
export function grantStateOf({
  withdrawnAt,
  acceptedAt,
  stands,
}: Pick<GrantRow, 'withdrawnAt' | 'acceptedAt' | 'stands'>): GrantState {
  if (withdrawnAt !== null) return 'withdrawn';
  if (acceptedAt === null) return 'pending';
  return stands ? 'in_force' : 'administrator_missing';
}
