import type { Authorship } from '../contract-history/contract-history.rules.js';
import { factRow, type Fact, type Progression } from '../contract-history/contract-history.types.js';
import type { LadderMapping } from '../frameworks/mappings/mappings.types.js';
import type { LevelChange } from '../ladder/ladder.types.js';
import { progressOf } from '../ladder/progress/progress.rules.js';
import type { LadderProgress } from '../ladder/progress/ladder-progress.types.js';
import { levelChanged } from '../ladder/levels/statuses.rules.js';
import { endedMissions, type Position } from './impact.rules.js';
import type { LadderChangeRow } from './ladder-change.entity.js';
import type { Mover } from './ladder-changes.policy.js';
import type { LadderChangeId } from './ladder-changes.types.js';

/** Where a move leads to, and the levels that it takes up or down. */
export interface Moved {
  readonly before: Position;
  readonly after: Position;
  readonly changes: readonly LevelChange[];
}

/** The act; the levels that it moves are told after it. */
export const ladderChanged = (
  _by: Mover,
  { author }: Authorship,
  id: LadderChangeId,
  mapping: Pick<LadderMapping, 'fromLadderId' | 'toLadderId'> & { readonly id: LadderChangeRow['mappingId'] },
  moved: Moved,
): Fact<Moved> => {
  const { fromLadderId, toLadderId } = mapping;
  const reported = { mappingId: mapping.id, fromLadderId, toLadderId };
  return {
    event: { type: 'contract.ladder_changed', data: { ladderChangeId: id, ...reported } },
    rows: [
      factRow<LadderChangeRow>('ladder_changes', {
        id,
        ...author,
        ...reported,
        endedMissions: [...endedMissions(moved.before.ladder, moved.after.ladder)],
      }),
    ],
    moves: () => moved,
  };
};

/** A move says itself where it leads. Nobody waits for what it makes ready: people are told of the move. */
export const progressionOf = ({ before }: Moved): Progression<Moved, Position> => ({
  start: before,
  advance: (_, { after, changes }, sequence) => ({
    state: after,
    events: changes.map((change) => levelChanged(change, sequence)),
  }),
  updateOf: ({ ladder, progress }: { ladder: Position['ladder']; progress: LadderProgress }) => ({
    values: progressOf(ladder, progress),
    mode: 'upsert',
    awaited: null,
  }),
});
