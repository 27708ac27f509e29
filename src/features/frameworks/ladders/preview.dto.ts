import { ApiProperty } from '@nestjs/swagger';
import type { Language } from '../../../kernel/language.js';
import { OneOf } from '../../../platform/validation/fields.js';
import type { LadderProof } from './findings.types.js';
import {
  MISSION_KINDS,
  SUPERVISIONS,
  UNLOCKS,
  type MissionKind,
  type Supervision,
  type Unlock,
} from '../frameworks.types.js';
import { withKinds } from './kinds.rules.js';
import { LadderFinding, presentFinding, type PublicationStatus } from './ladders.dto.js';
import { staircaseOf, WHO_DECIDES } from './preview.rules.js';

export class LadderPreviewQuery {
  @OneOf(MISSION_KINDS, {
    optional: true,
    name: 'MissionKind',
    description: 'Only the missions of that kind; levels and findings are told whole.',
  })
  kind?: MissionKind;
}

export class MinimumResponse {
  /** The total of all its competencies together. */
  @ApiProperty({ type: 'integer', minimum: 1 }) observations!: number;
  /** The smallest team that can meet every quorum: tutors and observers. */
  @ApiProperty({ type: 'integer', minimum: 1 }) observers!: number;
  /** Days of work, with that team and nothing observed before. */
  @ApiProperty({ type: 'integer', minimum: 1 }) days!: number;
}

export class OpenedMission {
  @ApiProperty() mission!: string;
  @ApiProperty() title!: string;
  /** Absent where its author did not say it. */
  @ApiProperty({ enum: MISSION_KINDS, enumName: 'MissionKind', required: false }) kind?: MissionKind;
  /** When one has just reached the level. */
  @ApiProperty({ enum: SUPERVISIONS, enumName: 'Supervision' }) supervision!: Supervision;
}

export class LadderStep {
  @ApiProperty() level!: string;
  @ApiProperty({ type: 'integer', minimum: 1 }) index!: number;
  @ApiProperty() title!: string;
  @ApiProperty({ enum: SUPERVISIONS, enumName: 'Supervision' }) supervision!: Supervision;
  @ApiProperty({ enum: UNLOCKS, enumName: 'Unlock' }) unlock!: Unlock;
  /** Who says that it is done, in words. */
  @ApiProperty() decidedBy!: string;
  /** How many competencies it requires. */
  @ApiProperty({ type: 'integer' }) requirements!: number;
  /** The least that it takes to get it. */
  @ApiProperty() minimum!: MinimumResponse;
  /** The least days of work from the start on; the last day of a level may be the first of the next. */
  @ApiProperty({ type: 'integer', minimum: 1 }) daysFromStart!: number;
  /** The missions that are allowed from here on. */
  @ApiProperty({ type: [OpenedMission] }) opens!: OpenedMission[];
}

export class LadderPreviewResponse {
  @ApiProperty({ format: 'uuid' }) ladderId!: string;
  @ApiProperty() code!: string;
  @ApiProperty() title!: string;
  @ApiProperty({ enum: ['draft', 'published'], enumName: 'PublicationStatus' }) status!: PublicationStatus;
  @ApiProperty({ type: [LadderStep] }) steps!: LadderStep[];
  @ApiProperty({ type: [LadderFinding] }) findings!: LadderFinding[];
}

export const presentPreview = (
  { ladder, findings }: LadderProof,
  language: Language,
  only: MissionKind | null = null,
): LadderPreviewResponse => ({
  ladderId: ladder.id,
  code: ladder.code,
  title: ladder.title,
  status: ladder.publishedAt === null ? 'draft' : 'published',
  steps: staircaseOf({ ...ladder, missions: withKinds(ladder.missions, ladder.ownerId) }).map(
    ({ level, minimum, daysFromStart, opens }, index) => ({
      level: level.code,
      index: index + 1,
      title: level.title,
      supervision: level.supervision,
      unlock: level.unlock,
      decidedBy: WHO_DECIDES[level.unlock][language],
      requirements: level.requirements.length,
      minimum: { ...minimum },
      daysFromStart,
      opens: opens
        .filter(({ mission }) => only === null || mission.kind === only)
        .map(({ mission, supervision }) => ({
          mission: mission.code,
          title: mission.title,
          ...(mission.kind === undefined ? {} : { kind: mission.kind }),
          supervision,
        })),
    }),
  ),
  findings: findings.map((finding) => presentFinding(finding, language)),
});
