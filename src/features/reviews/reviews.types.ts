import type { Day, Instant } from '../../kernel/days.js';
import type { ContractId, Id, OrganisationId, PersonId, ReviewId } from '../../kernel/ids.js';
import type { ContractKind, ContractLife } from '../contracts/contracts.types.js';

/** `review`: alternant, tutor and referent together. `visit`: the referent at the workplace. */
export const REVIEW_KINDS = ['review', 'visit'] as const;
export type ReviewKind = (typeof REVIEW_KINDS)[number];

export const REVIEW_MODES = ['workplace', 'centre', 'remote'] as const;
export type ReviewMode = (typeof REVIEW_MODES)[number];

export const REVIEW_STATUSES = ['planned', 'cancelled', 'held', 'closed'] as const;
export type ReviewStatus = (typeof REVIEW_STATUSES)[number];

/** Who speaks in a review. */
export const REVIEW_PARTS = ['alternant', 'tutor', 'referent'] as const;
export type ReviewPart = (typeof REVIEW_PARTS)[number];

export const REVIEW_TOPICS = [
  'experience',
  'strengths',
  'progress_axes',
  'workplace_conditions',
  'tutoring_time',
  'synthesis',
  'decisions',
  'next_steps',
] as const;
export type ReviewTopic = (typeof REVIEW_TOPICS)[number];

/** What each of the three is asked for, in this order: also of a form to fill by hand. */
export const TOPICS_OF: Readonly<Record<ReviewPart, readonly ReviewTopic[]>> = {
  alternant: ['experience', 'strengths', 'progress_axes', 'workplace_conditions', 'tutoring_time'],
  tutor: ['strengths', 'progress_axes', 'workplace_conditions', 'tutoring_time'],
  referent: ['synthesis', 'decisions', 'next_steps'],
};

export const REVIEW_STEP_KINDS = ['moved', 'cancelled', 'resumed', 'held', 'closed'] as const;
export type ReviewStepKind = (typeof REVIEW_STEP_KINDS)[number];

/** A day, how people meet, and where. */
export interface Meeting {
  readonly on: Day;
  readonly mode: ReviewMode;
  readonly place: string | null;
}

export interface ReviewStep {
  readonly kind: ReviewStepKind;
  /** The day to which it moved, or on which it was held. */
  readonly on: Day | null;
  readonly mode: ReviewMode | null;
  readonly place: string | null;
  readonly reason: string | null;
  readonly recordedAt: Instant;
  readonly recordedBy: PersonId;
}

export interface SectionItem {
  readonly topic: ReviewTopic;
  readonly text: string;
}

/** What one of the three wrote, and signed by writing it. */
export interface ReviewSection {
  readonly part: ReviewPart;
  readonly items: readonly SectionItem[];
  readonly sequence: number;
  readonly recordedAt: Instant;
  readonly writtenBy: PersonId;
}

/** What one of the three says of the whole, as it stood at the sequence `asOf`. */
export interface ReviewAnswer {
  readonly part: ReviewPart;
  readonly agrees: boolean;
  readonly comment: string | null;
  readonly asOf: number;
  readonly recordedAt: Instant;
  readonly answeredBy: PersonId;
}

/** Who wrote and who answered, as which part. */
export interface Spoken {
  readonly sections: readonly Pick<ReviewSection, 'part' | 'writtenBy'>[];
  readonly answers: readonly Pick<ReviewAnswer, 'part' | 'answeredBy'>[];
}

/** The rows that tell of one review, each list in the order of recording. */
export interface ReviewRow extends Meeting {
  readonly id: ReviewId;
  readonly contractId: ContractId;
  readonly kind: ReviewKind;
  readonly sequence: number;
  readonly recordedAt: Instant;
  readonly recordedBy: PersonId;
  readonly amends: ReviewId | null;
  readonly amendedBy: ReviewId | null;
  readonly steps: readonly ReviewStep[];
  readonly sections: readonly ReviewSection[];
  readonly answers: readonly ReviewAnswer[];
  /** Whoever reads it reads what was written in it, too. */
  readonly readsTexts: boolean;
}

/** A review as it stands. */
export interface Review extends Omit<ReviewRow, 'sections'> {
  readonly status: ReviewStatus;
  /** The last of each part, in the order of the parts. */
  readonly sections: readonly ReviewSection[];
  /** The sequence of the last section, once all three are there: what answers are about. */
  readonly asOf: number | null;
  /** Those who have not written, or, once all have, not answered; nobody while it is not held, or closed. */
  readonly awaited: readonly ReviewPart[];
}

export interface PlanReviewCommand extends Meeting {
  readonly contractId: ContractId;
  readonly kind: ReviewKind;
  readonly amends: ReviewId | null;
}

/** How often a centre wants reviews of a kind; null: not at all. */
export interface ReviewRhythm {
  readonly kind: ReviewKind;
  readonly firstMonths: number | null;
  readonly everyMonths: number | null;
}

export interface ReviewRuleRow extends ReviewRhythm {
  readonly id: Id<'review_rule'>;
  readonly trainingCentreId: OrganisationId;
  readonly from: Day;
  readonly recordedAt: Instant;
  readonly recordedBy: PersonId;
}

/** What decides which reviews of a contract are due. */
export interface ReviewCircumstances {
  readonly contractId: ContractId;
  readonly kind: ContractKind;
  readonly life: ContractLife;
  /** Those in force. */
  readonly rules: readonly ReviewRhythm[];
  readonly reviews: readonly (Pick<ReviewRow, 'id' | 'kind' | 'on'> & {
    readonly steps: readonly Pick<ReviewStep, 'kind' | 'on'>[];
  })[];
}

/** `planned`: one is planned for a day to come. `late`: the day is over, that of the planned one too. */
export const DUE_STATES = ['upcoming', 'soon', 'planned', 'late'] as const;
export type DueState = (typeof DUE_STATES)[number];

/** By what it is due: a rule of the centre; the law on that kind of contract; what is usual where a centre says nothing. */
export const DUE_BASES = ['centre', 'law', 'usual'] as const;
export type DueBasis = (typeof DUE_BASES)[number];

/** The next review of a kind. */
export interface DueReview {
  readonly contractId: ContractId;
  readonly kind: ReviewKind;
  readonly dueOn: Day;
  readonly state: DueState;
  readonly basis: DueBasis;
  /** From which day it is counted: the first of the contract, or that of the last one held. */
  readonly countedFrom: Day;
  /** Days of suspension by which it became later. */
  readonly suspendedDays: number;
  readonly plannedReviewId: ReviewId | null;
  readonly plannedOn: Day | null;
}
