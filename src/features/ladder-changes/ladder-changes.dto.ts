import { ApiProperty } from '@nestjs/swagger';
import type { ContractId } from '../../kernel/ids.js';
import { Flag, Text, UuidField } from '../../platform/validation/fields.js';
import { SUPERVISIONS } from '../frameworks/frameworks.types.js';
import type { LadderMappingId } from '../frameworks/mappings/mappings.types.js';
import {
  MigratedFromResponse,
  LadderResponse,
  presentMigratedFrom,
  presentLadder,
} from '../ladder/ladder.dto.js';
import { LEVEL_STATUSES } from '../ladder/progress/ladder-progress.types.js';
import type { LadderChanged, MoveCommand, Moved, MoveImpact, Previewed } from './ladder-changes.types.js';

export class LadderChangeBody {
  @UuidField({ description: 'The current mapping from the contract’s ladder to the one that it takes.' })
  mappingId!: LadderMappingId;

  @Flag({
    optional: true,
    description: 'Only say what is kept, needed again and lost; nothing is recorded.',
  })
  dryRun?: boolean;

  @Text({
    max: 100,
    optional: true,
    description:
      'What the dry run answered under this name. Needed where something falls; refused where the state moved since.',
  })
  acknowledge?: string;
}

export class LadderChangeResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) contractId!: string;
  @ApiProperty({ format: 'uuid' }) mappingId!: string;
  @ApiProperty({ format: 'uuid' }) fromLadderId!: string;
  @ApiProperty({ format: 'uuid' }) toLadderId!: string;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
  /** Null: a program of the training centre. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) recordedBy!: string | null;
  /** Missions that the new ladder does not have: what was assigned of them has ended. */
  @ApiProperty({ type: [String] }) endedMissions!: readonly string[];
}

export class MovedCurrentLevel {
  @ApiProperty() before!: string;
  @ApiProperty() after!: string;
}

export class MovedLevel {
  /** The level of the ladder that is left; null: none stands for it. */
  @ApiProperty({ type: String, nullable: true }) from!: string | null;
  @ApiProperty({ enum: LEVEL_STATUSES, enumName: 'LevelStatus', nullable: true }) before!: string | null;
  /** The level of the ladder that is taken; null: none stands for it. */
  @ApiProperty({ type: String, nullable: true }) to!: string | null;
  @ApiProperty({ enum: LEVEL_STATUSES, enumName: 'LevelStatus', nullable: true }) after!: string | null;
}

export class MovedKept {
  @ApiProperty() level!: string;
  @ApiProperty() competency!: string;
  @ApiProperty({ format: 'uuid' }) signOffId!: string;
  /** `kept`: it counts again once the levels below are achieved. */
  @ApiProperty({ enum: ['acquired', 'kept'], enumName: 'MovedKeptStatus' }) status!: string;
  @ApiProperty() migratedFrom!: MigratedFromResponse;
}

export class MovedNeeded {
  @ApiProperty() level!: string;
  @ApiProperty() competency!: string;
  /** Sign-offs of the ladder that is left, each counted as one observation. */
  @ApiProperty({ type: String, format: 'uuid', isArray: true }) signOffIds!: readonly string[];
}

export class MovedLost {
  /** As the ladder that is left names them. */
  @ApiProperty() level!: string;
  @ApiProperty() competency!: string;
  @ApiProperty({ format: 'uuid' }) signOffId!: string;
}

export class MovedMission {
  @ApiProperty() mission!: string;
  /** Null: not allowed, or not a mission of that ladder. */
  @ApiProperty({ enum: SUPERVISIONS, enumName: 'Supervision', nullable: true }) before!: string | null;
  @ApiProperty({ enum: SUPERVISIONS, enumName: 'Supervision', nullable: true }) after!: string | null;
}

export class MovedAssignment {
  @ApiProperty({ format: 'uuid' }) assignmentId!: string;
  @ApiProperty() mission!: string;
  @ApiProperty({ format: 'date' }) from!: string;
  @ApiProperty({ type: String, format: 'date', nullable: true }) to!: string | null;
}

export class MovedMandate {
  @ApiProperty({ format: 'uuid' }) mandateId!: string;
  @ApiProperty() maxLevel!: string;
}

export class MoveImpactResponse {
  @ApiProperty() currentLevel!: MovedCurrentLevel;
  @ApiProperty({ type: [MovedLevel] }) levels!: MovedLevel[];
  /** What is carried over. */
  @ApiProperty({ type: [MovedKept] }) keeps!: MovedKept[];
  /** What must be signed off again: what is only partly the same, or what an achieved level asks now. */
  @ApiProperty({ type: [MovedNeeded] }) toReacquire!: MovedNeeded[];
  /** What was acquired and counts for nothing on the new ladder; it stays in the history. */
  @ApiProperty({ type: [MovedLost] }) lost!: MovedLost[];
  /** Missions whose supervision changes, either way. */
  @ApiProperty({ type: [MovedMission] }) missions!: MovedMission[];
  @ApiProperty({ type: [MovedAssignment] }) assignments!: MovedAssignment[];
  /** Mandates up to a level that has no level of the same code standing for it: open them again. */
  @ApiProperty({ type: [MovedMandate] }) mandates!: MovedMandate[];
  /** Levels of the ladder that is left which the tutor alone has signed: the tutor decides again before the referent. */
  @ApiProperty({ type: [String] }) halfSignatures!: string[];
  /** Missions under a high concern which the new ladder does not have: the move waits for its review. */
  @ApiProperty({ type: [String] }) concerns!: string[];
}

export class LadderMovedResponse {
  /** Absent from a dry run. */
  @ApiProperty({ required: false }) ladderChange?: LadderChangeResponse;
  @ApiProperty() ladder!: LadderResponse;
  @ApiProperty() impact!: MoveImpactResponse;
  /** Sent back with the act, it says that this impact was seen. */
  @ApiProperty() acknowledge!: string;
}

export class MovePreviewResponse {
  @ApiProperty({ format: 'uuid' }) contractId!: string;
  @ApiProperty({ format: 'uuid' }) alternantId!: string;
  @ApiProperty() givenName!: string;
  @ApiProperty() familyName!: string;
  @ApiProperty() impact!: MoveImpactResponse;
  @ApiProperty() acknowledge!: string;
}

export const toMoveCommand = (
  contractId: ContractId,
  { mappingId, dryRun, acknowledge }: LadderChangeBody,
): MoveCommand => ({
  contractId,
  mappingId,
  dryRun: dryRun ?? false,
  acknowledge: acknowledge ?? null,
});

export const presentLadderChange = (change: LadderChanged): LadderChangeResponse => ({
  id: change.id,
  contractId: change.contractId,
  mappingId: change.mappingId,
  fromLadderId: change.fromLadderId,
  toLadderId: change.toLadderId,
  recordedAt: change.recordedAt,
  recordedBy: change.recordedBy,
  endedMissions: change.endedMissions,
});

export const presentMoved = ({ change, ladder, impact, acknowledge }: Moved): LadderMovedResponse => ({
  ...(change ? { ladderChange: presentLadderChange(change) } : {}),
  ladder: presentLadder(ladder),
  impact: presentImpact(impact),
  acknowledge,
});

export const presentPreview = ({ moving, impact, acknowledge }: Previewed): MovePreviewResponse => ({
  contractId: moving.contractId,
  alternantId: moving.alternantId,
  givenName: moving.givenName,
  familyName: moving.familyName,
  impact: presentImpact(impact),
  acknowledge,
});

const presentImpact = (impact: MoveImpact): MoveImpactResponse => ({
  currentLevel: { before: impact.currentLevel.before, after: impact.currentLevel.after },
  levels: impact.levels.map(({ from, before, to, after }) => ({ from, before, to, after })),
  keeps: impact.keeps.map(({ level, competency, signOffId, status, migratedFrom }) => ({
    level,
    competency,
    signOffId,
    status,
    migratedFrom: presentMigratedFrom(signOffId, migratedFrom),
  })),
  toReacquire: impact.toReacquire.map(({ level, competency, signOffIds }) => ({
    level,
    competency,
    signOffIds,
  })),
  lost: impact.lost.map(({ level, competency, signOffId }) => ({ level, competency, signOffId })),
  missions: impact.missions.map(({ mission, before, after }) => ({ mission, before, after })),
  assignments: impact.assignments.map(({ assignmentId, mission, from, to }) => ({
    assignmentId,
    mission,
    from,
    to,
  })),
  mandates: impact.mandates.map(({ mandateId, maxLevel }) => ({ mandateId, maxLevel })),
  halfSignatures: [...impact.halfSignatures],
  concerns: [...impact.concerns],
});
