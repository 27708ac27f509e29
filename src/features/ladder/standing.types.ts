import type { Day, Instant } from '../../kernel/days.js';
import type { MandateId, PersonId, SignOffId } from '../../kernel/ids.js';
import type { Capacity, Decision, SignOffOutcome } from './facts.types.js';

/** One performed or unsafe observation of one competency at one level. `by` is an index into `Standing.observers`. */
export interface Mark {
  readonly sequence: number;
  readonly on: Day;
  readonly by: number;
  readonly safe: boolean;
}

export interface SignedOff {
  readonly id: SignOffId;
  readonly outcome: SignOffOutcome;
  readonly observation: number | null;
}

/** Where one competency stands at one level. */
export interface RequirementStanding {
  marks: Mark[];
  /** The effective `acquired`, or the last other outcome. */
  signOff: SignedOff | null;
  /** How often an `acquired` was taken back. */
  takenBack: number;
  /** A new `acquired` needs an observation of that day or later, recorded after that sequence. */
  anew: { readonly after: number; readonly from: Day } | null;
}

export interface DecisionStanding {
  readonly id: string;
  readonly decision: Decision;
  readonly capacity: Capacity;
  readonly decidedBy: PersonId;
  readonly mandateId: MandateId;
  readonly recordedAt: Instant;
  /** Void: taken away by a revocation, or replaced, or dropped by a refusal. */
  effective: boolean;
}

export interface LevelStanding {
  requirements: RequirementStanding[];
  decisions: DecisionStanding[];
  wasOpen: boolean;
  wasAchieved: boolean;
}

/** Everything that facts leave behind, in the order of the ladder's levels and requirements. What `progress` stores. */
export interface Standing {
  sequence: number;
  lastSignOffOn: Day | null;
  observers: PersonId[];
  levels: LevelStanding[];
}

export type LevelStatus = 'locked' | 'open' | 'ready' | 'achieved' | 'reopened';

/** What `progress` stores of a contract: the standing, and what lists and reports read of it. */
export interface ProgressRow {
  readonly sequence: number;
  readonly currentLevel: string;
  readonly complete: boolean;
  readonly levels: readonly {
    readonly code: string;
    readonly status: LevelStatus;
    readonly acquired: number;
    readonly required: number;
  }[];
  readonly lastSignOffOn: Day | null;
  readonly state: Standing;
}
