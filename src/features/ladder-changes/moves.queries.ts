import { dayOf, type Instant } from '../../kernel/days.js';
import type { Queryable } from '../../platform/database/db.js';
import { loadPublishedLadder } from '../frameworks/ladders/ladders.queries.js';
import type { LadderMapping } from '../frameworks/mappings/mappings.types.js';
import { loadVersionHistories } from '../ladder/versions/version-history.queries.js';
import { replay, type Followed } from '../ladder/versions/version-history.rules.js';
import { listLadderFacts } from '../ladder/ladder-facts.queries.js';
import { lastingCircumstancesOf } from '../ladder/entitlements/entitlement.rules.js';
import { viewLadder } from '../ladder/ladder.rules.js';
import type { LevelChange } from '../ladder/ladder.types.js';
import { findMoveImpact, type Position } from './impact.rules.js';
import type { MoveImpact, Moving } from './ladder-changes.types.js';

/** Where a move leads to, as the fold of all facts with the act as the last one. */
export interface Move {
  readonly moving: Moving;
  readonly recordedAt: Instant;
  readonly before: Position;
  readonly after: Position;
  /** The levels that it takes up or down. */
  readonly changes: readonly LevelChange[];
  readonly impact: MoveImpact;
}

/** The facts of a contract may be many: few contracts at a time keep the memory small. */
const BATCH = 25;

/** What the move would make of each contract, were it the next thing that is recorded. */
export async function movesOf(
  q: Queryable,
  mapping: LadderMapping,
  contracts: readonly Moving[],
  at: Instant,
): Promise<Move[]> {
  const to = await loadPublishedLadder(q, mapping.toLadderId);
  const moves: Move[] = [];
  for (let start = 0; start < contracts.length; start += BATCH) {
    const some = contracts.slice(start, start + BATCH);
    const ids = some.map(({ contractId }) => contractId);
    const versionHistories = await loadVersionHistories(
      q,
      some.map(({ contractId: id, ladderId }) => ({ id, ladderId })),
    );
    const facts = await listLadderFacts(q, ids, null);
    for (const moving of some) {
      const versionHistory = versionHistories.get(moving.contractId);
      if (!versionHistory) throw new Error(`The course of ${moving.contractId} was asked for.`);
      const own = facts.get(moving.contractId) ?? [];
      const sequence = moving.lastSequence + 1;
      const change = { sequence, recordedAt: at, to, mapping };
      const reached = replay(versionHistory, own);
      const moved = replay({ ...versionHistory, changes: [...versionHistory.changes, change] }, own);
      const [before, after] = [
        positionOf(reached, at, moving),
        positionOf(moved, at, { ...moving, declarations: moving.declarationsThere }),
      ];
      moves.push({
        moving,
        recordedAt: at,
        before,
        after,
        changes: moved.changes.filter((one) => one.sequence === sequence),
        impact: findMoveImpact(before, after, mapping, moving, dayOf(at)),
      });
    }
  }
  return moves;
}

const positionOf = ({ ladder, progress }: Followed, at: Instant, moving: Moving): Position => ({
  ladder,
  progress,
  state: viewLadder(ladder, progress, at),
  on: (day) => lastingCircumstancesOf(moving, day),
});
