import type { Ladder } from '../frameworks/frameworks.types.js';
import type { QueueContract } from '../mandates/queue.types.js';
import type { LevelStatus } from './progress/ladder-progress.types.js';

/** A contract on which something may await the reader, with where its ladder stands. */
export interface LevelledContract extends QueueContract {
  readonly ladder: Ladder;
  /** The state of each level, in the order of the ladder: what the rule said when the last fact was recorded. */
  readonly statuses: readonly LevelStatus[];
  /** Code of the level that is worked on. */
  readonly currentLevel: string;
}
