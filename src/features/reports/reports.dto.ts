import { ApiProperty } from '@nestjs/swagger';
import { addDays } from '../../kernel/days.js';
import type { FrameworkId, OrganisationId } from '../../kernel/ids.js';
import { AtField } from '../../platform/http/as-of.js';
import { UuidField } from '../../platform/http/fields.js';
import { PageQuery } from '../../platform/http/pages.js';
import { CONTRACT_STATUSES } from '../contracts/contracts.types.js';
import { LEVEL_STATUSES } from '../ladder/standing.types.js';
import type { CohortFilters, NamedOrganisation, NamedPerson } from './cohort.queries.js';
import { COHORT_FLAGS } from './cohort.rules.js';
import type { CohortRow } from './reports.service.js';

export class CohortQuery extends PageQuery {
  @UuidField({ optional: true, description: 'Contracts of this training centre.' })
  trainingCentreId?: OrganisationId;
  @UuidField({ optional: true, description: 'Contracts of this employer.' }) employerId?: OrganisationId;
  @UuidField({ optional: true, description: 'Contracts on a ladder of this framework version.' })
  frameworkId?: FrameworkId;
  @AtField() at?: string;
}

export class NamedPersonResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ type: String, nullable: true }) givenName!: string | null;
  @ApiProperty({ type: String, nullable: true }) familyName!: string | null;
}

export class NamedOrganisationResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ type: String, nullable: true }) name!: string | null;
}

export class CohortLevel {
  @ApiProperty() code!: string;
  @ApiProperty() title!: string;
  @ApiProperty({ enum: LEVEL_STATUSES, enumName: 'LevelStatus' }) status!: string;
  @ApiProperty({ type: 'integer' }) acquired!: number;
  @ApiProperty({ type: 'integer' }) required!: number;
}

export class CohortRowResponse {
  @ApiProperty({ format: 'uuid' }) contractId!: string;
  @ApiProperty({ format: 'uuid' }) frameworkId!: string;
  @ApiProperty({ format: 'uuid' }) ladderId!: string;
  @ApiProperty() alternant!: NamedPersonResponse;
  @ApiProperty() employer!: NamedOrganisationResponse;
  @ApiProperty() trainingCentre!: NamedOrganisationResponse;
  @ApiProperty({ type: NamedPersonResponse, nullable: true }) mainTutor!: NamedPersonResponse | null;
  @ApiProperty({ enum: CONTRACT_STATUSES, enumName: 'ContractStatus' }) status!: string;
  @ApiProperty({ format: 'date' }) startsOn!: string;
  /** The last day, included. */
  @ApiProperty({ format: 'date' }) endsOn!: string;
  @ApiProperty() currentLevel!: string;
  @ApiProperty() complete!: boolean;
  @ApiProperty({ type: [CohortLevel] }) levels!: CohortLevel[];
  @ApiProperty({ type: 'integer' }) acquired!: number;
  @ApiProperty({ type: 'integer' }) required!: number;
  @ApiProperty({ type: String, format: 'date', nullable: true }) lastSignOffOn!: string | null;
  @ApiProperty({ type: 'integer', nullable: true }) daysSinceLastSignOff!: number | null;
  /** Share (0 to 1) of the ladder that a steady climb would have done by then. */
  @ApiProperty({ minimum: 0, maximum: 1 }) expectedPace!: number;
  @ApiProperty({ enum: COHORT_FLAGS, enumName: 'CohortFlag', isArray: true }) flags!: string[];
}

export const filtersOf = (query: CohortQuery): CohortFilters => ({
  trainingCentreId: query.trainingCentreId ?? null,
  employerId: query.employerId ?? null,
  frameworkId: query.frameworkId ?? null,
});

const presentPerson = ({ id, givenName, familyName }: NamedPerson): NamedPersonResponse => ({
  id,
  givenName,
  familyName,
});
const presentOrganisation = ({ id, name }: NamedOrganisation): NamedOrganisationResponse => ({ id, name });

export const presentCohortRow = (row: CohortRow): CohortRowResponse => {
  const { contract, ladder, life, progress } = row;
  const total = (part: 'acquired' | 'required') =>
    progress.levels.reduce((sum, level) => sum + level[part], 0);
  return {
    contractId: contract.contractId,
    frameworkId: contract.frameworkId,
    ladderId: contract.ladderId,
    alternant: presentPerson(contract.alternant),
    employer: presentOrganisation(contract.employer),
    trainingCentre: presentOrganisation(contract.trainingCentre),
    mainTutor: contract.mainTutor === null ? null : presentPerson(contract.mainTutor),
    status: row.status,
    startsOn: life.startsOn,
    endsOn: addDays(life.until, -1),
    currentLevel: progress.currentLevel,
    complete: progress.complete,
    levels: progress.levels.map(({ code, status, acquired, required }, index) => ({
      code,
      title: ladder.levels[index]?.title ?? code,
      status,
      acquired,
      required,
    })),
    acquired: total('acquired'),
    required: total('required'),
    lastSignOffOn: progress.lastSignOffOn,
    daysSinceLastSignOff: row.daysSinceLastSignOff,
    expectedPace: row.expectedPace,
    flags: [...row.flags],
  };
};
