import type { Day, Instant } from '../../../kernel/days.js';
import type { AppError } from '../../../kernel/errors.js';
import type {
  AssignmentId,
  ContractId,
  Id,
  PersonId,
  SignOffId,
  SignOffRequestId,
} from '../../../kernel/ids.js';
import type { ContractLife } from '../../contracts/contracts.types.js';
import type { Ladder } from '../../frameworks/frameworks.types.js';
import type { Capacity, ObservationOutcome, SignOffOutcome } from '../../ladder/facts.types.js';
import type { Mandate, Team } from '../../mandates/mandates.types.js';

/** What is known of a contract where a fact of its ladder is decided; where the ladder stands, its history says. */
export interface ContractAround extends Team {
  readonly ladder: Ladder;
  readonly life: ContractLife;
}

export interface SignOffCommand {
  readonly contractId: ContractId;
  readonly observedOn: Day;
  /** Record what was seen in the same call. */
  readonly observation: boolean;
  /** An item that only lacks observations is no refusal: what was seen of it is recorded, and told as such. */
  readonly observesWhatIsShort?: boolean;
  readonly items: readonly SignOffItem[];
  /** Where the first item stands in the body, if not at its beginning: refusals point there. */
  readonly first?: number;
  /** The request that is answered, if one is. */
  readonly requestId?: SignOffRequestId;
}

export interface SignOffItem {
  readonly competency: string;
  readonly level: string;
  readonly outcome: SignOffOutcome;
  readonly nextStep: string | null;
  readonly reason: string | null;
  readonly comment: string | null;
}

export interface ObservationItem {
  readonly competency: string;
  readonly level: string;
  readonly outcome: ObservationOutcome;
  readonly comment: string | null;
}

/** As it is kept: with whether the level was locked when it was recorded. */
export interface KeptObservationItem extends ObservationItem {
  readonly beyondEntitlement: boolean;
}

/** As it is read. */
export interface ReadObservationItem extends KeptObservationItem {
  /** By the revocation of the sign-off that was recorded with it; null: it stands, or was withdrawn with the whole. */
  readonly withdrawal: Withdrawal | null;
}

/** Who took it out of the count, and why. */
export interface Withdrawal {
  readonly id: string;
  readonly withdrawnBy: PersonId;
  readonly recordedAt: Instant;
  readonly reason: string;
  /** That which says that the sign-off of the same call was a mistake; null: it was withdrawn for itself. */
  readonly revocationId: Id<'revocation'> | null;
}

/** An observation as somebody tells it. */
export interface Seen {
  readonly observedOn: Day;
  readonly mission: string | null;
  readonly unit: string | null;
  /** Recorded by the same call as a sign-off. */
  readonly withSignOff: boolean;
  readonly items: readonly KeptObservationItem[];
}

/** A mission given, not over yet. */
export interface RunningAssignment {
  readonly assignmentId: AssignmentId;
  readonly mission: string;
  readonly from: Day;
  /** First day out; null: open-ended. */
  readonly until: Day | null;
}

/** What a ruling may overturn. Competency and level are those of the sign-off, or of the one that was revoked. */
export type Overturned = {
  readonly sequence: number;
  readonly competency: string;
  readonly level: string;
} & (
  | { readonly kind: 'sign_off'; readonly id: SignOffId }
  | { readonly kind: 'revocation'; readonly id: Id<'revocation'> }
  | { readonly kind: 'level_decision'; readonly id: Id<'level_decision'> }
);

declare const ruler: unique symbol;
/** Somebody proven entitled to rule on a contested fact: the policies of those who contest make one. */
export interface Ruler {
  readonly personId: PersonId;
  readonly [ruler]: true;
}

/** How a decision is taken: in which capacity, and whose signature it completes. */
export type LevelDecisionVerdict =
  | {
      readonly ok: true;
      readonly capacity: Capacity;
      readonly mandate: Mandate;
      readonly cosigns: string | null;
    }
  | { readonly ok: false; readonly refusal: AppError };
