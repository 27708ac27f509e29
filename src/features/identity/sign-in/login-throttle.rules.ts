import type { Instant } from '../../../kernel/days.js';
import type { Tally } from '../identity.types.js';

/**
 * Attempts without a pause: to sign in, by e-mail, whether an account has it or not, and by address; to say that a password
 * was forgotten, likewise; to use a link, by account, or by link where it is none, and by address.
 */
export const FREE_ATTEMPTS = {
  account: 5,
  address: 50,
  forgotten: 3,
  forgottenAddress: 20,
  reset: 10,
  resetAddress: 50,
} as const;
/** Failures are forgotten when none followed for that long. */
export const FORGOTTEN_AFTER_MS = 15 * 60_000;
const LONGEST_WAIT_S = 300;

/** Whole seconds until the next attempt is heard: 0, then 1, 2, 4… up to five minutes since the last failure. */
export function secondsToWait(tally: Tally, free: number, now: Instant): number {
  if (isForgotten(tally, now)) return 0;
  const beyond = tally.failures - free;
  if (beyond < 0) return 0;
  const pause = Math.min(LONGEST_WAIT_S, 2 ** Math.min(beyond, 30));
  const elapsed = (Date.parse(now) - Date.parse(tally.lastAt)) / 1000;
  return Math.max(0, Math.ceil(pause - elapsed));
}

/** The failures with one more, or the first after a long quiet. */
export const failuresAfter = (tally: Tally, now: Instant): number =>
  isForgotten(tally, now) ? 1 : tally.failures + 1;

function isForgotten({ lastAt }: Tally, now: Instant): boolean {
  return Date.parse(now) - Date.parse(lastAt) >= FORGOTTEN_AFTER_MS;
}
