import type { Day, Period } from '../../../kernel/days.js';

/** That the alternant holds a prerequisite, and from when to when: nothing of why. */
export interface Attestation extends Period {
  readonly prerequisite: string;
  readonly from: Day;
}

/** A prerequisite that does not hold on a day: it did until a day (excluded), it will from a day, or neither. */
export interface Lacking {
  readonly prerequisite: string;
  readonly lapsedOn: Day | null;
  readonly holdsFrom: Day | null;
}
