import { ApiProperty } from '@nestjs/swagger';
import { addDays } from '../../kernel/days.js';
import { Flag, OneOf, Text } from '../../platform/validation/fields.js';
import { SUPERVISIONS } from '../frameworks/frameworks.types.js';
import { LadderResponse, presentLadder } from '../ladder/ladder.dto.js';
import { REVOCATION_REASONS, type RevocationReason } from '../ladder/facts.types.js';
import { LEVEL_STATUSES } from '../ladder/progress/ladder-progress.types.js';
import type { Impact, RevocationRow, Revoked } from './revocations.types.js';

export class RevocationBody {
  @OneOf(REVOCATION_REASONS, { name: 'RevocationReason' }) reasonCode!: RevocationReason;

  @Text({ max: 2000, description: 'What happened. Never the identity of a resident or a patient.' })
  reason!: string;

  @Flag({ optional: true, description: 'Only say what would fall; nothing is recorded.' }) dryRun?: boolean;
}

export class RevocationResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) signOffId!: string;
  @ApiProperty({ format: 'uuid' }) contractId!: string;
  @ApiProperty({ format: 'uuid' }) revokedBy!: string;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
  @ApiProperty({ enum: REVOCATION_REASONS, enumName: 'RevocationReason' }) reasonCode!: RevocationReason;
  /** Null for readers who do not read comments. */
  @ApiProperty({ type: String, nullable: true }) reason!: string | null;
  @ApiProperty() competency!: string;
  @ApiProperty() level!: string;
  /** Somebody contests it and nobody has ruled yet (`GET …/disputes`). Always false to readers who do not read disputes. */
  @ApiProperty() contested!: boolean;
  /** A dispute overturned it: it counts no more. */
  @ApiProperty() overturned!: boolean;
}

export class FallenLevel {
  @ApiProperty() level!: string;
  @ApiProperty({ enum: LEVEL_STATUSES, enumName: 'LevelStatus' }) before!: string;
  @ApiProperty({ enum: LEVEL_STATUSES, enumName: 'LevelStatus' }) after!: string;
}

export class FallenMission {
  @ApiProperty() mission!: string;
  @ApiProperty({ enum: SUPERVISIONS, enumName: 'Supervision' }) before!: string;
  /** Null: no longer allowed. */
  @ApiProperty({ enum: SUPERVISIONS, enumName: 'Supervision', nullable: true }) after!: string | null;
}

export class FallenAssignment {
  @ApiProperty({ format: 'uuid' }) assignmentId!: string;
  @ApiProperty() mission!: string;
  @ApiProperty({ format: 'date' }) from!: string;
  @ApiProperty({ type: String, format: 'date', nullable: true }) to!: string | null;
}

export class FallenSignOff {
  @ApiProperty({ format: 'uuid' }) signOffId!: string;
  @ApiProperty() level!: string;
  @ApiProperty() competency!: string;
  @ApiProperty({ enum: ['revoked', 'kept'], enumName: 'RevocationEffect' }) effect!: string;
}

export class ImpactResponse {
  @ApiProperty({ type: [FallenLevel] }) levels!: FallenLevel[];
  @ApiProperty({ type: [FallenMission] }) missions!: FallenMission[];
  @ApiProperty({ type: [FallenAssignment] }) assignments!: FallenAssignment[];
  @ApiProperty({ type: [FallenSignOff] }) signOffs!: FallenSignOff[];
}

export class RevokedResponse {
  /** Absent from a dry run. */
  @ApiProperty({ required: false }) revocation?: RevocationResponse;
  @ApiProperty() ladder!: LadderResponse;
  @ApiProperty() impact!: ImpactResponse;
}

export const presentRevocation = (row: RevocationRow): RevocationResponse => ({
  id: row.id,
  signOffId: row.signOffId,
  contractId: row.contractId,
  revokedBy: row.revokedBy,
  recordedAt: row.recordedAt,
  reasonCode: row.reasonCode,
  reason: row.readsComments ? row.reason : null,
  competency: row.competency,
  level: row.level,
  contested: row.contested,
  overturned: row.overturned,
});

export const presentRevoked = ({ revocation, ladder, impact }: Revoked): RevokedResponse => ({
  ...(revocation ? { revocation: presentRevocation(revocation) } : {}),
  ladder: presentLadder(ladder),
  impact: presentImpact(impact),
});

const presentImpact = (impact: Impact): ImpactResponse => ({
  levels: impact.levels.map(({ level, before, after }) => ({ level, before, after })),
  missions: impact.missions.map(({ mission, before, after }) => ({ mission, before, after })),
  assignments: impact.assignments.map(({ assignmentId, mission, from, until }) => ({
    assignmentId,
    mission,
    from,
    to: until === null ? null : addDays(until, -1),
  })),
  signOffs: impact.signOffs.map(({ signOffId, level, competency, effect }) => ({
    signOffId,
    level,
    competency,
    effect,
  })),
});
