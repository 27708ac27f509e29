import type { Instant } from '../../../kernel/days.js';
import type { EmailChangeRow, EmailChangeState } from '../identity.types.js';

/** What became of it; what the day brings is computed. */
export function emailChangeState(
  { usedAt, voidedAt, expiresAt }: Pick<EmailChangeRow, 'usedAt' | 'voidedAt' | 'expiresAt'>,
  now: Instant,
): EmailChangeState {
  if (usedAt !== null) return 'confirmed';
  if (voidedAt !== null) return 'withdrawn';
  return expiresAt <= now ? 'expired' : 'pending';
}
