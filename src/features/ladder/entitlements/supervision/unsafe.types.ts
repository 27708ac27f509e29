import type { Day } from '../../../../kernel/days.js';

/** A competency that was observed unsafe, at whatever level: the last day of that, and the last one on which it was performed. */
export interface UnsafeObserved {
  readonly competency: string;
  readonly unsafeOn: Day;
  readonly performedOn: Day | null;
}
