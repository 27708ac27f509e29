import { ApiProperty } from '@nestjs/swagger';
import type { Day } from '../../kernel/days.js';
import type { ContractId } from '../../kernel/ids.js';
import { findRepeated, Judged } from '../../platform/validation/body-rules.js';
import { Code, DayField, Items, OneOf, Text } from '../../platform/validation/fields.js';
import {
  type AssessCommand,
  SELF_RATINGS,
  type SelfAssessment,
  type SelfRating,
} from './self-assessments.types.js';
import { assessedInTheFuture, assessedTwice } from './self-assessments.errors.js';

export class SelfAssessedItemBody {
  @Code({ example: 'C1' }) competency!: string;

  @Code({ example: 'simple_tasks' }) level!: string;

  @OneOf(SELF_RATINGS, {
    name: 'SelfRating',
    description: 'How one sees oneself at that level: not yet, with help, alone.',
  })
  rating!: SelfRating;

  @Text({ max: 2000, optional: true, description: 'Never the identity of a resident or a patient.' })
  comment?: string;
}

@Judged<SelfAssessmentBody>(({ on, items }, today) => [
  ...(on && on > today ? [assessedInTheFuture()] : []),
  ...findRepeated(items, ({ competency, level }) => [competency, level]).map((index) =>
    assessedTwice(`/items/${index}`),
  ),
])
export class SelfAssessmentBody {
  @DayField({ description: 'The day it speaks of: today or before, a day of the contract.' }) on!: Day;

  @Items(() => SelfAssessedItemBody, { min: 1, max: 50 }) items!: SelfAssessedItemBody[];
}

export class SelfAssessedItemResponse {
  @ApiProperty() competency!: string;
  @ApiProperty() level!: string;
  @ApiProperty({ enum: SELF_RATINGS, enumName: 'SelfRating' }) rating!: SelfRating;
  @ApiProperty({ type: String, nullable: true }) comment!: string | null;
}

export class SelfAssessmentResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) contractId!: string;
  @ApiProperty({ format: 'uuid' }) assessedBy!: string;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
  @ApiProperty({ format: 'date' }) on!: string;
  @ApiProperty({ type: [SelfAssessedItemResponse] }) items!: SelfAssessedItemResponse[];
}

export const toAssessCommand = (
  contractId: ContractId,
  { on, items }: SelfAssessmentBody,
): AssessCommand => ({
  contractId,
  on,
  items: items.map(({ competency, level, rating, comment }) => ({
    competency,
    level,
    rating,
    comment: comment ?? null,
  })),
});

export const presentSelfAssessment = (assessment: SelfAssessment): SelfAssessmentResponse => ({
  id: assessment.id,
  contractId: assessment.contractId,
  assessedBy: assessment.assessedBy,
  recordedAt: assessment.recordedAt,
  on: assessment.on,
  items: assessment.items.map(({ competency, level, rating, comment }) => ({
    competency,
    level,
    rating,
    comment,
  })),
});
