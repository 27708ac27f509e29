import { ApiProperty, PickType } from '@nestjs/swagger';
import type { OrganisationId } from '../../kernel/ids.js';
import { UuidField } from '../../platform/validation/fields.js';
import { OrganisationBody } from '../organisations/organisations.dto.js';
import { normaliseOrganisation } from '../organisations/organisations.rules.js';
import { PersonBody } from '../people/people.dto.js';
import {
  PROPOSED_TUTOR_STATES,
  type DecidedTutor,
  type ProposalRow,
  type ProposedEmployer,
  type ProposedPerson,
  type ProposedTutorRow,
} from './employer-proposals.types.js';

export class EmployerProposalBody extends PickType(OrganisationBody, [
  'name',
  'siret',
  'finess',
  'structureType',
]) {
  @UuidField({ optional: true, description: 'The centre that proposes, when you administer several.' })
  trainingCentreId?: OrganisationId;
}

export class ProposedTutorBody extends PickType(PersonBody, [
  'givenName',
  'familyName',
  'usualGivenName',
  'usualFamilyName',
  'birthDate',
  'email',
  'phone',
]) {}

export class ProposedOrganisationResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
}

export class EmployerProposalResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ type: ProposedOrganisationResponse }) employer!: ProposedOrganisationResponse;
  @ApiProperty({ type: ProposedOrganisationResponse }) trainingCentre!: ProposedOrganisationResponse;
  /** Somebody administers the employer, or did: it decides for itself, and nobody proposes tutors for it any more. */
  @ApiProperty() hasJoined!: boolean;
  @ApiProperty({ format: 'uuid' }) proposedBy!: string;
  @ApiProperty({ format: 'date-time' }) proposedAt!: string;
}

export class ProposedTutorResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) proposalId!: string;
  /** The record: mandates on the centre's drafts name it. */
  @ApiProperty({ format: 'uuid' }) personId!: string;
  @ApiProperty() givenName!: string;
  @ApiProperty() familyName!: string;
  @ApiProperty({ type: String, nullable: true }) email!: string | null;
  /** What the employer, or the centre, decided. */
  @ApiProperty({ enum: PROPOSED_TUTOR_STATES, enumName: 'ProposedTutorState' }) state!: string;
  @ApiProperty({ format: 'uuid' }) proposedBy!: string;
  @ApiProperty({ format: 'date-time' }) proposedAt!: string;
  /** Null while nobody has decided. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) decidedBy!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) decidedAt!: string | null;
}

export class DecidedTutorResponse extends ProposedTutorResponse {
  @ApiProperty({
    type: String,
    format: 'uuid',
    isArray: true,
    description: 'The mandates that ended with it, each in the history of its contract.',
  })
  endedMandateIds!: string[];
}

export const proposedEmployerOf = (body: EmployerProposalBody): ProposedEmployer => {
  const details = normaliseOrganisation({
    kind: 'employer',
    name: body.name,
    siret: body.siret,
    uai: null,
    finess: body.finess ?? null,
    structureType: body.structureType ?? null,
    externalId: null,
  });
  const { name, siret, finess, structureType } = details;
  const trainingCentreId = (body.trainingCentreId?.toLowerCase() ?? null) as OrganisationId | null;
  return { trainingCentreId, name, siret, finess, structureType };
};

export const proposedPersonOf = (body: ProposedTutorBody): ProposedPerson => ({
  givenName: body.givenName ?? '',
  familyName: body.familyName ?? '',
  usualGivenName: body.usualGivenName ?? null,
  usualFamilyName: body.usualFamilyName ?? null,
  birthDate: body.birthDate ?? null,
  email: body.email ?? null,
  phone: body.phone ?? null,
});

const named = ({ id, name }: ProposedOrganisationResponse) => ({ id, name });

export const presentProposal = (proposal: ProposalRow): EmployerProposalResponse => ({
  id: proposal.id,
  employer: named(proposal.employer),
  trainingCentre: named(proposal.trainingCentre),
  hasJoined: proposal.hasJoined,
  proposedBy: proposal.proposedBy,
  proposedAt: proposal.proposedAt,
});

export const presentProposedTutor = (tutor: ProposedTutorRow): ProposedTutorResponse => ({
  id: tutor.id,
  proposalId: tutor.proposalId,
  personId: tutor.personId,
  givenName: tutor.givenName,
  familyName: tutor.familyName,
  email: tutor.email,
  state: tutor.decidedAs ?? 'pending',
  proposedBy: tutor.proposedBy,
  proposedAt: tutor.proposedAt,
  decidedBy: tutor.decidedBy,
  decidedAt: tutor.decidedAt,
});

export const presentDecidedTutor = ({ tutor, endedMandates }: DecidedTutor): DecidedTutorResponse => ({
  ...presentProposedTutor(tutor),
  endedMandateIds: endedMandates.map(({ mandateId }) => mandateId),
});
