import { addDays, type Day } from '../../../kernel/days.js';
import { trialPeriodOf } from './trial-period.rules.js';
import type { TrialFacts } from './trial-period.types.js';

/** How long before its end a trial period is told of. */
const DAYS_AHEAD = 7;

/**
 * The last day of a trial period that comes to its end, as far as is planned: the earlier one, where days at a host may count. Null:
 * it is over, nothing says its end, or that is not near.
 */
export function trialEndingOn(facts: TrialFacts, today: Day): Day | null {
  const { endsOn, earliestEndsOn } = trialPeriodOf(facts, today);
  const last = earliestEndsOn ?? endsOn;
  const runs = facts.signedOn !== null && today < facts.calendar.heldUntil;
  return last !== null && runs && today <= last && last <= addDays(today, DAYS_AHEAD) ? last : null;
}
