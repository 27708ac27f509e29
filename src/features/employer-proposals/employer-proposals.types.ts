import type { Day, Instant } from '../../kernel/days.js';
import type { Id, OrganisationId, PersonId } from '../../kernel/ids.js';
import type { OrganisationNamed } from '../organisations/organisations.types.js';
import type { EndedMandate } from '../people/memberships/departures.types.js';

export type EmployerProposalId = Id<'employer_proposal'>;
export type ProposedTutorId = Id<'proposed_tutor'>;

export interface ProposalRow {
  readonly id: EmployerProposalId;
  readonly employer: OrganisationNamed;
  readonly trainingCentre: OrganisationNamed;
  /** Somebody administers the employer, or did: it decides for itself. */
  readonly hasJoined: boolean;
  readonly proposedBy: PersonId;
  readonly proposedAt: Instant;
}

export interface ProposedEmployer {
  readonly trainingCentreId: OrganisationId | null;
  readonly name: string;
  readonly siret: string;
  readonly finess: string | null;
  readonly structureType: string | null;
}

export interface ProposedPerson {
  readonly givenName: string;
  readonly familyName: string;
  readonly usualGivenName: string | null;
  readonly usualFamilyName: string | null;
  readonly birthDate: Day | null;
  readonly email: string | null;
  readonly phone: string | null;
}

export const PROPOSED_TUTOR_DECISIONS = ['accepted', 'refused', 'withdrawn'] as const;
export type ProposedTutorDecision = (typeof PROPOSED_TUTOR_DECISIONS)[number];

export const PROPOSED_TUTOR_STATES = ['pending', ...PROPOSED_TUTOR_DECISIONS] as const;
export type ProposedTutorState = (typeof PROPOSED_TUTOR_STATES)[number];

export interface ProposedTutorRow {
  readonly id: ProposedTutorId;
  readonly proposalId: EmployerProposalId;
  readonly employerId: OrganisationId;
  readonly trainingCentreId: OrganisationId;
  readonly personId: PersonId;
  readonly givenName: string;
  readonly familyName: string;
  readonly email: string | null;
  /** The record signs in, or belongs somewhere, since it was proposed. */
  readonly isTaken: boolean;
  readonly proposedBy: PersonId;
  readonly proposedAt: Instant;
  readonly decidedAs: ProposedTutorDecision | null;
  readonly decidedBy: PersonId | null;
  readonly decidedAt: Instant | null;
}

/** A tutor as they stand once decided on, and the mandates that ended with it. */
export interface DecidedTutor {
  readonly tutor: ProposedTutorRow;
  readonly endedMandates: readonly EndedMandate[];
}
