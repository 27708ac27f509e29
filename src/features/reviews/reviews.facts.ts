import type { Id, ReviewId } from '../../kernel/ids.js';
import { factRow, type Fact } from '../contract-history/contract-history.types.js';
import type { ReviewAnswerEntity } from './review-answer.entity.js';
import type { ReviewSectionEntity } from './review-section.entity.js';
import type { ReviewStepEntity } from './review-step.entity.js';
import type { ReviewEntity } from './review.entity.js';
import { alreadyAnswered, illegalReviewAct } from './reviews.errors.js';
import type { ReviewPlanner, ReviewSpeaker } from './reviews.policy.js';
import type {
  Meeting,
  PlanReviewCommand,
  ReviewAnswer,
  ReviewKind,
  ReviewStep,
  SectionItem,
} from './reviews.types.js';

/** What the history tells is never a text; what somebody wrote or answered is told to readers of comments alone. */

interface Named {
  readonly id: ReviewId;
  readonly kind: ReviewKind;
}

export const reviewPlanned = (
  { personId }: ReviewPlanner,
  { id, kind, on, mode, place, amends }: Named & Omit<PlanReviewCommand, 'contractId'>,
): Fact => ({
  event: { type: 'review.planned', data: { reviewId: id, kind, on, mode, amends } },
  rows: [
    factRow<ReviewEntity>('reviews', { id, recordedBy: personId, kind, onDay: on, mode, place, amends }),
  ],
});

type NewStep = Pick<ReviewStep, 'kind' | 'reason'> & { readonly meeting: Meeting | null };

export const reviewStepped = (
  by: ReviewPlanner | ReviewSpeaker,
  { id, kind }: Named,
  stepId: Id<'review_step'>,
  { kind: step, reason, meeting }: NewStep,
): Fact => ({
  event: {
    type: `review.${step}`,
    data: { reviewId: id, kind, ...(meeting ? { on: meeting.on, mode: meeting.mode } : {}) },
  },
  rows: [
    factRow<ReviewStepEntity>('review_steps', {
      id: stepId,
      reviewId: id,
      recordedBy: by.personId,
      kind: step,
      onDay: meeting?.on ?? null,
      mode: meeting?.mode ?? null,
      place: meeting?.place ?? null,
      reason,
    }),
  ],
  refusals: { review_steps_closed_once: () => illegalReviewAct('closed', []) },
});

export const sectionSigned = (
  { personId, part }: ReviewSpeaker,
  { id, kind }: Named,
  sectionId: Id<'review_section'>,
  items: readonly SectionItem[],
): Fact => ({
  event: { type: 'review.section_signed', data: { reviewId: id, kind, part } },
  rows: [
    factRow<ReviewSectionEntity>('review_sections', {
      id: sectionId,
      reviewId: id,
      writtenBy: personId,
      part,
      items,
    }),
  ],
});

/** A constraint refuses the second of two at once. */
export const reviewAnswered = (
  { personId, part }: ReviewSpeaker,
  { id, kind }: Named,
  answerId: Id<'review_answer'>,
  { agrees, comment, asOf }: Pick<ReviewAnswer, 'agrees' | 'comment' | 'asOf'>,
): Fact => ({
  event: {
    type: agrees ? 'review.answered' : 'review.disagreed',
    data: { reviewId: id, kind, part, asOf },
  },
  rows: [
    factRow<ReviewAnswerEntity>('review_answers', {
      id: answerId,
      reviewId: id,
      answeredBy: personId,
      part,
      asOf,
      agrees,
      comment,
    }),
  ],
  refusals: {
    review_answers_once_for_a_part: alreadyAnswered,
    review_answers_once_by_a_person: alreadyAnswered,
  },
});
