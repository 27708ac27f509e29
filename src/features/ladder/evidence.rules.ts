import { daysBetween, type Day } from '../../kernel/days.js';
import type { Quorum } from '../frameworks/frameworks.types.js';
import type { Count, Evidence } from './ladder.types.js';
import type { Mark, RequirementStanding } from './standing.types.js';

/** The days that a sign-off speaks of. */
export interface SigningDays {
  /** The last day whose observations count. */
  readonly observedOn: Day;
  /** The day of signing: `maxAgeDays` is counted back from it. */
  readonly signedOn: Day;
}

/**
 * What speaks for a competency at a level, against what its quorum needs (one observation where it says nothing).
 * One person's observations of one day count once; `unsafe` resets: only later days count.
 */
export function countEvidence(
  requirement: RequirementStanding,
  quorum: Quorum | undefined,
  days: SigningDays,
): Evidence {
  const { marks, anew } = requirement;
  const counting = marks.filter((mark) => countsOn(mark, marks, quorum, days));
  const seenAnew = anew ? counting.filter((mark) => mark.sequence > anew.after && mark.on >= anew.from) : [];
  return {
    observations: count(counting, (mark) => `${mark.by} ${mark.on}`, quorum?.minObservations),
    observers: count(counting, (mark) => mark.by, quorum?.minObservers),
    distinctDays: count(counting, (mark) => mark.on, quorum?.minDistinctDays),
    ...(anew ? { seenAnew: count(seenAnew, (mark) => `${mark.by} ${mark.on}`, 1) } : {}),
  };
}

export function meetsQuorum(evidence: Evidence): boolean {
  return [evidence.observations, evidence.observers, evidence.distinctDays, evidence.seenAnew].every(
    (part) => part === undefined || part.have >= part.need,
  );
}

function countsOn(
  mark: Mark,
  marks: readonly Mark[],
  quorum: Quorum | undefined,
  days: SigningDays,
): boolean {
  return (
    mark.safe &&
    mark.on <= days.observedOn &&
    (quorum?.maxAgeDays === undefined || daysBetween(mark.on, days.signedOn) <= quorum.maxAgeDays) &&
    !marks.some((other) => !other.safe && mark.on <= other.on)
  );
}

function count(marks: readonly Mark[], key: (mark: Mark) => string | number, need = 1): Count {
  return { have: new Set(marks.map(key)).size, need };
}
