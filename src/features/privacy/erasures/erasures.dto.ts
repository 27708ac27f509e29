import { ApiProperty } from '@nestjs/swagger';
import type { Language } from '../../../kernel/language.js';
import { Flag, Text } from '../../../platform/validation/fields.js';
import { titleOf } from '../export/sections.rules.js';
import { erasureState } from './erasures.rules.js';
import {
  ERASURE_FATES,
  ERASURE_OBSTACLES,
  ERASURE_STATES,
  type Erasure,
  type ErasureFate,
  type ErasureObstacle,
  type ErasurePlan,
  type ErasureState,
} from './erasures.types.js';

export class ErasureBody {
  @Text({ max: 2000, description: 'Why. Never the identity of a resident or a patient.' }) reason!: string;

  @Flag({ optional: true, description: 'Only say what would go and what stays; nothing is asked.' })
  dryRun?: boolean;
}

export class ErasureWithdrawalBody {
  @Text({ max: 2000, description: 'Why. Never the identity of a resident or a patient.' }) reason!: string;
}

const obstacles = { enum: ERASURE_OBSTACLES, enumName: 'ErasureObstacle', isArray: true } as const;

export class ErasureResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) personId!: string;
  /** Where it stands: `held_back` waits for what stands in its way. */
  @ApiProperty({ enum: ERASURE_STATES, enumName: 'ErasureState' }) state!: ErasureState;
  @ApiProperty() reason!: string;
  /** Null when nobody asked: the time to keep the file is over. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) askedBy!: string | null;
  @ApiProperty({ format: 'date-time' }) askedAt!: string;
  /** Until then it can be withdrawn; it is carried out soon after. */
  @ApiProperty({ format: 'date-time' }) dueAt!: string;
  /** What holds it back today. */
  @ApiProperty(obstacles) obstacles!: readonly ErasureObstacle[];
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) withdrawnAt!: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) withdrawnBy!: string | null;
  /** Why it was withdrawn. */
  @ApiProperty({ type: String, nullable: true }) withdrawalReason!: string | null;
  /** When it was carried out. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) doneAt!: string | null;
}

export class ErasedSectionResponse {
  /** The name of the part of the file, as in its export. */
  @ApiProperty() section!: string;
  @ApiProperty() title!: string;
  /** What becomes of it. */
  @ApiProperty({ enum: ERASURE_FATES, enumName: 'ErasureFate' }) fate!: ErasureFate;
  /** How many entries it has today. */
  @ApiProperty({ type: 'integer' }) rows!: number;
}

export class ErasurePlanResponse {
  /** Null when it was only looked at. */
  @ApiProperty({ type: ErasureResponse, nullable: true }) erasure!: ErasureResponse | null;
  /** From when on it would be carried out. */
  @ApiProperty({ format: 'date-time' }) dueAt!: string;
  /** What keeps it from being asked today. */
  @ApiProperty(obstacles) obstacles!: readonly ErasureObstacle[];
  /** What becomes of each part of the file. */
  @ApiProperty({ type: ErasedSectionResponse, isArray: true }) impact!: ErasedSectionResponse[];
}

export const presentErasure = (erasure: Erasure): ErasureResponse => ({
  id: erasure.id,
  personId: erasure.personId,
  state: erasureState(erasure),
  reason: erasure.reason,
  askedBy: erasure.askedBy,
  askedAt: erasure.askedAt,
  dueAt: erasure.dueAt,
  obstacles: erasure.obstacles,
  withdrawnAt: erasure.withdrawnAt,
  withdrawnBy: erasure.withdrawnBy,
  withdrawalReason: erasure.withdrawalReason,
  doneAt: erasure.doneAt,
});

export const presentPlan = (
  { erasure, dueAt, obstacles: found, impact }: ErasurePlan,
  language: Language,
): ErasurePlanResponse => ({
  erasure: erasure && presentErasure(erasure),
  dueAt,
  obstacles: found,
  impact: impact.map(({ section, fate, rows }) => ({
    section,
    title: titleOf(section, language),
    fate,
    rows,
  })),
});
