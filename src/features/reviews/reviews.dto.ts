import { ApiProperty } from '@nestjs/swagger';
import type { Day } from '../../kernel/days.js';
import type { ContractId, ReviewId } from '../../kernel/ids.js';
import { findRepeated, Judged } from '../../platform/validation/body-rules.js';
import { DayField, Flag, Items, OneOf, Text, UuidField, Whole } from '../../platform/validation/fields.js';
import { disagreementUnexplained, topicTwice } from './reviews.errors.js';
import { explains } from './reviews.rules.js';
import {
  REVIEW_KINDS,
  REVIEW_MODES,
  REVIEW_PARTS,
  REVIEW_STATUSES,
  REVIEW_STEP_KINDS,
  REVIEW_TOPICS,
  type PlanReviewCommand,
  type Review,
  type ReviewAnswer,
  type ReviewKind,
  type ReviewMode,
  type ReviewPart,
  type ReviewSection,
  type ReviewStatus,
  type ReviewStep,
  type ReviewStepKind,
  type ReviewTopic,
} from './reviews.types.js';

const Mode = (optional: boolean) =>
  OneOf(REVIEW_MODES, { name: 'ReviewMode', optional, description: 'How people meet.' });
const Place = () => Text({ max: 200, optional: true, description: 'Where: a room, an address, a link.' });

export class ReviewBody {
  @OneOf(REVIEW_KINDS, {
    name: 'ReviewKind',
    description: '`review`: alternant, tutor and referent together; `visit`: the referent at the workplace.',
  })
  kind!: ReviewKind;

  @DayField({ description: 'The day for which it is planned; it may be over.' }) on!: Day;

  @Mode(false) mode!: ReviewMode;

  @Place() place?: string;

  @UuidField({ optional: true, description: 'A closed review of the same kind that it amends.' })
  amends?: ReviewId;
}

export class ReviewChangeBody {
  @DayField() on!: Day;

  @Mode(true) mode?: ReviewMode;

  @Place() place?: string;
}

export class ReviewReasonBody {
  @Text({ max: 1000, description: 'Why. Never the identity of a resident or a patient.' }) reason!: string;
}

export class ReviewConfirmationBody {
  @DayField({ optional: true, description: 'The day on which it was held; that planned unless given.' })
  on?: Day;

  @Mode(true) mode?: ReviewMode;
}

export class ReviewSectionItemBody {
  @OneOf(REVIEW_TOPICS, { name: 'ReviewTopic', description: 'One of those of your part.' })
  topic!: ReviewTopic;

  @Text({ max: 2000, description: 'Never the identity of a resident or a patient.' }) text!: string;
}

@Judged<ReviewSectionBody>(({ items }) =>
  findRepeated(items, ({ topic }) => [topic]).map((index) => topicTwice(`/items/${index}/topic`)),
)
export class ReviewSectionBody {
  @Items(() => ReviewSectionItemBody, { min: 1, max: REVIEW_TOPICS.length }) items!: ReviewSectionItemBody[];
}

@Judged<ReviewAnswerBody>(({ agrees, comment }) =>
  agrees === false && !explains({ agrees, comment: comment ?? null }) ? [disagreementUnexplained()] : [],
)
export class ReviewAnswerBody {
  @Whole({
    min: 1,
    max: Number.MAX_SAFE_INTEGER,
    description: '`asOf` of the review that you read: refused when somebody wrote in it since.',
  })
  asOf!: number;

  @Flag({ description: 'Whether you agree with the whole.' }) agrees!: boolean;

  @Text({ max: 2000, optional: true, description: 'Needed when you disagree. No resident belongs in it.' })
  comment?: string;
}

export class ReviewStepResponse {
  @ApiProperty({ enum: REVIEW_STEP_KINDS, enumName: 'ReviewStepKind' }) kind!: ReviewStepKind;
  @ApiProperty({ type: String, format: 'date', nullable: true }) on!: string | null;
  /** How people meet, of a new day. */
  @ApiProperty({ enum: REVIEW_MODES, enumName: 'ReviewMode', nullable: true }) mode!: ReviewMode | null;
  @ApiProperty({ type: String, nullable: true }) place!: string | null;
  /** Null also for readers who do not read what is written. */
  @ApiProperty({ type: String, nullable: true }) reason!: string | null;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
  @ApiProperty({ format: 'uuid' }) recordedBy!: string;
}

export class ReviewSectionItemResponse {
  /** What it is about. */
  @ApiProperty({ enum: REVIEW_TOPICS, enumName: 'ReviewTopic' }) topic!: ReviewTopic;
  /** What was written of it. */
  @ApiProperty() text!: string;
}

export class ReviewSectionResponse {
  /** As whom. */
  @ApiProperty({ enum: REVIEW_PARTS, enumName: 'ReviewPart' }) part!: ReviewPart;
  @ApiProperty({ type: [ReviewSectionItemResponse] }) items!: ReviewSectionItemResponse[];
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
  @ApiProperty({ format: 'uuid' }) writtenBy!: string;
}

export class ReviewAnswerResponse {
  /** As whom. */
  @ApiProperty({ enum: REVIEW_PARTS, enumName: 'ReviewPart' }) part!: ReviewPart;
  /** Whether they agree with the whole. */
  @ApiProperty() agrees!: boolean;
  @ApiProperty({ type: String, nullable: true }) comment!: string | null;
  /** `asOf` of the review that they answered to. */
  @ApiProperty({ type: 'integer' }) asOf!: number;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
  @ApiProperty({ format: 'uuid' }) answeredBy!: string;
}

export class ReviewResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) contractId!: string;
  @ApiProperty({ enum: REVIEW_KINDS, enumName: 'ReviewKind' }) kind!: ReviewKind;
  @ApiProperty({ enum: REVIEW_STATUSES, enumName: 'ReviewStatus' }) status!: ReviewStatus;
  @ApiProperty({ format: 'date' }) on!: string;
  /** How people meet. */
  @ApiProperty({ enum: REVIEW_MODES, enumName: 'ReviewMode' }) mode!: ReviewMode;
  @ApiProperty({ type: String, nullable: true }) place!: string | null;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
  @ApiProperty({ format: 'uuid' }) recordedBy!: string;
  /** The review that it amends. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) amends!: string | null;
  /** The review that amends it. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) amendedBy!: string | null;
  /** What became of it, in order. */
  @ApiProperty({ type: [ReviewStepResponse] }) steps!: ReviewStepResponse[];
  /** What each part wrote last. The employer’s HR read none; who was a tutor reads their own. */
  @ApiProperty({ type: [ReviewSectionResponse] }) sections!: ReviewSectionResponse[];
  /** What each part says of the whole. */
  @ApiProperty({ type: [ReviewAnswerResponse] }) answers!: ReviewAnswerResponse[];
  /** What answers are about; null until all three parts are written. */
  @ApiProperty({ type: 'integer', nullable: true }) asOf!: number | null;
  /** The parts that have not written or, once all have, not answered. */
  @ApiProperty({ enum: REVIEW_PARTS, enumName: 'ReviewPart', isArray: true }) awaited!: ReviewPart[];
}

export const toPlanReview = (
  contractId: ContractId,
  { kind, on, mode, place, amends }: ReviewBody,
): PlanReviewCommand => ({ contractId, kind, on, mode, place: place ?? null, amends: amends ?? null });

/** What was not sent stays as it is. */
export const toMeeting = ({ on, mode, place }: { on?: Day; mode?: ReviewMode; place?: string }) => ({
  ...(on ? { on } : {}),
  ...(mode ? { mode } : {}),
  ...(place ? { place } : {}),
});

const presentStep =
  (readsTexts: boolean) =>
  ({ kind, on, mode, place, reason, recordedAt, recordedBy }: ReviewStep): ReviewStepResponse => ({
    kind,
    on,
    mode,
    place,
    reason: readsTexts ? reason : null,
    recordedAt,
    recordedBy,
  });

const presentSection = ({ part, items, recordedAt, writtenBy }: ReviewSection): ReviewSectionResponse => ({
  part,
  items: items.map(({ topic, text }) => ({ topic, text })),
  recordedAt,
  writtenBy,
});

const presentAnswer = ({
  part,
  agrees,
  comment,
  asOf,
  recordedAt,
  answeredBy,
}: ReviewAnswer): ReviewAnswerResponse => ({ part, agrees, comment, asOf, recordedAt, answeredBy });

export const presentReview = (review: Review): ReviewResponse => ({
  id: review.id,
  contractId: review.contractId,
  kind: review.kind,
  status: review.status,
  on: review.on,
  mode: review.mode,
  place: review.place,
  recordedAt: review.recordedAt,
  recordedBy: review.recordedBy,
  amends: review.amends,
  amendedBy: review.amendedBy,
  steps: review.steps.map(presentStep(review.readsTexts)),
  sections: review.sections.map(presentSection),
  answers: review.answers.map(presentAnswer),
  asOf: review.asOf,
  awaited: [...review.awaited],
});
