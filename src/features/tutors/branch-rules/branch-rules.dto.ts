import { ApiProperty } from '@nestjs/swagger';
import { addDays, type Day } from '../../../kernel/days.js';
import { Judged } from '../../../platform/validation/body-rules.js';
import { DayField, Text, Whole } from '../../../platform/validation/fields.js';
import { IdccField } from '../idcc.dto.js';
import { daysReversed } from '../tutors.errors.js';
import type { BranchRule, BranchRuleRow } from '../tutors.types.js';

@Judged<TutorBranchRuleBody>(({ from, to }) => (from && to && to < from ? [daysReversed()] : []))
export class TutorBranchRuleBody {
  @IdccField({ description: 'The number of the collective agreement.' }) idcc!: string;

  @DayField() from!: Day;

  @DayField({ optional: true, description: 'The last day, included.' }) to?: Day;

  @Whole({
    min: 0,
    max: 240,
    optional: true,
    description: 'Months of work asked beside a diploma of the field.',
  })
  monthsWithDiploma?: number;

  @Whole({ min: 0, max: 240, optional: true, description: 'Months of work asked without one.' })
  monthsWithoutDiploma?: number;

  @Whole({ min: 3, max: 8, optional: true, description: 'The lowest level of a diploma that counts.' })
  level?: number;

  @Whole({ min: 1, max: 20, optional: true, description: 'How many apprentices an order allows at once.' })
  apprentices?: number;

  @Text({ max: 500, description: 'The agreement or the order, and its article.' }) source!: string;
}

export class TutorBranchRuleResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  /** The number of the collective agreement. */
  @ApiProperty() idcc!: string;
  @ApiProperty({ format: 'date' }) from!: string;
  /** The last day, included; null while it goes on. */
  @ApiProperty({ type: String, format: 'date', nullable: true }) to!: string | null;
  /** Months of work asked beside a diploma of the field; null: it says nothing of it. */
  @ApiProperty({ type: Number, nullable: true }) monthsWithDiploma!: number | null;
  /** Months of work asked without one. */
  @ApiProperty({ type: Number, nullable: true }) monthsWithoutDiploma!: number | null;
  /** The lowest level of a diploma that counts; null: that of the one prepared. */
  @ApiProperty({ type: Number, nullable: true }) level!: number | null;
  /** How many apprentices an order allows at once. */
  @ApiProperty({ type: Number, nullable: true }) apprentices!: number | null;
  /** The agreement or the order, and its article. */
  @ApiProperty() source!: string;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
  /** When it was taken back; null while it stands. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) withdrawnAt!: string | null;
}

export const toBranchRule = (body: TutorBranchRuleBody): BranchRule => ({
  idcc: body.idcc,
  from: body.from,
  until: body.to ? addDays(body.to, 1) : null,
  monthsWithDiploma: body.monthsWithDiploma ?? null,
  monthsWithoutDiploma: body.monthsWithoutDiploma ?? null,
  level: body.level ?? null,
  apprentices: body.apprentices ?? null,
  source: body.source,
});

export const presentBranchRule = (rule: BranchRuleRow): TutorBranchRuleResponse => ({
  id: rule.id,
  idcc: rule.idcc,
  from: rule.from,
  to: rule.until === null ? null : addDays(rule.until, -1),
  monthsWithDiploma: rule.monthsWithDiploma,
  monthsWithoutDiploma: rule.monthsWithoutDiploma,
  level: rule.level,
  apprentices: rule.apprentices,
  source: rule.source,
  recordedAt: rule.recordedAt,
  withdrawnAt: rule.withdrawnAt,
});
