import type { Day } from '../../../../kernel/days.js';
import type { UnsafeObserved } from './unsafe.types.js';

/**
 * The competencies whose last unsafe observation stands unanswered, each with its day. It is answered by one that was
 * performed on a later day: what went well before it on the same day takes nothing back.
 */
export function unansweredUnsafe(observed: readonly UnsafeObserved[]): ReadonlyMap<string, Day> {
  return new Map(
    observed
      .filter(({ unsafeOn, performedOn }) => performedOn === null || performedOn <= unsafeOn)
      .map(({ competency, unsafeOn }) => [competency, unsafeOn]),
  );
}
