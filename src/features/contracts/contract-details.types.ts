import { earlierOf, type Day, type Instant, type Period } from '../../kernel/days.js';
import type { ContractId, LadderId, OrganisationId, PersonId } from '../../kernel/ids.js';
import type { ContractKind, ContractStatus, ContractTerms } from './contracts.types.js';

export const END_CAUSES = [
  'trial_period',
  'mutual_agreement',
  'resignation_mediated',
  'dismissal_misconduct',
  'dismissal_unfitness',
  'force_majeure',
  'employer_death',
  'centre_exclusion',
  'diploma_obtained',
  'liquidation',
  'inspection_refusal',
  'employer_transferred',
  'other',
] as const;
export type EndCause = (typeof END_CAUSES)[number];

export const INITIATORS = ['employer', 'alternant', 'both', 'training_centre', 'authority'] as const;
export type Initiator = (typeof INITIATORS)[number];

/** Signs with a minor. */
export interface LegalRepresentative {
  readonly givenName: string;
  readonly familyName: string;
  readonly email: string | null;
  readonly phone: string | null;
}

/** What the parties agreed on. */
export interface ContractDetails extends ContractTerms {
  readonly kind: ContractKind;
  readonly alternantId: PersonId;
  readonly employerId: OrganisationId;
  readonly trainingCentreId: OrganisationId;
  readonly ladderId: LadderId;
  /** How the organisation calls it that says so, or that reads. */
  readonly externalId: string | null;
  readonly continuationOf: ContractId | null;
  readonly legalRepresentative: LegalRepresentative | null;
}

/** What another system sends of a contract that it knows by an id of its own; no ladder: the one that it follows. */
export type PutDetails = Omit<ContractDetails, 'ladderId'> & { readonly ladderId: LadderId | null };

/**
 * The day whose rules judge a contract: that of its signature. One that is not signed is judged as if it were signed on `today`, or
 * on its first day where that comes before; without a day of today, on its first day.
 */
export const judgedOn = (
  { signedOn, startsOn }: { readonly signedOn: Day | null; readonly startsOn: Day },
  today: Day = startsOn,
): Day => signedOn ?? earlierOf(today, startsOn);

/** The organisations that a person acts for today, as the database knows it. */
export interface Authority {
  /** Themself; behind a program, whoever knows a secret of it. */
  readonly people: readonly PersonId[];
  readonly hrOf: readonly OrganisationId[];
  readonly adminOf: readonly OrganisationId[];
}

/** The organisation of a contract for which somebody acts. */
export type Side = 'employer' | 'training_centre';

/** Whom a contract ties together. */
export interface Parties {
  readonly alternantId: PersonId;
  readonly employerId: OrganisationId;
  readonly trainingCentreId: OrganisationId;
}

/**
 * For which of a contract's organisations somebody acts today: the employer as its HR, the centre as its administrator. Its
 * alternant acts for neither, whoever else they are, nor does a program of which they know a secret.
 */
export function sidesOf(authority: Authority, parties: Parties): Side[] {
  if (authority.people.includes(parties.alternantId)) return [];
  const sides: Side[] = [];
  if (authority.hrOf.includes(parties.employerId)) sides.push('employer');
  if (authority.adminOf.includes(parties.trainingCentreId)) sides.push('training_centre');
  return sides;
}

/** A contract as its readers see it today; the legal representative is null also for those who need not know. */
export interface ContractRow extends ContractDetails {
  readonly id: ContractId;
  readonly status: ContractStatus;
  readonly alternantGivenName: string;
  readonly alternantFamilyName: string;
  /** As papers say it; null for those who need not know. */
  readonly alternantCivilGivenName: string | null;
  readonly alternantCivilFamilyName: string | null;
  readonly employerName: string;
  readonly trainingCentreName: string;
  /** First day out, whatever ends it. */
  readonly heldUntil: Day;
  readonly signedOn: Day | null;
  readonly endedAs: 'terminated' | 'completed' | null;
  readonly cancelledOn: Day | null;
  readonly cause: EndCause | null;
  readonly suspensions: readonly Period[];
  readonly ownerId: OrganisationId;
  /** What the training centre calls its group. */
  readonly group: string | null;
  readonly mainTutorId: PersonId | null;
  /** Somebody holds that mandate today, or on the first day where that is to come. */
  readonly hasMainTutor: boolean;
  readonly alternantBirthDate: Day | null;
  /** A legal representative is named, whether or not the reader may know who; or a minor who is emancipated needs none. */
  readonly hasLegalRepresentative: boolean;
  /** Another one has the same alternant, employer and days, where one of the two is a draft. */
  readonly possibleDuplicates: readonly ContractId[];
  /** It was a draft of this one, which the reader sees. */
  readonly duplicateOf: ContractId | null;
  /** The day of the reading. */
  readonly readOn: Day;
  readonly version: number;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

/** What the law asks for before an early end, as it was recorded; null: nobody recorded it. */
export interface EndProof {
  /** The mediator was asked. */
  readonly mediationOn: Day | null;
  readonly employerInformedOn: Day | null;
  /** The alternant wrote so to the employer. */
  readonly letterGivenOn: Day | null;
  readonly agreementSignedOn: Day | null;
  readonly representativeSigned: boolean | null;
}

export const NO_PROOF: EndProof = {
  mediationOn: null,
  employerInformedOn: null,
  letterGivenOn: null,
  agreementSignedOn: null,
  representativeSigned: null,
};

export interface ActCommand {
  /** Null: today; for a signature, the first day when that is earlier. */
  readonly on: Day | null;
  /** The first day back, of a suspension whose end is known. */
  readonly until: Day | null;
  /** What there is of an early end. */
  readonly proof: EndProof | null;
  readonly cause: EndCause | null;
  readonly initiator: Initiator | null;
  readonly comment: string | null;
}
