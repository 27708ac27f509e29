import type { Day, Instant } from '../../kernel/days.js';
import type { ApiClientId, Id, OrganisationId, PersonId } from '../../kernel/ids.js';

export type TutorProofId = Id<'tutor_proof'>;

/** What makes somebody eligible as a tutor; a training only speaks for them. */
export const QUALIFICATION_KINDS = ['diploma', 'experience', 'training', 'branch_rule'] as const;
export type QualificationKind = (typeof QUALIFICATION_KINDS)[number];

/** What a derogation lets them do stands beside what qualifies them. */
export type TutorProofKind = QualificationKind | 'derogation';

/** What a proof says of a tutor, whatever its kind: what its kind does not say is null. Days are half-open. */
export interface Proof {
  readonly kind: TutorProofKind;
  readonly title: string | null;
  /** Of a diploma: 3 to 8. */
  readonly level: number | null;
  /** The code of the framework in whose field the diploma or the work is; null: nobody said. */
  readonly frameworkCode: string | null;
  readonly obtainedOn: Day | null;
  readonly from: Day | null;
  readonly until: Day | null;
  /** Of work whose days are not known. */
  readonly months: number | null;
  /** Placements and training periods do not count as work. */
  readonly isPlacement: boolean;
  readonly hours: number | null;
  readonly idcc: string | null;
}

export interface ProofDetails extends Proof {
  readonly apprentices: number | null;
  readonly authority: string | null;
  readonly reference: string | null;
  /** When somebody of the employer saw the document. */
  readonly checkedOn: Day;
}

export interface ProofOfTutor extends ProofDetails {
  readonly personId: PersonId;
  readonly employerId: OrganisationId;
}

/** A qualification as it is sent; what is not there was not sent, what is undefined is wrong by itself. */
export interface SentQualification {
  readonly kind?: QualificationKind | null;
  readonly since?: Day | null;
  readonly to?: Day | null;
  readonly obtainedOn?: Day | null;
  readonly checkedOn?: Day | null;
}

/** A derogation as it is sent. */
export interface SentDerogation {
  readonly from?: Day | null;
  readonly to?: Day | null;
  readonly apprentices?: number | null;
  readonly checkedOn?: Day | null;
}

export interface RecordProof extends ProofOfTutor {
  readonly sent: { readonly qualification: SentQualification } | { readonly derogation: SentDerogation };
}

/** By whom and when: a person, or an API client. */
export interface Authored {
  readonly at: Instant;
  readonly by: PersonId | null;
  readonly byClient: ApiClientId | null;
}

export interface ProofRow extends ProofOfTutor {
  readonly id: TutorProofId;
  readonly recordedAt: Instant;
  readonly recordedBy: PersonId | null;
  readonly recordedByClient: ApiClientId | null;
  readonly withdrawal: (Authored & { readonly reason: string }) | null;
}

/** What is proven of a tutor, with when it was there. */
export interface StandingProof extends Proof {
  readonly recordedAt: Instant;
  readonly withdrawnAt: Instant | null;
}

/** What a branch agreement asks of a tutor, and how many apprentices its order lets them follow. Null: it says nothing of it. */
export interface BranchRule {
  readonly idcc: string;
  readonly from: Day;
  /** The first day out. */
  readonly until: Day | null;
  readonly monthsWithDiploma: number | null;
  readonly monthsWithoutDiploma: number | null;
  /** The lowest level of a diploma that counts; null: that of the one prepared. */
  readonly level: number | null;
  readonly apprentices: number | null;
  readonly source: string;
}

export type BranchRuleId = Id<'tutor_branch_rule'>;

export interface BranchRuleRow extends BranchRule {
  readonly id: BranchRuleId;
  readonly recordedAt: Instant;
  readonly recordedBy: PersonId;
  readonly withdrawnAt: Instant | null;
  readonly withdrawnBy: PersonId | null;
}
