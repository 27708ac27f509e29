import { addDays, type Day } from '../../kernel/days.js';
import type { PeriodState } from './me.types.js';

/** Half-open: `until` is the first day out. */
interface Period {
  readonly from: Day | null;
  readonly until: Day | null;
}

/** Whether something that one holds counts on a day, not yet, or no longer. */
export function periodState({ from, until }: Period, today: Day): PeriodState {
  if (until !== null && until <= today) return 'ended';
  return from !== null && from > today ? 'later' : 'current';
}

/** How long a contract is read after a mandate on it ended. */
const READ_FOR_DAYS = 30;

/** The last day on which a mandate lets its contract be read; null while no end is known. */
export const readUntil = (until: Day | null): Day | null =>
  until === null ? null : addDays(until, READ_FOR_DAYS - 1);
