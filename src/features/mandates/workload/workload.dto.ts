import { ApiProperty } from '@nestjs/swagger';
import { addDays, type Day } from '../../../kernel/days.js';
import type { OrganisationId } from '../../../kernel/ids.js';
import { bilingual } from '../../../kernel/language.js';
import { DayField, Identifier, Text, UuidField } from '../../../platform/validation/fields.js';
import { PageQuery } from '../../../platform/responses/pages.js';
import { ELIGIBILITIES, type EligibilityWord } from '../../tutors/eligibility.types.js';
import { MandateHolderResponse } from '../mandates.dto.js';
import { MANDATE_ROLES, type MandateRole } from '../mandates.types.js';
import type { Workload, WorkloadFilters } from './workload.types.js';

export class TutorsQuery extends PageQuery {
  @UuidField({ optional: true, description: 'One establishment.' }) employerId?: OrganisationId;

  @Identifier(
    'siren',
    (value) => /^\d{9}$/.test(value),
    bilingual('Un SIREN de neuf chiffres est attendu.', 'A SIREN of nine digits is expected.'),
    { optional: true, description: 'The establishments of one company.' },
  )
  siren?: string;

  @Text({ max: 50, optional: true, description: 'The establishments of that type.' }) structureType?: string;

  @DayField({ optional: true, description: 'The day, and twelve months from it. Today unless told.' })
  on?: Day;
}

export class TutorEstablishmentResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ type: String, nullable: true }) siret!: string | null;
}

export class TutoredContractResponse {
  @ApiProperty({ format: 'uuid' }) mandateId!: string;
  @ApiProperty({ format: 'uuid' }) contractId!: string;
  /** The name of the apprentice. */
  @ApiProperty() alternant!: string;
  @ApiProperty({ enum: MANDATE_ROLES, enumName: 'MandateRole' }) role!: MandateRole;
  @ApiProperty({ format: 'date' }) from!: string;
  /** The last day, included. */
  @ApiProperty({ type: String, format: 'date', nullable: true }) to!: string | null;
  /** Sign-off requests of the contract that nobody has answered. */
  @ApiProperty() openRequests!: number;
  /** Whether they may tutor there. */
  @ApiProperty({ enum: ELIGIBILITIES, enumName: 'TutorEligibility' }) eligibility!: EligibilityWord;
}

export class TutorPlacesResponse {
  @ApiProperty({ format: 'date' }) from!: string;
  /** The last day, included. */
  @ApiProperty({ format: 'date' }) to!: string;
  /** How many more apprentices. */
  @ApiProperty() apprenticeship!: number;
  /** How many more beside them who repeat after an exam that was failed. */
  @ApiProperty() repeating!: number;
  /** How many more in professionalisation. */
  @ApiProperty() professionalisation!: number;
}

export class TutorAbsenceResponse {
  @ApiProperty({ format: 'date' }) from!: string;
  /** The last day away, included; null while nobody knows. */
  @ApiProperty({ type: String, format: 'date', nullable: true }) to!: string | null;
}

export class TutorTrainingResponse {
  @ApiProperty() title!: string;
  @ApiProperty({ type: String, format: 'date', nullable: true }) obtainedOn!: string | null;
  /** How many it took. */
  @ApiProperty({ type: Number, nullable: true }) hours!: number | null;
}

export class TutorCountsResponse {
  /** As main tutor. */
  @ApiProperty() mainTutor!: number;
  /** As co-tutor. */
  @ApiProperty() coTutor!: number;
  /** As substitute. */
  @ApiProperty() substitute!: number;
}

export class TutorResponse {
  @ApiProperty() person!: MandateHolderResponse;
  /** The establishment; a tutor of two stands there twice. */
  @ApiProperty() employer!: TutorEstablishmentResponse;
  /** How many contracts that day, by role: of a centre only its own. */
  @ApiProperty() follows!: TutorCountsResponse;
  /** Contracts of that day and to come. */
  @ApiProperty({ type: [TutoredContractResponse] }) contracts!: TutoredContractResponse[];
  /** Of twelve months, what the tutor follows elsewhere included; null for who is not HR there. */
  @ApiProperty({ type: [TutorPlacesResponse], nullable: true }) places!: TutorPlacesResponse[] | null;
  /** They are away that day. */
  @ApiProperty({ type: TutorAbsenceResponse, nullable: true }) absence!: TutorAbsenceResponse | null;
  /** Trainings as a tutor that were checked. */
  @ApiProperty({ type: [TutorTrainingResponse] }) trainings!: TutorTrainingResponse[];
}

export const filtersOf = (query: TutorsQuery, today: Day): WorkloadFilters => ({
  employerId: query.employerId ?? null,
  siren: query.siren ?? null,
  structureType: query.structureType ?? null,
  on: query.on ?? today,
});

const lastDay = (until: Day | null): Day | null =>
  until === null || (until as string) === 'infinity' ? null : addDays(until, -1);

export const presentTutor = ({ row, tutored, places }: Workload, on: Day): TutorResponse => {
  const count = (role: MandateRole) =>
    new Set(
      tutored
        .filter((one) => one.role === role && one.from <= on && (one.until === null || on < one.until))
        .map(({ contractId }) => contractId),
    ).size;
  return {
    person: { id: row.personId, givenName: row.givenName, familyName: row.familyName },
    employer: { id: row.employer.id, name: row.employer.name, siret: row.employer.siret },
    follows: { mainTutor: count('main_tutor'), coTutor: count('co_tutor'), substitute: count('substitute') },
    contracts: tutored.map((one) => ({
      mandateId: one.mandateId,
      contractId: one.contractId,
      alternant: one.alternant,
      role: one.role,
      from: one.from,
      to: lastDay(one.until),
      openRequests: one.openRequests,
      eligibility: one.eligibility,
    })),
    places:
      places &&
      places.map(({ from, until, apprenticeship, repeating, professionalisation }) => ({
        from,
        to: addDays(until, -1),
        apprenticeship,
        repeating,
        professionalisation,
      })),
    absence: row.absence?.from ? { from: row.absence.from, to: lastDay(row.absence.until) } : null,
    trainings: row.proofs
      .filter(({ kind }) => kind === 'training')
      .map(({ title, obtainedOn, hours }) => ({ title: title ?? '', obtainedOn, hours })),
  };
};
