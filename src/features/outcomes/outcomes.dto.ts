import { ApiProperty } from '@nestjs/swagger';
import { OneOf } from '../../platform/validation/fields.js';
import {
  OUTCOME_DIPLOMAS,
  OUTCOME_SIDES,
  OUTCOME_SITUATIONS,
  OUTCOME_STAGES,
  type OutcomeDiploma,
  type OutcomeRead,
  type OutcomeSide,
  type OutcomeSituation,
  type OutcomeStage,
  type OutcomeStated,
} from './outcomes.types.js';

export class OutcomeBody {
  @OneOf(OUTCOME_STAGES, {
    name: 'OutcomeStage',
    description: 'As the contract ends, or six months after its end.',
  })
  stage!: OutcomeStage;

  @OneOf(OUTCOME_DIPLOMAS, { name: 'OutcomeDiploma', optional: true, description: 'Absent: not known.' })
  diploma?: OutcomeDiploma;

  @OneOf(OUTCOME_SITUATIONS, {
    name: 'OutcomeSituation',
    optional: true,
    description: 'Absent: not known. An employer says `hired_here` alone.',
  })
  situation?: OutcomeSituation;
}

export class OutcomeResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) contractId!: string;
  /** As the contract ended, or six months after its end. */
  @ApiProperty({ enum: OUTCOME_STAGES, enumName: 'OutcomeStage' }) stage!: OutcomeStage;
  /** Null: not known. */
  @ApiProperty({ enum: OUTCOME_DIPLOMAS, enumName: 'OutcomeDiploma', nullable: true })
  diploma!: OutcomeDiploma | null;
  /** Null: not known. */
  @ApiProperty({ enum: OUTCOME_SITUATIONS, enumName: 'OutcomeSituation', nullable: true })
  situation!: OutcomeSituation | null;
  /** Whose word it is. */
  @ApiProperty({ enum: OUTCOME_SIDES, enumName: 'OutcomeSide' }) side!: OutcomeSide;
  /** The one that counts for its stage, of those that you read. */
  @ApiProperty() isCurrent!: boolean;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
  /** Null when an API client recorded it. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) recordedBy!: string | null;
  /** The API client that recorded it, if it was one. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) recordedByClient!: string | null;
}

export const toOutcome = (body: OutcomeBody): OutcomeStated => ({
  stage: body.stage,
  diploma: body.diploma ?? null,
  situation: body.situation ?? null,
});

export const presentOutcome = (outcome: OutcomeRead): OutcomeResponse => ({
  id: outcome.id,
  contractId: outcome.contractId,
  stage: outcome.stage,
  diploma: outcome.diploma,
  situation: outcome.situation,
  side: outcome.side,
  isCurrent: outcome.isCurrent,
  recordedAt: outcome.recordedAt,
  recordedBy: outcome.recordedBy,
  recordedByClient: outcome.recordedByClient,
});
