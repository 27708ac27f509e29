import type { Day, Instant } from '../../kernel/days.js';
import type { MandateId, PersonId, SignOffId } from '../../kernel/ids.js';

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

export interface CompetencyAtLevel {
  readonly competency: string;
  readonly level: string;
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
  /** That of its items alone; null or absent: all of it. */
  readonly item?: CompetencyAtLevel | null;
}

export interface SignOffFact extends Recorded {
  readonly kind: 'sign_off';
  readonly id: SignOffId;
  readonly signerId: PersonId;
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

/** A dispute overturned a `not_yet` or a `cannot_assess`: it is as if that had never been said. */
export interface OverturnedSignOffFact extends Recorded {
  readonly kind: 'sign_off_overturned';
  readonly signOffId: SignOffId;
  readonly competency: string;
  readonly level: string;
}

/** A dispute overturned a revocation: what it took back counts again. Decisions that it voided are taken again by people. */
export interface ReinstatementFact extends Recorded {
  readonly kind: 'reinstatement';
  /** Sequence of the revocation. */
  readonly revocation: number;
  readonly competency: string;
}

/** A decision is overturned: it is void. A `decline` was void already: that is recorded all the same. */
export interface OverturnedLevelDecisionFact extends Recorded {
  readonly kind: 'level_decision_overturned';
  readonly id: string;
}

/** What moves a ladder. Ordered by `sequence`; nothing else orders them. */
export type LadderFact =
  | ObservationFact
  | WithdrawalFact
  | SignOffFact
  | RevocationFact
  | LevelDecisionFact
  | OverturnedSignOffFact
  | OverturnedLevelDecisionFact
  | ReinstatementFact;
