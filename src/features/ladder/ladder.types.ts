import type { Day, Instant } from '../../kernel/days.js';
import type { MandateId, PersonId, SignOffId } from '../../kernel/ids.js';
import type { Supervision } from '../frameworks/frameworks.types.js';

export const OBSERVATION_OUTCOMES = ['performed', 'needs_practice', 'unsafe'] as const;
export type ObservationOutcome = (typeof OBSERVATION_OUTCOMES)[number];

export const SIGN_OFF_OUTCOMES = ['acquired', 'not_yet', 'cannot_assess'] as const;
export type SignOffOutcome = (typeof SIGN_OFF_OUTCOMES)[number];

export const REVOCATION_REASONS = [
  'safety',
  'lost_practice',
  'entered_in_error',
  'wrong_person',
  'other',
] as const;
export type RevocationReason = (typeof REVOCATION_REASONS)[number];

export const DECISIONS = ['open', 'decline'] as const;
export type Decision = (typeof DECISIONS)[number];

/** The main tutor, or the co-tutor who stands in for them, decides first; the referent co-signs. */
export type Capacity = 'tutor' | 'referent';

interface Recorded {
  /** Order in which the contract's facts were recorded. */
  readonly sequence: number;
  readonly recordedAt: Instant;
}

export interface ObservationFact extends Recorded {
  readonly kind: 'observation';
  readonly observerId: PersonId;
  readonly observedOn: Day;
  readonly items: readonly {
    readonly competency: string;
    readonly level: string;
    readonly outcome: ObservationOutcome;
  }[];
}

export interface WithdrawalFact extends Recorded {
  readonly kind: 'withdrawal';
  /** Sequence of the observation withdrawn. */
  readonly observation: number;
}

export interface SignOffFact extends Recorded {
  readonly kind: 'sign_off';
  readonly id: SignOffId;
  readonly observedOn: Day;
  readonly competency: string;
  readonly level: string;
  readonly outcome: SignOffOutcome;
  /** Sequence of the observation recorded in the same call. */
  readonly observation: number | null;
}

export interface RevocationFact extends Recorded {
  readonly kind: 'revocation';
  readonly signOffId: SignOffId;
  readonly competency: string;
  readonly level: string;
  readonly reasonCode: RevocationReason;
}

export interface LevelDecisionFact extends Recorded {
  readonly kind: 'level_decision';
  readonly id: string;
  readonly level: string;
  readonly decision: Decision;
  readonly capacity: Capacity;
  readonly decidedBy: PersonId;
  readonly mandateId: MandateId;
}

/** What moves a ladder. Ordered by `sequence`; nothing else orders them. */
export type LadderFact = ObservationFact | WithdrawalFact | SignOffFact | RevocationFact | LevelDecisionFact;

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
export type LockReason = 'previous_level' | 'basis_lost';
export type RequirementStatus = 'missing' | 'not_yet' | 'cannot_assess' | 'acquired' | 'kept';

export interface Count {
  readonly have: number;
  readonly need: number;
}

export interface Evidence {
  readonly observations: Count;
  readonly observers: Count;
  readonly distinctDays: Count;
  /** Only after a revocation: what was taken back must be seen anew. */
  readonly seenAnew?: Count;
}

/** A competency to acquire at a level. */
export interface Missing {
  readonly level: string;
  readonly competency: string;
}

export interface RequirementState {
  readonly competency: string;
  readonly status: RequirementStatus;
  readonly evidence: Evidence;
  readonly signOffId: SignOffId | null;
}

export interface LevelState {
  readonly code: string;
  /** From 1. */
  readonly index: number;
  readonly title: string;
  readonly supervision: Supervision;
  readonly status: LevelStatus;
  readonly reason: LockReason | null;
  readonly decisions: readonly DecisionStanding[];
  readonly requirements: readonly RequirementState[];
  readonly missing: readonly Missing[];
}

export interface LadderState {
  readonly sequence: number;
  readonly currentLevel: string;
  readonly complete: boolean;
  readonly levels: readonly LevelState[];
  /** Competency × level pairs; what is kept above a lost basis does not count. */
  readonly completion: { readonly acquired: number; readonly required: number };
}

/** A level that went up or down, as one event tells it. */
export interface LevelChange {
  readonly type: 'level.opened' | 'level.achieved' | 'level.reopened' | 'level.locked';
  readonly level: string;
}

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

