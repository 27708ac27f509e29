import type { Day, Instant } from '../../kernel/days.js';
import type { ContractId, PersonId, SelfAssessmentId } from '../../kernel/ids.js';

/** How the alternant sees it. Other words than those of tutors, so that nobody takes one for the other. */
export const SELF_RATINGS = ['not_yet', 'with_help', 'alone'] as const;
export type SelfRating = (typeof SELF_RATINGS)[number];

export interface SelfAssessedItem {
  readonly competency: string;
  readonly level: string;
  readonly rating: SelfRating;
  readonly comment: string | null;
}

export interface SelfAssessment {
  readonly id: SelfAssessmentId;
  readonly contractId: ContractId;
  readonly assessedBy: PersonId;
  readonly recordedAt: Instant;
  readonly on: Day;
  readonly items: readonly SelfAssessedItem[];
}

export interface AssessCommand {
  readonly contractId: ContractId;
  readonly on: Day;
  readonly items: readonly SelfAssessedItem[];
}
