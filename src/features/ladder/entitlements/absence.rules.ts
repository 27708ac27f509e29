import { daysBetween, type Day } from '../../../kernel/days.js';
import type { ContractLife } from '../../contracts/contracts.types.js';

/** Days away after which what was acquired is watched one level closer. */
const LONG_ABSENCE_DAYS = 90;

/** The last long suspension that is over on `on` and after which nobody has recorded a resumption; null when there is none. */
export function findLongAbsence(
  { life, lastResumedOn }: { readonly life: ContractLife; readonly lastResumedOn: Day | null },
  on: Day,
): { readonly from: Day; readonly until: Day } | null {
  const over = withoutDayBack(life.suspensions).filter(
    ({ from, until }) => until <= on && daysBetween(from, until) >= LONG_ABSENCE_DAYS,
  );
  const last = over.at(-1) ?? null;
  return last !== null && (lastResumedOn === null || lastResumedOn < last.until) ? last : null;
}

/** Suspensions that are over, or whose end is known: one that begins on the day of a return continues the one before. */
function withoutDayBack(suspensions: ContractLife['suspensions']): { from: Day; until: Day }[] {
  const away: { from: Day; until: Day }[] = [];
  for (const { from, until } of suspensions) {
    if (from === null || until === null || until <= from) continue;
    const before = away.at(-1);
    if (before?.until === from) before.until = until;
    else away.push({ from, until });
  }
  return away;
}
