import type { Day, Instant } from '../../../kernel/days.js';
import type { LadderId, MandateId, PersonId, SignOffId } from '../../../kernel/ids.js';
import type { PriorMark } from '../levels/prior.types.js';
import type { Capacity, CompetencyAtLevel, Decision, SignOffOutcome } from '../facts.types.js';

/** One performed or unsafe observation of one competency at one level. `by` is an index into `LadderProgress.observers`. */
export interface Mark {
  readonly sequence: number;
  readonly on: Day;
  readonly by: number;
  readonly safe: boolean;
  /** What the observation named; absent: what it stands under. They differ once the contract moved to another ladder. */
  readonly of?: CompetencyAtLevel;
  /** Not an observation: a sign-off of another ladder, of which this is left. */
  readonly signOff?: SignOffId;
  /** As that of the sign-off. */
  readonly again?: number;
}

/** What counts of the marks: one person, one day. `reobservation`: seen again since the last revocation. */
export interface Sighting {
  readonly on: Day;
  readonly by: number;
  readonly reobservation: boolean;
}

/** Null: nothing must be observed again. */
export interface Counted {
  readonly observations: number;
  readonly observers: number;
  readonly distinctDays: number;
  readonly reobserved: number | null;
}

/** What speaks for a requirement, as small as a reader needs it, however many observations there were. */
export type Tally = Counted | { readonly mustReobserve: boolean; readonly sightings: readonly Sighting[] };

/** The competency and level that a sign-off named, on the ladder of its time. */
export interface MigratedFrom {
  readonly ladderId: LadderId;
  readonly competency: string;
  readonly level: string;
}

export interface SignedOff {
  readonly id: SignOffId;
  readonly outcome: SignOffOutcome;
  readonly observation: number | null;
  /** How often it was taken back and counts again; absent: never. */
  readonly again?: number;
  /** Only where the contract moved to another ladder since. */
  readonly migratedFrom?: MigratedFrom;
}

/** One word that was said of a competency at a level; the revocation of an `acquired` names what it withdrew. */
export type OutcomeEntry =
  | { readonly kind: 'signed'; readonly signOff: SignedOff }
  | {
      readonly kind: 'revoked';
      /** Sequence of the revocation. */
      readonly by: number;
      readonly from: Day | null;
      readonly marks: readonly Mark[];
    };

/** All of them, in order. */
export type OutcomeHistory = readonly OutcomeEntry[];

/** A new `acquired` needs an observation of that day or later, recorded after that sequence: that of a revocation. */
export interface ReobservationRequired {
  readonly after: number;
  readonly from: Day;
}

/** Where one competency stands at one level. */
export interface RequirementProgress {
  marks: Mark[];
  /** The effective `acquired`, or the last other outcome. */
  signOff: SignedOff | null;
  /** How often an `acquired` was taken back; on another ladder it goes on from a number that was never used. */
  timesRevoked: number;
  /** The strictest of what was said here and what is owed. */
  reobservation: ReobservationRequired | null;
  /** What must be observed again because of revocations that nothing said here tells of, each once; absent: none. */
  reobservations?: readonly ReobservationRequired[];
  /** All that was said, in order, while it may be read again without one word of it; absent: what stands is all. */
  outcomes?: OutcomeHistory;
}

export interface DecisionState {
  readonly id: string;
  readonly decision: Decision;
  readonly capacity: Capacity;
  readonly decidedBy: PersonId;
  readonly mandateId: MandateId;
  readonly recordedAt: Instant;
  /** Void: taken away by a revocation, or replaced, or dropped by a refusal. */
  effective: boolean;
}

export interface LevelProgress {
  requirements: RequirementProgress[];
  decisions: DecisionState[];
  wasOpen: boolean;
  wasAchieved: boolean;
  /** It was achieved when the contract moved to this ladder, and nothing has taken that back. */
  staysAchieved?: boolean;
}

/** What of a level's standing says whether, and by whom, it is decided. */
export type Decided = Pick<LevelProgress, 'decisions' | 'staysAchieved'>;

/** What speaks against a competency at a level that the ladder of now does not require; of one that does it comes back. */
export interface PendingConstraint {
  readonly competency: string;
  readonly level: string;
  readonly reobservations: readonly ReobservationRequired[];
  readonly unsafe: readonly Mark[];
}

/** Everything that facts leave behind, in the order of the ladder's levels and requirements. */
export interface LadderProgress {
  sequence: number;
  /** When the last fact was recorded; null before the first. */
  recordedAt: Instant | null;
  lastSignOffOn: Day | null;
  observers: PersonId[];
  levels: LevelProgress[];
  /** Only where the contract moved; absent: nothing. */
  pending?: readonly PendingConstraint[];
  /** By level, by requirement; absent: the contract continues none. Read, never stored. */
  prior?: readonly (readonly (readonly PriorMark[])[])[];
}

export const LEVEL_STATUSES = ['locked', 'open', 'ready', 'achieved', 'reopened'] as const;
export type LevelStatus = (typeof LEVEL_STATUSES)[number];

/** What lists and reports read of a contract's progress. */
export interface ProgressSummary {
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
}

/** A mark as it is stored: safe, unless it says otherwise. */
export type StoredMark = Omit<Mark, 'safe'> & { readonly safe?: false };

export type StoredTally =
  | Partial<Counted>
  | {
      readonly mustReobserve?: true;
      readonly sightings: readonly (Omit<Sighting, 'reobservation'> & { readonly reobservation?: true })[];
    };

export interface StoredLevel extends Partial<Omit<LevelProgress, 'requirements'>> {
  readonly requirements: readonly Partial<Omit<RequirementProgress, 'marks'>>[];
}

/** A progress as it is stored, without its marks: what is as it was before any fact is left out. */
export interface StoredProgress extends Omit<LadderProgress, 'levels' | 'prior'> {
  readonly levels: readonly StoredLevel[];
}

/** The whole row: a reader takes state and tallies; who records a fact takes the marks too. */
export interface ProgressRow extends ProgressSummary {
  readonly state: StoredProgress;
  /** By level, by requirement. */
  readonly tallies: readonly (readonly StoredTally[])[];
  readonly marks: readonly (readonly (readonly StoredMark[])[])[];
}
