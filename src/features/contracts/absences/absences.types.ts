import type { Day, Instant } from '../../../kernel/days.js';
import type { ApiClientId, ContractId, Id, OrganisationId, PersonId } from '../../../kernel/ids.js';

export type AbsenceId = Id<'contract_absence'>;

/** Kinds, never a diagnosis. */
export const ABSENCE_KINDS = [
  'sick_leave',
  'work_accident',
  'leave',
  'unpaid_leave',
  'family_leave',
  'authorised',
  'unjustified',
  'other',
] as const;
export type AbsenceKind = (typeof ABSENCE_KINDS)[number];

/** Days on which the alternant was not there: `until` is the first day back, null while nobody knows. */
export interface AbsencePeriod {
  readonly from: Day;
  readonly until: Day | null;
  /** Null for readers who need not know why. */
  readonly kind: AbsenceKind | null;
}

/** What somebody says of an absence. */
export interface AbsenceStated {
  readonly from: Day;
  readonly until: Day | null;
  readonly kind: AbsenceKind;
  readonly comment: string | null;
}

/** An absence as it was recorded last. */
export interface AbsenceRow extends AbsencePeriod {
  readonly id: AbsenceId;
  readonly contractId: ContractId;
  /** The side that recorded it, which alone corrects it. */
  readonly organisationId: OrganisationId;
  /** Null for readers who need not know why. */
  readonly comment: string | null;
  readonly isWithdrawn: boolean;
  /** How often it was recorded: 1, and one more for each correction. */
  readonly version: number;
  readonly recordedAt: Instant;
  readonly recordedBy: PersonId | null;
  readonly recordedByClient: ApiClientId | null;
}
