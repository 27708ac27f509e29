import { ApiProperty } from '@nestjs/swagger';
import { addDays, type Day } from '../../kernel/days.js';
import type { FrameworkId, OrganisationId, PersonId } from '../../kernel/ids.js';
import { AtField, InstantField, instantOf } from '../../platform/validation/as-of.js';
import { Code, OneOf, Text, UuidField } from '../../platform/validation/fields.js';
import type { Language } from '../../kernel/language.js';
import { PageQuery } from '../../platform/responses/pages.js';
import { levelTitle } from '../frameworks/frameworks.types.js';
import { END_CAUSES, type EndCause } from '../contracts/contract-details.types.js';
import {
  CONTRACT_KINDS,
  CONTRACT_STATUSES,
  type ContractKind,
  type ContractLife,
  type ContractStatus,
} from '../contracts/contracts.types.js';
import { LEVEL_STATUSES } from '../ladder/progress/ladder-progress.types.js';
import { totalOf } from './cohort.rules.js';
import {
  COHORT_FLAGS,
  type CohortFilters,
  type CohortFlag,
  type CohortRow,
  type NamedOrganisation,
  type NamedPerson,
  type RowFilters,
} from './cohort.types.js';

export class CohortQuery extends PageQuery {
  @UuidField({ optional: true, description: 'Contracts of this training centre.' })
  trainingCentreId?: OrganisationId;
  @UuidField({ optional: true, description: 'Contracts of this employer.' }) employerId?: OrganisationId;
  @UuidField({ optional: true, description: 'Contracts on a ladder of this framework version.' })
  frameworkId?: FrameworkId;
  @OneOf(CONTRACT_STATUSES, { optional: true, name: 'ContractStatus', description: 'As it is told.' })
  status?: ContractStatus;
  @Code({ optional: true, description: 'Code of the current level.' }) level?: string;
  @OneOf(COHORT_FLAGS, { optional: true, name: 'CohortFlag', description: 'Those that have this flag.' })
  flag?: CohortFlag;
  @Text({ max: 60, optional: true, description: 'Those of this group of the training centre.' })
  group?: string;
  @UuidField({ optional: true, description: 'Those whose main tutor this is on the day that is told.' })
  tutorId?: PersonId;
  @InstantField({
    optional: true,
    description:
      'Those that changed since, or of which something was recorded, that instant included; not with `at`. Names of others than the alternant move none.',
  })
  updatedSince?: string;
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
  @ApiProperty({ type: String, nullable: true }) siret!: string | null;
  @ApiProperty({ type: String, nullable: true }) uai!: string | null;
}

export class CohortAlternantResponse extends NamedPersonResponse {
  /** Null of the past, and to whoever does not administer the person. */
  @ApiProperty({ type: String, nullable: true }) externalId!: string | null;
  /** Null also to whoever does not administer the person. */
  @ApiProperty({ type: String, format: 'date', nullable: true }) birthDate!: string | null;
}

export class CohortSuspension {
  @ApiProperty({ format: 'date' }) from!: string;
  /** The last day, included; null while nobody knows. */
  @ApiProperty({ type: String, format: 'date', nullable: true }) to!: string | null;
}

export class CohortFrameworkResponse {
  @ApiProperty() code!: string;
  @ApiProperty() title!: string;
  /** The number of its sheet in the national register. */
  @ApiProperty({ type: String, nullable: true }) rncp!: string | null;
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
  /** Null of the past. */
  @ApiProperty({ type: String, nullable: true }) externalId!: string | null;
  @ApiProperty({ enum: CONTRACT_KINDS, enumName: 'ContractKind' }) kind!: ContractKind;
  @ApiProperty() framework!: CohortFrameworkResponse;
  /** What the training centre calls its group or intake. */
  @ApiProperty({ type: String, nullable: true }) group!: string | null;
  @ApiProperty() alternant!: CohortAlternantResponse;
  @ApiProperty() employer!: NamedOrganisationResponse;
  @ApiProperty() trainingCentre!: NamedOrganisationResponse;
  @ApiProperty({ type: NamedPersonResponse, nullable: true }) mainTutor!: NamedPersonResponse | null;
  @ApiProperty({ type: NamedPersonResponse, nullable: true }) referent!: NamedPersonResponse | null;
  @ApiProperty({ enum: CONTRACT_STATUSES, enumName: 'ContractStatus' }) status!: string;
  @ApiProperty({ type: String, format: 'date', nullable: true }) signedOn!: string | null;
  /** The first day out, where it ended or was cancelled. */
  @ApiProperty({ type: String, format: 'date', nullable: true }) endedOn!: string | null;
  @ApiProperty({ enum: END_CAUSES, enumName: 'ContractEndCause', nullable: true }) endCause!: EndCause | null;
  /** The suspension of the day, or the last one before it. */
  @ApiProperty({ type: CohortSuspension, nullable: true }) suspension!: CohortSuspension | null;
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
  @ApiProperty({ type: 'integer' }) openConcerns!: number;
  /** Null for readers who do not read disputes. */
  @ApiProperty({ type: 'integer', nullable: true }) openDisputes!: number | null;
  /** The last day of the attestation in force that lapses first. */
  @ApiProperty({ type: String, format: 'date', nullable: true }) attestationsExpireOn!: string | null;
  /** What the journal holds, in hours. */
  @ApiProperty() journalHours!: number;
  /** What somebody should look at; on active contracts only. */
  @ApiProperty({ enum: COHORT_FLAGS, enumName: 'CohortFlag', isArray: true }) flags!: string[];
  /** Why, flag by flag, in the same order. */
  @ApiProperty({ type: [CohortReason] }) reasons!: CohortReason[];
}

export const filtersOf = (query: CohortQuery): CohortFilters => ({
  trainingCentreId: query.trainingCentreId ?? null,
  employerId: query.employerId ?? null,
  frameworkId: query.frameworkId ?? null,
  updatedSince: query.updatedSince === undefined ? null : instantOf(query.updatedSince),
});

export const rowFiltersOf = (query: CohortQuery): RowFilters => ({
  status: query.status ?? null,
  level: query.level ?? null,
  flag: query.flag ?? null,
  group: query.group ?? null,
  tutorId: (query.tutorId?.toLowerCase() ?? null) as PersonId | null,
});

const presentPerson = ({ id, givenName, familyName }: NamedPerson): NamedPersonResponse => ({
  id,
  givenName,
  familyName,
});
const presentOrganisation = ({ id, name, siret, uai }: NamedOrganisation): NamedOrganisationResponse => ({
  id,
  name,
  siret,
  uai,
});

function presentSuspension({ suspensions, startsOn }: ContractLife, on: Day): CohortSuspension | null {
  const last = suspensions.filter(({ from }) => from === null || from <= on).at(-1);
  return last ? { from: last.from ?? startsOn, to: last.until && addDays(last.until, -1) } : null;
}

/** What a list tells beside the progress. */
const presentExtras = ({ contract: { extras }, life, on }: CohortRow) => ({
  externalId: extras.externalId,
  kind: extras.kind,
  group: extras.group,
  signedOn: life.signedOn,
  endedOn: life.endedOn ?? life.cancelledOn,
  endCause: extras.endCause,
  suspension: presentSuspension(life, on),
  openConcerns: extras.openConcerns,
  openDisputes: extras.openDisputes,
  attestationsExpireOn: extras.attestedUntil && addDays(extras.attestedUntil, -1),
  journalHours: Math.round((extras.journalMinutes / 60) * 100) / 100,
});

export const presentCohortRow = (row: CohortRow, language: Language): CohortRowResponse => {
  const { contract, ladder, life, progress, flags } = row;
  const { extras } = contract;
  return {
    contractId: contract.contractId,
    frameworkId: ladder.frameworkId,
    ladderId: ladder.id,
    ...presentExtras(row),
    framework: { code: ladder.frameworkCode, title: ladder.frameworkTitle, rncp: ladder.rncp },
    alternant: {
      ...presentPerson(contract.alternant),
      externalId: extras.alternantExternalId,
      birthDate: extras.birthDate,
    },
    employer: presentOrganisation(contract.employer),
    trainingCentre: presentOrganisation(contract.trainingCentre),
    mainTutor: contract.mainTutor === null ? null : presentPerson(contract.mainTutor),
    referent: contract.referent === null ? null : presentPerson(contract.referent),
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
