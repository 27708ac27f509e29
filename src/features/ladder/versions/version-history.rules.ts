import type { SignOffId } from '../../../kernel/ids.js';
import type { Instant } from '../../../kernel/days.js';
import type { Ladder } from '../../frameworks/frameworks.types.js';
import { migrateProgress } from './migrate-progress.rules.js';
import type { LadderVersionHistory } from './version-history.types.js';
import type { LadderFact, SignOffFact } from '../facts.types.js';
import type { LevelChange } from '../ladder.types.js';
import { advance, initialProgress } from '../progress/ladder-progress.rules.js';
import type { LadderProgress } from '../progress/ladder-progress.types.js';

/** Where a course has led to: the ladder of now, the progress on it, and the levels that moved on the way. */
export interface Followed {
  readonly ladder: Ladder;
  readonly progress: LadderProgress;
  readonly changes: readonly (LevelChange & { readonly sequence: number })[];
}

/** Folds all facts of a contract in the order of their sequence, each on the ladder of its time. */
export function replay({ first, changes }: LadderVersionHistory, facts: readonly LadderFact[]): Followed {
  const inOrder = [...facts].sort((a, b) => a.sequence - b.sequence);
  const signOffs = new Map<SignOffId, SignOffFact>(
    inOrder.flatMap((fact) => (fact.kind === 'sign_off' ? [[fact.id, fact] as const] : [])),
  );
  let reached: Followed = { ladder: first, progress: initialProgress(first), changes: [] };
  let from = 0;
  for (const change of [...changes].sort((a, b) => a.sequence - b.sequence)) {
    reached = advanceUntil(reached, inOrder, from, change.sequence);
    const migrated = migrateProgress(reached.ladder, reached.progress, change, signOffs);
    const moved = migrated.changes.map((one) => ({ ...one, sequence: change.sequence }));
    reached = { ladder: change.to, progress: migrated.progress, changes: [...reached.changes, ...moved] };
    from = change.sequence;
  }
  return advanceUntil(reached, inOrder, from, Infinity);
}

/** The course as it was recorded by `at`. */
export const versionHistoryAsOf = (
  { first, changes }: LadderVersionHistory,
  at: Instant,
): LadderVersionHistory => ({
  first,
  changes: changes.filter(({ recordedAt }) => recordedAt <= at),
});

function advanceUntil(
  reached: Followed,
  facts: readonly LadderFact[],
  from: number,
  until: number,
): Followed {
  const meanwhile = facts.filter(({ sequence }) => sequence > from && sequence < until);
  if (meanwhile.length === 0) return reached;
  const { progress, changes } = advance(reached.ladder, reached.progress, meanwhile);
  return { ...reached, progress, changes: [...reached.changes, ...changes] };
}
