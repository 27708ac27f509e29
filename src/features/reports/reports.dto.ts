import { ApiProperty } from '@nestjs/swagger';
import { addDays } from '../../kernel/days.js';
import type { FrameworkId, OrganisationId } from '../../kernel/ids.js';
import { AtField } from '../../platform/validation/as-of.js';
import { UuidField } from '../../platform/validation/fields.js';
import type { Language } from '../../kernel/language.js';
import { PageQuery } from '../../platform/responses/pages.js';
import { levelTitle } from '../frameworks/frameworks.types.js';
import { CONTRACT_STATUSES } from '../contracts/contracts.types.js';
import { LEVEL_STATUSES } from '../ladder/progress/ladder-progress.types.js';
import { totalOf } from './cohort.rules.js';
import {
  COHORT_FLAGS,
  type CohortFilters,
  type CohortRow,
  type NamedOrganisation,
  type NamedPerson,
} from './cohort.types.js';

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

export class CohortReason {
  @ApiProperty({ enum: COHORT_FLAGS, enumName: 'CohortFlag' }) code!: string;
  /** The figures behind the flag, in the reader's language. */
  @ApiProperty() detail!: string;
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
  /** What people call the current level. */
  @ApiProperty() currentLevelTitle!: string;
  @ApiProperty() complete!: boolean;
  @ApiProperty({ type: [CohortLevel] }) levels!: CohortLevel[];
  @ApiProperty({ type: 'integer' }) acquired!: number;
  @ApiProperty({ type: 'integer' }) required!: number;
  @ApiProperty({ type: String, format: 'date', nullable: true }) lastSignOffOn!: string | null;
  @ApiProperty({ type: 'integer', nullable: true }) daysSinceLastSignOff!: number | null;
  /** Share (0 to 1) of the ladder that a steady climb would have done by then; days of suspension left out. */
  @ApiProperty({ minimum: 0, maximum: 1 }) expectedPace!: number;
  /** What somebody should look at; on active contracts only. */
  @ApiProperty({ enum: COHORT_FLAGS, enumName: 'CohortFlag', isArray: true }) flags!: string[];
  /** Why, flag by flag, in the same order. */
  @ApiProperty({ type: [CohortReason] }) reasons!: CohortReason[];
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

export const presentCohortRow = (row: CohortRow, language: Language): CohortRowResponse => {
  const { contract, ladder, life, progress, flags } = row;
  return {
    contractId: contract.contractId,
    frameworkId: ladder.frameworkId,
    ladderId: ladder.id,
    alternant: presentPerson(contract.alternant),
    employer: presentOrganisation(contract.employer),
    trainingCentre: presentOrganisation(contract.trainingCentre),
    mainTutor: contract.mainTutor === null ? null : presentPerson(contract.mainTutor),
    status: row.status,
    startsOn: life.startsOn,
    endsOn: addDays(life.until, -1),
    currentLevel: progress.currentLevel,
    currentLevelTitle: levelTitle(ladder, progress.currentLevel),
    complete: progress.complete,
    levels: progress.levels.map(({ code, status, acquired, required }, index) => ({
      code,
      title: ladder.levels[index]?.title ?? code,
      status,
      acquired,
      required,
    })),
    ...totalOf(progress),
    lastSignOffOn: progress.lastSignOffOn,
    daysSinceLastSignOff: row.daysSinceLastSignOff,
    expectedPace: row.expectedPace,
    flags: flags.map(({ code }) => code),
    reasons: flags.map(({ code, why }) => ({ code, detail: why[language] })),
  };
};
