import type { SignOffId } from '../../../kernel/ids.js';
import type { Instant } from '../../../kernel/days.js';
import type { Ladder } from '../../frameworks/frameworks.types.js';
import { carry } from './migrate-progress.rules.js';
import type { Course } from './version-history.types.js';
import type { LadderFact, SignOffFact } from '../facts.types.js';
import type { LevelChange } from '../ladder.types.js';
import { advance, startingStanding } from '../progress/ladder-progress.rules.js';
import type { Standing } from '../progress/ladder-progress.types.js';

/** Where a course has led to: the ladder of now, the standing on it, and the levels that moved on the way. */
export interface Followed {
  readonly ladder: Ladder;
  readonly standing: Standing;
  readonly changes: readonly (LevelChange & { readonly sequence: number })[];
}

/** Folds all facts of a contract in the order of their sequence, each on the ladder of its time. */
export function followCourse({ first, changes }: Course, facts: readonly LadderFact[]): Followed {
  const inOrder = [...facts].sort((a, b) => a.sequence - b.sequence);
  const signOffs = new Map<SignOffId, SignOffFact>(
    inOrder.flatMap((fact) => (fact.kind === 'sign_off' ? [[fact.id, fact] as const] : [])),
  );
  let reached: Followed = { ladder: first, standing: startingStanding(first), changes: [] };
  let from = 0;
  for (const change of [...changes].sort((a, b) => a.sequence - b.sequence)) {
    reached = climb(reached, inOrder, from, change.sequence);
    const carried = carry(reached.ladder, reached.standing, change, signOffs);
    const moved = carried.changes.map((one) => ({ ...one, sequence: change.sequence }));
    reached = { ladder: change.to, standing: carried.standing, changes: [...reached.changes, ...moved] };
    from = change.sequence;
  }
  return climb(reached, inOrder, from, Infinity);
}

/** The course as it was recorded by `at`. */
export const courseAsOf = ({ first, changes }: Course, at: Instant): Course => ({
  first,
  changes: changes.filter(({ recordedAt }) => recordedAt <= at),
});

function climb(reached: Followed, facts: readonly LadderFact[], from: number, until: number): Followed {
  const meanwhile = facts.filter(({ sequence }) => sequence > from && sequence < until);
  if (meanwhile.length === 0) return reached;
  const { standing, changes } = advance(reached.ladder, reached.standing, meanwhile);
  return { ...reached, standing, changes: [...reached.changes, ...changes] };
}
