import { ApiProperty } from '@nestjs/swagger';
import type { Language } from '../../../kernel/language.js';
import type { LadderProof } from './findings.types.js';
import { SUPERVISIONS, UNLOCKS, type Supervision, type Unlock } from '../frameworks.types.js';
import { LadderFinding, presentFinding, type PublicationStatus } from './ladders.dto.js';
import { staircaseOf, WHO_DECIDES } from './preview.rules.js';

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
): LadderPreviewResponse => ({
  ladderId: ladder.id,
  code: ladder.code,
  title: ladder.title,
  status: ladder.publishedAt === null ? 'draft' : 'published',
  steps: staircaseOf(ladder).map(({ level, minimum, daysFromStart, opens }, index) => ({
    level: level.code,
    index: index + 1,
    title: level.title,
    supervision: level.supervision,
    unlock: level.unlock,
    decidedBy: WHO_DECIDES[level.unlock][language],
    requirements: level.requirements.length,
    minimum: { ...minimum },
    daysFromStart,
    opens: opens.map(({ mission, supervision }) => ({
      mission: mission.code,
      title: mission.title,
      supervision,
    })),
  })),
  findings: findings.map((finding) => presentFinding(finding, language)),
});
