import type { Instant } from '../../../kernel/days.js';
import type { LadderId } from '../../../kernel/ids.js';
import type { Ladder } from '../../frameworks/frameworks.types.js';
import type { MappingContent } from '../../frameworks/mappings/mappings.types.js';

/** The act by which a contract left one ladder for another: a fact, in the sequence of the others. */
export interface LadderChange {
  readonly sequence: number;
  readonly recordedAt: Instant;
  readonly to: Ladder;
  readonly mapping: MappingContent;
}

/** The change as it is stored. */
export interface StoredChange extends Omit<LadderChange, 'to'> {
  readonly fromLadderId: LadderId;
  readonly toLadderId: LadderId;
}

/** The ladder that a contract began with, and those that it moved to since, oldest first. */
export interface LadderVersionHistory {
  readonly first: Ladder;
  readonly changes: readonly LadderChange[];
}
