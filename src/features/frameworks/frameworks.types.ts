import type { LadderId } from '../../kernel/ids.js';

/** From the closest to the farthest; never "none": before the diploma someone stays responsible. */
export const SUPERVISIONS = ['present_only', 'direct', 'indirect', 'distant'] as const;
export type Supervision = (typeof SUPERVISIONS)[number];

/** What makes a level achieved once its requirements are met. */
export const UNLOCKS = ['automatic', 'decision', 'cosigned'] as const;
export type Unlock = (typeof UNLOCKS)[number];

/** What must speak for a competency before it is signed off; a member that is absent asks for nothing more than one observation. */
export interface Quorum {
  readonly minObservations?: number;
  readonly minObservers?: number;
  readonly minDistinctDays?: number;
  readonly maxAgeDays?: number;
}

export interface Requirement {
  readonly competency: string;
  readonly quorum?: Quorum;
}

export interface Level {
  readonly code: string;
  readonly title: string;
  readonly supervision: Supervision;
  readonly unlock: Unlock;
  readonly requirements: readonly Requirement[];
}

export interface Mission {
  readonly code: string;
  readonly title: string;
  readonly level: string;
  readonly competencies: readonly string[];
  /** None, or `*` among them: any structure. */
  readonly structureTypes?: readonly string[];
  readonly minAge?: number;
  readonly regulated?: boolean;
}

export interface Ladder {
  readonly id: LadderId;
  readonly code: string;
  readonly title: string;
  readonly levels: readonly Level[];
  readonly missions: readonly Mission[];
}
