import type { Day, Instant } from '../../kernel/days.js';
import type { ApiClientId, ContractId, Id, PersonId } from '../../kernel/ids.js';

export type OutcomeId = Id<'contract_outcome'>;

/** As the contract ends, and six months later, as the public figures of insertion count. */
export const OUTCOME_STAGES = ['end', 'six_months'] as const;
export type OutcomeStage = (typeof OUTCOME_STAGES)[number];

export const OUTCOME_DIPLOMAS = ['obtained', 'partial', 'not_obtained', 'awaited'] as const;
export type OutcomeDiploma = (typeof OUTCOME_DIPLOMAS)[number];

export const OUTCOME_SITUATIONS = [
  'hired_here',
  'employed_elsewhere',
  'further_training',
  'none',
  'unknown',
] as const;
export type OutcomeSituation = (typeof OUTCOME_SITUATIONS)[number];

/** Whose word it is. */
export const OUTCOME_SIDES = ['training_centre', 'employer', 'alternant'] as const;
export type OutcomeSide = (typeof OUTCOME_SIDES)[number];

/** What is recorded of one stage, whole: a member that is null is not known. */
export interface OutcomeStated {
  readonly stage: OutcomeStage;
  readonly diploma: OutcomeDiploma | null;
  readonly situation: OutcomeSituation | null;
}

export interface Outcome extends OutcomeStated {
  readonly id: OutcomeId;
  readonly contractId: ContractId;
  readonly side: OutcomeSide;
  readonly recordedAt: Instant;
  readonly recordedBy: PersonId | null;
  readonly recordedByClient: ApiClientId | null;
}

/** An outcome, and whether it is the one that counts for its stage. */
export interface OutcomeRead extends Outcome {
  readonly isCurrent: boolean;
}

/** A contract as far as its outcome concerns who asks, once it is held. */
export interface OutcomeContract {
  readonly lastSequence: number;
  readonly lastRecordedAt: Instant;
  /** The first day out. */
  readonly heldUntil: Day;
  readonly isSigned: boolean;
  readonly isCancelled: boolean;
  /** Who asks is the alternant, or stands behind the program that asks. */
  readonly isOwn: boolean;
  readonly isPerson: boolean;
  readonly administersEmployer: boolean;
  readonly administersCentre: boolean;
  readonly isReferent: boolean;
  /** How many were recorded of it. */
  readonly recorded: number;
}

/** What ended lately, and of which stages somebody but the employer has spoken. */
export interface EndedContract {
  readonly heldUntil: Day;
  readonly recorded: readonly OutcomeStage[];
}
