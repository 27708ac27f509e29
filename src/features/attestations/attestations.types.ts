import type { Day, Period } from '../../kernel/days.js';
import type { AttestationId, ContractId, OrganisationId, PersonId } from '../../kernel/ids.js';
import type { ContractKind, ContractLife } from '../contracts/contracts.types.js';
import type { Recorded, Withdrawn } from '../declarations/withdrawals.types.js';

export interface AttestCommand {
  readonly contractId: ContractId;
  readonly prerequisite: string;
  readonly from: Day;
  /** First day out; null: open-ended. */
  readonly until: Day | null;
  /** Where the paper is found; null: not told, or not for the reader. */
  readonly proofReference: string | null;
}

export interface AttestationRow extends Recorded, AttestCommand {
  readonly id: AttestationId;
  readonly withdrawal: Withdrawn | null;
}

/** What was attested of one prerequisite, and whether that was taken back. */
export interface Held extends Period {
  readonly id: AttestationId;
  readonly from: Day;
  readonly isWithdrawn: boolean;
}

/**
 * How it is with a prerequisite on a day: `held`; `expiring`, held and about to end; `expired`, its last day is over;
 * `upcoming`, attested from a later day on; `withdrawn`, all that was attested was taken back; `lacking`, nothing was attested.
 */
export const PREREQUISITE_STATES = [
  'held',
  'expiring',
  'expired',
  'upcoming',
  'withdrawn',
  'lacking',
] as const;
export type PrerequisiteState = (typeof PREREQUISITE_STATES)[number];

export interface Validity {
  readonly state: PrerequisiteState;
  /** By which it is held, the one that lasts longest; else the last that was attested. */
  readonly attestationId: AttestationId | null;
  /** Since when it is held, by an unbroken row of attestations. */
  readonly from: Day | null;
  /** First day out of that row, or of the last that ended; null: it does not end, or nothing was attested. */
  readonly until: Day | null;
  /** The next day on which it holds again, where it does not now. */
  readonly holdsFrom: Day | null;
}

/** A prerequisite that a contract’s ladder asks for, with whatever stands in the papers. */
export interface PrerequisiteRead extends Validity {
  readonly prerequisite: string;
  /** The missions that wait for it. */
  readonly missions: readonly { readonly code: string; readonly title: string; readonly level: string }[];
  /** By which day the law wants it, and which rule says so; null: no rule, or not for the reader. */
  readonly due: Due | null;
  /** What a contract that this one continues attested last; it holds nothing here before it is attested anew. */
  readonly prior: PriorValidity | null;
}

/** From when until when (excluded; null: it does not end) something was attested elsewhere. */
export interface PriorValidity {
  readonly from: Day;
  readonly until: Day | null;
}

/** The prerequisites of a contract’s ladder on a day. */
export interface ReadPrerequisites {
  readonly contractId: ContractId;
  readonly on: Day;
  readonly prerequisites: readonly PrerequisiteRead[];
}

/** By which day the law wants something done. */
export interface Due {
  /** The last day. */
  readonly by: Day;
  readonly rule: string;
}

/** Who is asked for what the law wants before a day: only for whoever handles the papers. */
export interface DueOf {
  readonly kind: ContractKind;
  readonly startsOn: Day;
  readonly signedOn: Day | null;
  readonly birthDate: Day | null;
}

/** A prerequisite that nothing attests for each of the days ahead. */
export interface Unheld {
  readonly contractId: ContractId;
  readonly life: ContractLife;
  readonly prerequisite: string;
  readonly attestations: readonly Held[];
}

/** What people are reminded of: for the first time, for the last, or that it is missing. */
export type Reminder = 'first' | 'last' | 'missing';

/** Something that ends and that nothing follows, of any contract that the reader sees. */
export interface ExpiringRow {
  readonly attestationId: AttestationId;
  readonly contractId: ContractId;
  readonly prerequisite: string;
  readonly until: Day;
  readonly alternantId: PersonId;
  readonly givenName: string;
  readonly familyName: string;
  readonly employerId: OrganisationId;
  readonly employerName: string;
  readonly trainingCentreId: OrganisationId;
}

export interface ExpiringFilter {
  /** First day of which nothing is told. */
  readonly before: Day;
  readonly today: Day;
  readonly employerId: OrganisationId | null;
  readonly trainingCentreId: OrganisationId | null;
}
