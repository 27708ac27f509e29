import type { Day, Instant } from '../../kernel/days.js';
import type {
  ApiClientId,
  AttestationId,
  ContractId,
  DeclarationId,
  Id,
  LadderId,
  OrganisationId,
  PersonId,
} from '../../kernel/ids.js';

/** By whom and when something was recorded: a person, or an API client. */
export interface Recorded {
  readonly recordedAt: Instant;
  readonly recordedBy: PersonId | null;
  readonly recordedByClient: ApiClientId | null;
}

/** What ends a declaration or an attestation before its time. */
export interface Withdrawn extends Recorded {
  readonly id: Id<'declaration_withdrawal' | 'attestation_withdrawal'>;
}

export interface DeclarationRow extends Recorded {
  readonly id: DeclarationId;
  readonly employerId: OrganisationId;
  /** A declaration speaks of this ladder, whatever its revision. */
  readonly ladderId: LadderId;
  readonly missions: readonly string[];
  readonly declaredOn: Day;
  readonly withdrawal: Withdrawn | null;
}

export interface AttestationRow extends Recorded {
  readonly id: AttestationId;
  readonly contractId: ContractId;
  readonly prerequisite: string;
  readonly from: Day;
  /** First day out; null: open-ended. */
  readonly until: Day | null;
  readonly withdrawal: Withdrawn | null;
}
