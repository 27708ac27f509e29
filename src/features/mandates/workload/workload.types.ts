import type { Day, Period } from '../../../kernel/days.js';
import type { ContractId, MandateId, OrganisationId, PersonId } from '../../../kernel/ids.js';
import type { MandateRole } from '../../../kernel/mandate-roles.js';
import type { Allowance, Followed } from '../../contracts/signing/capacity.rules.js';
import type { TutoredContract } from '../../contracts/tutoring/appraisals.types.js';
import type { EligibilityWord } from '../../tutors/eligibility.types.js';
import type { Proof } from '../../tutors/tutors.types.js';

export interface WorkloadFilters {
  readonly employerId: OrganisationId | null;
  /** Of the company: the establishments of one SIREN side by side. */
  readonly siren: string | null;
  readonly structureType: string | null;
  readonly on: Day;
}

/** A mandate on a contract of the caller's that runs, or is to come. */
export interface Tutored {
  readonly mandateId: MandateId;
  readonly contractId: ContractId;
  readonly alternant: string;
  readonly role: MandateRole;
  readonly from: Day;
  readonly until: Day | null;
  readonly openRequests: number;
  readonly law: TutoredContract;
}

/** A tutor at one establishment, as they are read. */
export interface WorkloadRow {
  readonly personId: PersonId;
  readonly givenName: string;
  readonly familyName: string;
  readonly employer: { readonly id: OrganisationId; readonly name: string; readonly siret: string | null };
  /** The caller acts for that employer: all that the tutor follows counts, elsewhere too. */
  readonly isOwn: boolean;
  readonly tutored: readonly Tutored[];
  readonly absence: Period | null;
  readonly proofs: readonly Proof[];
  readonly followed: readonly Followed[];
  readonly allowances: readonly Allowance[];
}

export interface Workload {
  readonly row: WorkloadRow;
  readonly tutored: readonly (Tutored & { readonly eligibility: EligibilityWord })[];
  /** Null where the caller only sees their own contracts of this tutor. */
  readonly places:
    | readonly {
        readonly from: Day;
        readonly until: Day;
        readonly apprenticeship: number;
        readonly repeating: number;
        readonly professionalisation: number;
      }[]
    | null;
}
