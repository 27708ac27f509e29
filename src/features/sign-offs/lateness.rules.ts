import { dayOf, daysBetween, type Day, type Instant } from '../../kernel/days.js';

/**
 * Within this many days a phone sends what its tutor wrote at the end of a shift: the shift may end after midnight, and
 * a day off may follow before there is a network again. What is recorded later is more likely told from memory.
 */
const PROMPT_DAYS = 2;

/** Whether something was recorded well after it was seen. It says nothing against the fact: whoever reads it is told. */
export function isLate(observedOn: Day, recordedAt: Instant): boolean {
  return daysBetween(observedOn, dayOf(recordedAt)) > PROMPT_DAYS;
}
