import type { Instant } from '../../kernel/days.js';
import type { ConcernId, ContractId, Id, PersonId } from '../../kernel/ids.js';
import type { ConcernSeverity } from '../ladder/entitlements/concerns.types.js';

/** What was decided of a concern: it ends it. */
export interface ConcernReviewed {
  readonly id: Id<'concern_review'>;
  readonly reviewedBy: PersonId;
  readonly recordedAt: Instant;
  readonly text: string;
}

export interface ConcernRaised {
  readonly id: ConcernId;
  readonly contractId: ContractId;
  readonly severity: ConcernSeverity;
  readonly missions: readonly string[];
  readonly text: string;
  readonly raisedBy: PersonId;
  readonly recordedAt: Instant;
  /** Null while it awaits its review. */
  readonly review: ConcernReviewed | null;
  /** Whoever reads it reads its texts, too. */
  readonly readsComments: boolean;
}

export interface RaiseCommand {
  readonly contractId: ContractId;
  readonly severity: ConcernSeverity;
  readonly missions: readonly string[];
  readonly text: string;
}
