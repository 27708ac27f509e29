import type { Instant } from '../../../kernel/days.js';
import type { RefreshTokenRow } from '../identity.types.js';

/**
 * `rotate`: it serves, once. `reused`: it served before, so somebody else has it too, and its family must end.
 * `over`: it expired or was ended.
 */
export type TokenJudgement = 'rotate' | 'reused' | 'over';

export function judgeRefreshToken(token: RefreshTokenRow, now: Instant): TokenJudgement {
  if (token.revokedAt !== null) return 'over';
  if (token.usedAt !== null) return 'reused';
  return token.expiresAt <= now ? 'over' : 'rotate';
}
