import type { Instant } from '../../../kernel/days.js';
import type { ApiClientId, ContractId, Id, OrganisationId, PersonId } from '../../../kernel/ids.js';

export type ConfirmationId = Id<'contract_confirmation'>;

/** A draft that was taken for another contract, as a reader of that one sees it. */
export interface ConfirmationRow {
  readonly id: ConfirmationId;
  readonly contractId: ContractId;
  /** Null for whoever may not see it. */
  readonly duplicateId: ContractId | null;
  /** Whose draft it was. */
  readonly organisationId: OrganisationId;
  readonly recordedAt: Instant;
  readonly recordedBy: PersonId | null;
  readonly recordedByClient: ApiClientId | null;
  /** When it was taken back; null: it stands. */
  readonly withdrawnAt: Instant | null;
}
