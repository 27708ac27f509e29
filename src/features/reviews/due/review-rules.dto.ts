import { ApiProperty } from '@nestjs/swagger';
import type { Day } from '../../../kernel/days.js';
import { PageInfo, PageQuery } from '../../../platform/responses/pages.js';
import { Judged } from '../../../platform/validation/body-rules.js';
import { DayField, OneOf, UuidField, Whole } from '../../../platform/validation/fields.js';
import type { OrganisationId } from '../../../kernel/ids.js';
import { ruleInThePast } from '../reviews.errors.js';
import {
  DUE_BASES,
  DUE_STATES,
  REVIEW_KINDS,
  type DueBasis,
  type DueReview,
  type DueState,
  type ReviewKind,
  type ReviewRuleRow,
} from '../reviews.types.js';

@Judged<ReviewRuleBody>(({ from }, today) => (from && from < today ? [ruleInThePast()] : []))
export class ReviewRuleBody {
  @OneOf(REVIEW_KINDS, { name: 'ReviewKind' }) kind!: ReviewKind;

  @Whole({
    min: 1,
    max: 24,
    optional: true,
    description: 'The first so many months after the start; none unless given.',
  })
  firstMonths?: number;

  @Whole({
    min: 1,
    max: 24,
    optional: true,
    description: 'The next so many months after each; none unless given.',
  })
  everyMonths?: number;

  @DayField({ optional: true, description: 'From which day on: today unless given, never before.' })
  from?: Day;
}

export class ReviewRuleResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) trainingCentreId!: string;
  @ApiProperty({ enum: REVIEW_KINDS, enumName: 'ReviewKind' }) kind!: ReviewKind;
  /** The first, so many months after the start; null: none. */
  @ApiProperty({ type: 'integer', nullable: true }) firstMonths!: number | null;
  /** The next, so many months after each; null: none. */
  @ApiProperty({ type: 'integer', nullable: true }) everyMonths!: number | null;
  @ApiProperty({ format: 'date' }) from!: string;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
  @ApiProperty({ format: 'uuid' }) recordedBy!: string;
}

export class DueReviewsQuery extends PageQuery {
  @UuidField({ description: 'The training centre whose contracts are looked through.' })
  trainingCentreId!: OrganisationId;
}

export class DueReviewResponse {
  @ApiProperty({ format: 'uuid' }) contractId!: string;
  @ApiProperty({ enum: REVIEW_KINDS, enumName: 'ReviewKind' }) kind!: ReviewKind;
  /** The last day, included. */
  @ApiProperty({ format: 'date' }) dueOn!: string;
  /** Where it stands today. */
  @ApiProperty({ enum: DUE_STATES, enumName: 'DueReviewState' }) state!: DueState;
  /** Who wants it. People are reminded of what their centre wants. */
  @ApiProperty({ enum: DUE_BASES, enumName: 'DueReviewBasis' }) basis!: DueBasis;
  /** The first day of the contract, or that of the last one held. */
  @ApiProperty({ format: 'date' }) countedFrom!: string;
  /** Days of suspension by which it became later. */
  @ApiProperty({ type: 'integer' }) suspendedDays!: number;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) plannedReviewId!: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) plannedOn!: string | null;
}

export class DueReviewsResponse {
  @ApiProperty({ type: [DueReviewResponse] }) data!: DueReviewResponse[];
  @ApiProperty() page!: PageInfo;
}

export const presentReviewRule = (rule: ReviewRuleRow): ReviewRuleResponse => ({
  id: rule.id,
  trainingCentreId: rule.trainingCentreId,
  kind: rule.kind,
  firstMonths: rule.firstMonths,
  everyMonths: rule.everyMonths,
  from: rule.from,
  recordedAt: rule.recordedAt,
  recordedBy: rule.recordedBy,
});

export const presentDue = (due: DueReview): DueReviewResponse => ({
  contractId: due.contractId,
  kind: due.kind,
  dueOn: due.dueOn,
  state: due.state,
  basis: due.basis,
  countedFrom: due.countedFrom,
  suspendedDays: due.suspendedDays,
  plannedReviewId: due.plannedReviewId,
  plannedOn: due.plannedOn,
});
