import { ApiProperty } from '@nestjs/swagger';
import { addDays } from '../../kernel/days.js';
import { OBSERVATION_OUTCOMES, SIGN_OFF_OUTCOMES } from '../ladder/facts.types.js';
import type { LevelState, RequirementStatus } from '../ladder/ladder.types.js';
import { LEVEL_STATUSES, type LevelStatus } from '../ladder/progress/ladder-progress.types.js';
import { PRIOR_FACT_KINDS, type PriorContract, type PriorFact } from './prior-learning.types.js';

export class PriorOrganisationResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
}

export class PriorLadderResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() title!: string;
}

export class PriorRequirementResponse {
  @ApiProperty() competency!: string;
  /** Null where its framework does not name it. */
  @ApiProperty({ type: String, nullable: true }) title!: string | null;
  @ApiProperty({
    enum: ['missing', 'not_yet', 'cannot_assess', 'acquired', 'kept'],
    enumName: 'RequirementStatus',
  })
  status!: RequirementStatus;
}

export class PriorLevelResponse {
  @ApiProperty() code!: string;
  @ApiProperty() title!: string;
  @ApiProperty({ enum: LEVEL_STATUSES, enumName: 'LevelStatus' }) status!: LevelStatus;
  @ApiProperty({ type: [PriorRequirementResponse] }) requirements!: PriorRequirementResponse[];
}

export class PriorContractResponse {
  @ApiProperty({ format: 'uuid' }) contractId!: string;
  @ApiProperty({ format: 'date' }) startsOn!: string;
  /** The last day on which it ran, included. */
  @ApiProperty({ format: 'date' }) endsOn!: string;
  @ApiProperty() employer!: PriorOrganisationResponse;
  @ApiProperty() trainingCentre!: PriorOrganisationResponse;
  @ApiProperty() ladder!: PriorLadderResponse;
  @ApiProperty() currentLevel!: string;
  @ApiProperty() complete!: boolean;
  /** As it stands now: something may be taken back after the end. */
  @ApiProperty({ type: [PriorLevelResponse] }) levels!: PriorLevelResponse[];
}

export class PriorContractsResponse {
  /** The latest first. */
  @ApiProperty({ type: [PriorContractResponse] }) data!: PriorContractResponse[];
}

export class PriorAuthorResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() givenName!: string;
  @ApiProperty() familyName!: string;
}

export class PriorFactItemResponse {
  @ApiProperty() competency!: string;
  /** Null where its framework does not name it. */
  @ApiProperty({ type: String, nullable: true }) title!: string | null;
  @ApiProperty() level!: string;
  /** The id of an observation or of a sign-off. */
  @ApiProperty({ enum: [...OBSERVATION_OUTCOMES, ...SIGN_OFF_OUTCOMES], enumName: 'PriorFactOutcome' })
  outcome!: string;
}

export class PriorFactResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: PRIOR_FACT_KINDS, enumName: 'PriorFactKind' }) kind!: string;
  /** The contract under which it was recorded. */
  @ApiProperty({ format: 'uuid' }) contractId!: string;
  @ApiProperty({ format: 'date' }) observedOn!: string;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
  /** Who saw it, or signed it. */
  @ApiProperty() author!: PriorAuthorResponse;
  @ApiProperty({ type: [PriorFactItemResponse] }) items!: PriorFactItemResponse[];
}

export const presentPriorContract = (prior: PriorContract): PriorContractResponse => ({
  contractId: prior.contractId,
  startsOn: prior.startsOn,
  endsOn: addDays(prior.until, -1),
  employer: { id: prior.employer.id, name: prior.employer.name },
  trainingCentre: { id: prior.trainingCentre.id, name: prior.trainingCentre.name },
  ladder: { id: prior.ladder.id, title: prior.ladder.title },
  currentLevel: prior.state.currentLevel,
  complete: prior.state.complete,
  levels: prior.state.levels.map((level) => presentPriorLevel(level, prior.titles)),
});

const presentPriorLevel = (level: LevelState, titles: PriorContract['titles']): PriorLevelResponse => ({
  code: level.code,
  title: level.title,
  status: level.status,
  requirements: level.requirements.map(({ competency, status }) => ({
    competency,
    title: titles[competency] ?? null,
    status,
  })),
});

export const presentPriorFact = (fact: PriorFact): PriorFactResponse => ({
  id: fact.id,
  kind: fact.kind,
  contractId: fact.contractId,
  observedOn: fact.observedOn,
  recordedAt: fact.recordedAt,
  author: { id: fact.author.id, givenName: fact.author.givenName, familyName: fact.author.familyName },
  items: fact.items.map(({ competency, title, level, outcome }) => ({ competency, title, level, outcome })),
});
