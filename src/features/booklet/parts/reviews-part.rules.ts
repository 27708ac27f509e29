import { dayOf } from '../../../kernel/days.js';
import { REPORT_LABELS } from '../../../kernel/labels/report-labels.js';
import { REVIEW_PARTS, TOPICS_OF, type DueReview, type Review } from '../../reviews/reviews.types.js';
import { called, type Words } from '../booklet-words.rules.js';
import type { BookletDocument } from '../booklet.types.js';

type ShownReview = BookletDocument['reviews'][number];

/** Whoever spoke or did something in these reviews: their names are wanted. */
export const peopleInReviews = (reviews: readonly Review[]): string[] =>
  reviews.flatMap(({ recordedBy, steps, sections, answers }) => [
    recordedBy,
    ...steps.map((step) => step.recordedBy),
    ...sections.map(({ writtenBy }) => writtenBy),
    ...answers.map(({ answeredBy }) => answeredBy),
  ]);

/** The newest first. Who reads no confidences gets days and steps: no text, no reason, no place, and not who agrees. */
export function reviewsOf(reviews: readonly Review[], isOpen: boolean, words: Words): ShownReview[] {
  const dayOfReview = new Map(reviews.map(({ id, on }) => [id, on]));
  return [...reviews]
    .sort((a, b) => b.on.localeCompare(a.on) || b.sequence - a.sequence)
    .map((review) => ({
      kind: called(REPORT_LABELS.ReviewKind, review.kind),
      on: review.on,
      status: called(REPORT_LABELS.ReviewStatus, review.status),
      mode: called(REPORT_LABELS.ReviewMode, review.mode),
      place: isOpen ? review.place : null,
      amends: (review.amends && dayOfReview.get(review.amends)) ?? null,
      amendedBy: (review.amendedBy && dayOfReview.get(review.amendedBy)) ?? null,
      steps: stepsOf(review, isOpen, words),
      ...(isOpen ? spokenIn(review, words) : { sections: null, answers: null, missing: null }),
    }));
}

const stepsOf = ({ recordedAt, recordedBy, steps }: Review, isOpen: boolean, words: Words) => [
  { on: dayOf(recordedAt), what: PLANNED, by: words.person(recordedBy), meeting: null, words: null },
  ...steps.map((step) => ({
    on: dayOf(step.recordedAt),
    what: called(REPORT_LABELS.ReviewStepKind, step.kind),
    by: words.person(step.recordedBy),
    meeting: step.on,
    words: isOpen ? step.reason : null,
  })),
];

function spokenIn({ status, sections, answers }: Review, words: Words) {
  const silent = REVIEW_PARTS.filter((part) => !answers.some((answer) => answer.part === part));
  return {
    sections: sections.map((section) => ({
      part: called(REPORT_LABELS.ReviewPart, section.part),
      by: words.person(section.writtenBy),
      on: dayOf(section.recordedAt),
      topics: section.items.map(({ topic, text }) => ({
        title: called(REPORT_LABELS.ReviewTopic, topic),
        text,
      })),
    })),
    answers: answers.map((answer) => ({
      part: called(REPORT_LABELS.ReviewPart, answer.part),
      by: words.person(answer.answeredBy),
      on: dayOf(answer.recordedAt),
      agrees: answer.agrees,
      words: answer.comment,
    })),
    missing:
      status === 'held' || status === 'closed'
        ? silent.map((part) => called(REPORT_LABELS.ReviewPart, part))
        : [],
  };
}

const PLANNED = called(REPORT_LABELS.ReviewStatus, 'planned');

export const dueReviewsOf = (due: readonly DueReview[]): BookletDocument['dueReviews'] =>
  due.map(({ kind, dueOn, state, basis, plannedOn }) => ({
    kind: called(REPORT_LABELS.ReviewKind, kind),
    dueOn,
    state: called(REPORT_LABELS.DueReviewState, state),
    basis: called(REPORT_LABELS.DueReviewBasis, basis),
    plannedOn,
  }));

/** What a form to fill in by hand asks of each: what the product asks. */
export const formParts = () =>
  REVIEW_PARTS.map((part) => ({
    title: called(REPORT_LABELS.ReviewPart, part),
    topics: TOPICS_OF[part].map((topic) => called(REPORT_LABELS.ReviewTopic, topic)),
  }));
