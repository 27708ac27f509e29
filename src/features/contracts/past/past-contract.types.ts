import type { Instant } from '../../../kernel/days.js';
import type { ContractId, LadderId, OrganisationId, PersonId } from '../../../kernel/ids.js';
import type { ContractRow } from '../contract-details.types.js';

/** What of a contract is told as it was recorded by then, beside its steps; null: as it is. */
export interface PastFacts {
  readonly kind: ContractRow['kind'] | null;
  readonly alternantId: PersonId | null;
  /** It was a draft of somebody else, whom the reader does not see. */
  readonly isOfAnother: boolean;
  readonly alternantGivenName: string | null;
  readonly alternantFamilyName: string | null;
  readonly employerId: OrganisationId | null;
  readonly employerName: string | null;
  readonly trainingCentreId: OrganisationId | null;
  readonly trainingCentreName: string | null;
  readonly ladderId: LadderId | null;
  readonly continuationOf: ContractId | null;
  readonly group: string | null;
  readonly mainTutorId: PersonId | null;
  readonly updatedAt: Instant;
}
