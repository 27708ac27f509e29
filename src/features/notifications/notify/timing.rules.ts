import { addDays, dayOf, instantAt, clockTimeOf, type Instant } from '../../../kernel/days.js';
import { SAFETY_KINDS, type NotificationKind } from '../../../kernel/notification-kinds.js';
import { isMuted } from './recipients.rules.js';
import type { Preferences } from '../notifications.types.js';

/** What tutors and referents hear of at any hour: somebody may be at work with an alternant who may no longer do it. */
const AT_ANY_HOUR: readonly NotificationKind[] = ['revocation', 'concern_high'];

/** When a mail may say it; null: none should. */
export function dueAt(
  kind: NotificationKind,
  isStaff: boolean,
  preferences: Preferences,
  now: Instant,
): Instant | null {
  if (isMuted(kind, isStaff, preferences.mutedKinds)) return null;
  if (!SAFETY_KINDS.includes(kind)) return nextDigest(preferences.digestAt, now);
  if (isStaff && AT_ANY_HOUR.includes(kind)) return now;
  return isQuiet(clockTimeOf(now), preferences) ? nextTime(preferences.quietTo, now) : now;
}

/** The next one that is to come: what is told at that very minute waits for tomorrow's. */
export const nextDigest = (digestAt: string, now: Instant): Instant => nextTime(digestAt, now);

export function isQuiet(time: string, { quietFrom, quietTo }: Pick<Preferences, 'quietFrom' | 'quietTo'>) {
  return quietFrom <= quietTo ? quietFrom <= time && time < quietTo : time >= quietFrom || time < quietTo;
}

/** The next moment at which clocks show that time. */
function nextTime(time: string, now: Instant): Instant {
  const today = dayOf(now);
  const shown = instantAt(today, time);
  return shown > now ? shown : instantAt(addDays(today, 1), time);
}
