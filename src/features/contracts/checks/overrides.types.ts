import type { Instant } from '../../../kernel/days.js';
import type { ApiClientId, ContractId, Id, OrganisationId, PersonId } from '../../../kernel/ids.js';

export type CheckOverrideId = Id<'contract_check_override'>;

/** One side says that it knows better than a finding, and why. */
export interface OverrideRow {
  readonly id: CheckOverrideId;
  readonly contractId: ContractId;
  readonly code: string;
  /** What the finding was found on. */
  readonly basis: string;
  readonly reason: string;
  /** The side that says so. */
  readonly organisationId: OrganisationId;
  readonly recordedAt: Instant;
  readonly recordedBy: PersonId | null;
  readonly recordedByClient: ApiClientId | null;
  /** When it was taken back; null: it stands. */
  readonly withdrawnAt: Instant | null;
}
