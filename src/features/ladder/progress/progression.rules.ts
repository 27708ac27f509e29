import type { ContractHistory } from '../../contract-history/contract-history.rules.js';
import type { Fact, Progression } from '../../contract-history/contract-history.types.js';
import type { Ladder } from '../../frameworks/frameworks.types.js';
import { findAwaited } from '../levels/awaited.rules.js';
import type { LadderFact } from '../facts.types.js';
import { progressOf } from './progress.rules.js';
import { advance } from './ladder-progress.rules.js';
import type { LadderProgress } from './ladder-progress.types.js';
import { levelChanged } from '../levels/statuses.rules.js';

/** A history whose facts move the ladder; its state is where the ladder stands. */
export type LadderHistory = ContractHistory<LadderFact, LadderProgress>;
export type FactOfLadder = Fact<LadderFact>;

/** How facts move a ladder from where it stands: its levels, the progress to be stored, and what somebody waits for. */
export function ladderProgression({
  ladder,
  progress: start,
}: {
  readonly ladder: Ladder;
  readonly progress: LadderProgress;
}): Progression<LadderFact, LadderProgress> {
  return {
    start,
    advance: (from, fact, sequence) => {
      const { progress, changes } = advance(ladder, from, [fact]);
      return { state: progress, events: changes.map((change) => levelChanged(change, sequence)) };
    },
    updateOf: (reached) => ({
      values: progressOf(ladder, reached),
      mode: start.sequence === 0 ? 'insert' : 'update',
      awaited: findAwaited(ladder, start, reached),
    }),
  };
}
