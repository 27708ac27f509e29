import { daysBetween, type Day } from '../../kernel/days.js';
import type { ContractLife } from '../contracts/contracts.types.js';

/** Days away after which what was acquired is watched one level closer. */
const LONG_ABSENCE_DAYS = 90;

/** The last long suspension that is over on `on` and after which nobody has recorded a resumption; null when there is none. */
export function findLongAbsence(
  { life, lastResumedOn }: { readonly life: ContractLife; readonly lastResumedOn: Day | null },
  on: Day,
): { readonly from: Day; readonly until: Day } | null {
  const over = life.suspensions.flatMap(({ from, until }) =>
    from !== null && until !== null && until <= on && daysBetween(from, until) >= LONG_ABSENCE_DAYS
      ? [{ from, until }]
      : [],
  );
  const last = over.at(-1) ?? null;
  return last !== null && (lastResumedOn === null || lastResumedOn < last.until) ? last : null;
}
