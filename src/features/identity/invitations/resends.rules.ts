import type { Instant } from '../../../kernel/days.js';
import type { InvitationRow } from '../identity.types.js';

const FIRST_PAUSE_S = 60;
const GROWS_BY = 4;
const LONGEST_PAUSE_S = 86_400;

/** Whole seconds until it may be sent again: a minute after the first time, then 4, 16, 64… and at last a day. */
export function secondsToResend(
  { sends, lastSentAt }: Pick<InvitationRow, 'sends' | 'lastSentAt'>,
  now: Instant,
): number {
  if (lastSentAt === null) return 0;
  const pause = Math.min(LONGEST_PAUSE_S, FIRST_PAUSE_S * GROWS_BY ** Math.min(sends - 1, 10));
  const elapsed = (Date.parse(now) - Date.parse(lastSentAt)) / 1000;
  return Math.max(0, Math.ceil(pause - elapsed));
}
