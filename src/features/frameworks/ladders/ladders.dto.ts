import { ApiProperty } from '@nestjs/swagger';
import type { FrameworkId } from '../../../kernel/ids.js';
import type { Language } from '../../../kernel/language.js';
import { Code, UuidField } from '../../../platform/validation/fields.js';
import { SEVERITIES, type Finding, type LadderProof, type Severity } from './findings.types.js';
import { NEVER_FOR_AN_ALTERNANT } from '../acts.types.js';
import { PublishedQuery } from '../frameworks.dto.js';
import {
  MISSION_KINDS,
  SUPERVISIONS,
  UNLOCKS,
  type LadderRow,
  type LadderSummary,
  type Level,
  type MadeFrom,
  type Mission,
  type MissionKind,
  type Supervision,
  type Unlock,
} from '../frameworks.types.js';
import { CODE } from '../reading/codes.rules.js';
import { withKinds } from './kinds.rules.js';
import { LADDER_SIZES } from './ladder-form.rules.js';

/** These classes document what `readLadder` accepts and what is answered; the reading itself tells every mistake at once. */

const code = { type: String, pattern: CODE.source };
const title = { type: String, minLength: 1, maxLength: LADDER_SIZES.title };
const whole = ({ min, max }: { min: number; max: number }) =>
  ({ type: 'integer', minimum: min, maximum: max, required: false }) as const;

/** What must speak for a competency before it is signed off; without any, one observation. */
export class RequirementQuorum {
  @ApiProperty(whole(LADDER_SIZES.quorum)) minObservations?: number;
  /** At most `minObservations`, where both are given. */
  @ApiProperty(whole(LADDER_SIZES.quorum)) minObservers?: number;
  /** At most `minObservations`, where both are given. */
  @ApiProperty(whole(LADDER_SIZES.quorum)) minDistinctDays?: number;
  /** Only observations of that many days before the day of signing count. */
  @ApiProperty(whole(LADDER_SIZES.maxAgeDays)) maxAgeDays?: number;
}

export class LevelRequirement {
  /** The code of a competency of the framework. */
  @ApiProperty(code) competency!: string;
  @ApiProperty({ type: () => RequirementQuorum, required: false }) quorum?: RequirementQuorum;
}

export class LadderLevel {
  @ApiProperty(code) code!: string;
  @ApiProperty(title) title!: string;
  /** At least one level of a ladder is not `present_only`. */
  @ApiProperty({ enum: SUPERVISIONS, enumName: 'Supervision' }) supervision!: Supervision;
  /** What makes it achieved once its requirements are met. */
  @ApiProperty({ enum: UNLOCKS, enumName: 'Unlock' }) unlock!: Unlock;
  @ApiProperty({
    type: () => LevelRequirement,
    isArray: true,
    minItems: 1,
    maxItems: LADDER_SIZES.requirements,
  })
  requirements!: LevelRequirement[];
}

export class LadderMission {
  @ApiProperty(code) code!: string;
  @ApiProperty(title) title!: string;
  /** The code of a level of this ladder. */
  @ApiProperty(code) level!: string;
  /** What it is about: on ladders of the platform always told, on others where their author says it. */
  @ApiProperty({ enum: MISSION_KINDS, enumName: 'MissionKind', required: false }) kind?: MissionKind;
  /** The competencies that it draws on. */
  @ApiProperty({ ...code, isArray: true, minItems: 1, maxItems: LADDER_SIZES.competencies })
  competencies!: string[];
  /** Where it is done: without any, with `*` among them, or for an employer without a type, no restriction. */
  @ApiProperty({ type: String, isArray: true, maxItems: LADDER_SIZES.structureTypes, required: false })
  structureTypes?: string[];
  @ApiProperty(whole(LADDER_SIZES.minAge)) minAge?: number;
  /** Regulated work: minors need a declaration of their employer that names this mission. */
  @ApiProperty({ type: Boolean, required: false }) regulated?: boolean;
  /** What the alternant must hold, each attested on the contract: codes such as `afgsu_2`, or of one’s own. */
  @ApiProperty({ ...code, isArray: true, maxItems: LADDER_SIZES.prerequisites, required: false })
  prerequisites?: string[];
  /** Acts in it that are never an alternant’s: with one, the mission is refused to everybody, whatever the level. */
  @ApiProperty({
    enum: [...NEVER_FOR_AN_ALTERNANT.keys()],
    enumName: 'NeverForAnAlternant',
    isArray: true,
    maxItems: LADDER_SIZES.acts,
    required: false,
  })
  acts?: string[];
}

export class LadderBody {
  /** A framework that the caller may read; it must be published before the ladder is. */
  @ApiProperty({ type: String, format: 'uuid' }) frameworkId!: string;
  @ApiProperty(code) code!: string;
  @ApiProperty(title) title!: string;
  @ApiProperty({
    type: () => LadderLevel,
    isArray: true,
    minItems: LADDER_SIZES.levels.min,
    maxItems: LADDER_SIZES.levels.max,
  })
  levels!: readonly LadderLevel[];
  @ApiProperty({ type: () => LadderMission, isArray: true, maxItems: LADDER_SIZES.missions })
  missions!: readonly LadderMission[];
}

export class ListLaddersQuery extends PublishedQuery {
  @UuidField({ optional: true, description: 'Those on this version of a framework.' })
  frameworkId?: FrameworkId;

  @Code({ optional: true, description: 'Every revision of this code.' }) code?: string;
}

export type PublicationStatus = 'draft' | 'published';

/** A ladder as lists tell of it: its document is read by its id. */
export class LadderSummaryResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) frameworkId!: string;
  @ApiProperty() code!: string;
  /** Counts what one owner published under one code, from 1; null while a draft. */
  @ApiProperty({ type: 'integer', nullable: true }) revision!: number | null;
  @ApiProperty() title!: string;
  @ApiProperty({ type: 'integer' }) levelCount!: number;
  /** The total of all levels together. */
  @ApiProperty({ type: 'integer' }) requirementCount!: number;
  @ApiProperty({ type: 'integer' }) missionCount!: number;
  @ApiProperty({ enum: ['draft', 'published'], enumName: 'PublicationStatus' }) status!: PublicationStatus;
  /** The training centre that wrote it; null: the platform, for all. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) ownerId!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) publishedAt!: string | null;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
  @ApiProperty({ format: 'date-time' }) updatedAt!: string;
}

/** What a ladder was drafted from. */
export class LadderOrigin {
  /** The version of what Palier knew. */
  @ApiProperty() version!: string;
  /** For which structures. */
  @ApiProperty({ type: [String] }) structureTypes!: readonly string[];
  /** The ladder that it builds on. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) ladderId!: string | null;
  /** What that was called. */
  @ApiProperty({ type: String, nullable: true }) ladderTitle!: string | null;
}

export class LadderVersionResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) frameworkId!: string;
  @ApiProperty() code!: string;
  /** Counts what one owner published under one code, from 1; null while a draft. */
  @ApiProperty({ type: 'integer', nullable: true }) revision!: number | null;
  @ApiProperty() title!: string;
  @ApiProperty({ type: () => LadderLevel, isArray: true }) levels!: readonly Level[];
  @ApiProperty({ type: () => LadderMission, isArray: true }) missions!: readonly Mission[];
  /** The template that it was drafted from, whatever was edited since; absent: none. */
  @ApiProperty({ type: LadderOrigin, required: false }) madeFrom?: LadderOrigin;
  @ApiProperty({ enum: ['draft', 'published'], enumName: 'PublicationStatus' }) status!: PublicationStatus;
  /** The training centre that wrote it; null: the platform, for all. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) ownerId!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) publishedAt!: string | null;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
  @ApiProperty({ format: 'date-time' }) updatedAt!: string;
}

/** What an author should know of a ladder. */
export class LadderFinding {
  /** JSON Pointer into the ladder as it is sent. */
  @ApiProperty() pointer!: string;
  @ApiProperty() code!: string;
  /** An error keeps the ladder from being published. */
  @ApiProperty({ enum: SEVERITIES, enumName: 'FindingSeverity' }) severity!: Severity;
  @ApiProperty() detail!: string;
}

export class PublishedLadderResponse extends LadderVersionResponse {
  /** Warnings: what kept it from being published was refused. */
  @ApiProperty({ type: [LadderFinding] }) findings!: LadderFinding[];
}

export const presentFinding = (
  { pointer, code, severity, detail }: Finding,
  language: Language,
): LadderFinding => ({ pointer, code, severity, detail: detail[language] });

export const presentPublished = (
  { ladder, findings }: LadderProof,
  language: Language,
): PublishedLadderResponse => ({
  ...presentLadder(ladder),
  findings: findings.map((finding) => presentFinding(finding, language)),
});

const presentOrigin = ({ version, structureTypes, ladder }: MadeFrom): LadderOrigin => ({
  version,
  structureTypes,
  ladderId: ladder?.id ?? null,
  ladderTitle: ladder?.title ?? null,
});

export const presentLadder = (ladder: LadderRow): LadderVersionResponse => ({
  id: ladder.id,
  frameworkId: ladder.frameworkId,
  code: ladder.code,
  revision: ladder.publishedAt === null ? null : ladder.revision,
  title: ladder.title,
  levels: ladder.levels,
  missions: withKinds(ladder.missions, ladder.ownerId),
  ...(ladder.madeFrom ? { madeFrom: presentOrigin(ladder.madeFrom) } : {}),
  status: ladder.publishedAt === null ? 'draft' : 'published',
  ownerId: ladder.ownerId,
  publishedAt: ladder.publishedAt,
  createdAt: ladder.createdAt,
  updatedAt: ladder.updatedAt,
});

export const presentLadderSummary = (ladder: LadderSummary): LadderSummaryResponse => ({
  id: ladder.id,
  frameworkId: ladder.frameworkId,
  code: ladder.code,
  revision: ladder.publishedAt === null ? null : ladder.revision,
  title: ladder.title,
  levelCount: ladder.levelCount,
  requirementCount: ladder.requirementCount,
  missionCount: ladder.missionCount,
  status: ladder.publishedAt === null ? 'draft' : 'published',
  ownerId: ladder.ownerId,
  publishedAt: ladder.publishedAt,
  createdAt: ladder.createdAt,
  updatedAt: ladder.updatedAt,
});
