import type { Day, Instant } from '../../../kernel/days.js';
import type { LadderId, MandateId, PersonId, SignOffId } from '../../../kernel/ids.js';
import type { PriorMark } from '../levels/prior.types.js';
import type { Capacity, Decision, SignOffOutcome } from '../facts.types.js';

/** One performed or unsafe observation of one competency at one level. `by` is an index into `Standing.observers`. */
export interface Mark {
  readonly sequence: number;
  readonly on: Day;
  readonly by: number;
  readonly safe: boolean;
  /** Not an observation: a sign-off of another ladder, of which this is left. */
  readonly signOff?: SignOffId;
  /** As that of the sign-off. */
  readonly again?: number;
}

/** What counts of the marks: one person, one day. `anew`: seen again since the last revocation. */
export interface Sighting {
  readonly on: Day;
  readonly by: number;
  readonly anew: boolean;
}

/** Null: nothing must be seen anew. */
export interface Counted {
  readonly observations: number;
  readonly observers: number;
  readonly distinctDays: number;
  readonly seenAnew: number | null;
}

/** What speaks for a requirement, as small as a reader needs it, however many observations there were. */
export type Tally = Counted | { readonly mustSeeAnew: boolean; readonly sightings: readonly Sighting[] };

/** The competency and level that a sign-off named, on the ladder of its time. */
export interface CarriedFrom {
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
  readonly carriedFrom?: CarriedFrom;
}

/** One word that was said of a competency at a level; the revocation of an `acquired` names what it withdrew. */
export type Said =
  | { readonly kind: 'signed'; readonly signOff: SignedOff }
  | {
      readonly kind: 'taken_back';
      /** Sequence of the revocation. */
      readonly by: number;
      readonly from: Day | null;
      readonly marks: readonly Mark[];
    };

/** A new `acquired` needs an observation of that day or later, recorded after that sequence: that of a revocation. */
export interface Anew {
  readonly after: number;
  readonly from: Day;
}

/** Where one competency stands at one level. */
export interface RequirementStanding {
  marks: Mark[];
  /** The effective `acquired`, or the last other outcome. */
  signOff: SignedOff | null;
  /** How often an `acquired` was taken back; on another ladder it goes on from a number that was never used. */
  takenBack: number;
  /** The strictest of what was said here and what is owed. */
  anew: Anew | null;
  /** What must be seen anew because of revocations that nothing said here tells of, each once; absent: none. */
  owed?: readonly Anew[];
  /** All that was said, in order, while it may be read again without one word of it; absent: what stands is all. */
  said?: readonly Said[];
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
  /** It was achieved when the contract moved to this ladder, and nothing has taken that back. */
  staysAchieved?: boolean;
}

/** What speaks against a competency at a level that the ladder of now does not require; of one that does it comes back. */
export interface Dormant {
  readonly competency: string;
  readonly level: string;
  readonly owed: readonly Anew[];
  readonly unsafe: readonly Mark[];
}

/** Everything that facts leave behind, in the order of the ladder's levels and requirements. */
export interface Standing {
  sequence: number;
  /** When the last fact was recorded; null before the first. */
  recordedAt: Instant | null;
  lastSignOffOn: Day | null;
  observers: PersonId[];
  levels: LevelStanding[];
  /** Only where the contract moved; absent: nothing. */
  dormant?: readonly Dormant[];
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

/** The whole row: a reader takes state and tallies; who records a fact takes the marks too. */
export interface ProgressRow extends ProgressSummary {
  /** The standing without its marks. */
  readonly state: Standing;
  /** By level, by requirement. */
  readonly tallies: readonly (readonly Tally[])[];
  readonly marks: readonly (readonly (readonly Mark[])[])[];
}
