import { ApiProperty } from '@nestjs/swagger';
import { Judged } from '../../platform/validation/body-rules.js';
import { Code, OneOf, Text } from '../../platform/validation/fields.js';
import type { ContractId } from '../../kernel/ids.js';
import { LadderResponse, presentLadder } from '../ladder/ladder.dto.js';
import { type Decision, DECISIONS } from '../ladder/facts.types.js';
import type { DecideCommand, LevelDecided, LevelDecisionRow } from './level-decisions.types.js';
import { reasonNeeded } from '../sign-offs/sign-offs.errors.js';

@Judged<LevelDecisionBody>(({ decision, reason }) =>
  decision === 'decline' && !reason ? [reasonNeeded('/reason')] : [],
)
export class LevelDecisionBody {
  @Code({ description: 'The level worked on, which is `ready`; not the one that opens.' }) level!: string;

  @OneOf(DECISIONS, { name: 'Decision' }) decision!: Decision;

  @Text({ max: 2000, optional: true, description: 'Needed with `decline`.' }) reason?: string;
}

export class LevelDecisionResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) contractId!: string;
  @ApiProperty() level!: string;
  @ApiProperty({ enum: DECISIONS, enumName: 'Decision' }) decision!: Decision;
  @ApiProperty({ enum: ['tutor', 'referent'], enumName: 'DecisionCapacity' }) capacity!: string;
  @ApiProperty({ format: 'uuid' }) decidedBy!: string;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
  /** Null also for readers who do not read comments. */
  @ApiProperty({ type: String, nullable: true }) reason!: string | null;
  /** The tutor's decision that this one co-signs. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) cosigns!: string | null;
  /**
   * Nobody has ruled yet: on a dispute (`GET …/disputes`; never told to readers who do not read disputes), or on its day, which
   * an act that was recorded late made inactive (`GET …/contested-facts`).
   */
  @ApiProperty() contested!: boolean;
  /** A dispute overturned it: it counts no more. */
  @ApiProperty() overturned!: boolean;
}

export class LevelDecidedResponse extends LevelDecisionResponse {
  @ApiProperty() ladder!: LadderResponse;
}

export const toDecideCommand = (contractId: ContractId, body: LevelDecisionBody): DecideCommand => ({
  contractId,
  level: body.level,
  decision: body.decision,
  reason: body.reason ?? null,
});

export const presentLevelDecision = (row: LevelDecisionRow): LevelDecisionResponse => ({
  id: row.id,
  contractId: row.contractId,
  level: row.level,
  decision: row.decision,
  capacity: row.capacity,
  decidedBy: row.decidedBy,
  recordedAt: row.recordedAt,
  reason: row.readsComments ? row.reason : null,
  cosigns: row.cosigns,
  contested: row.contested,
  overturned: row.overturned,
});

export const presentLevelDecided = ({ levelDecision, ladder }: LevelDecided): LevelDecidedResponse => ({
  ...presentLevelDecision(levelDecision),
  ladder: presentLadder(ladder),
});
