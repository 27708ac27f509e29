import type { Day, Instant } from '../../kernel/days.js';
import type { ContractId, Id, PersonId, PlanItemId } from '../../kernel/ids.js';

/** Court, moyen, long terme. */
export const HORIZONS = ['short', 'medium', 'long'] as const;
export type Horizon = (typeof HORIZONS)[number];

export const PLACES = ['employer', 'training_centre'] as const;
export type Place = (typeof PLACES)[number];

export const PLAN_ITEM_STATUSES = ['planned', 'reached', 'overdue', 'replaced', 'withdrawn'] as const;
export type PlanItemStatus = (typeof PLAN_ITEM_STATUSES)[number];

export interface CompetencyAtLevel {
  readonly competency: string;
  readonly level: string;
}

/** Something to learn: where, and by when. A mission, competencies at a level, or both. */
export interface PlanItemWanted {
  readonly horizon: Horizon;
  readonly mission: string | null;
  readonly competencies: readonly CompetencyAtLevel[];
  readonly place: Place;
  readonly unit: string | null;
  readonly by: Day;
  readonly note: string | null;
}

/** Takes an item out of the plan. */
export interface PlanWithdrawal {
  readonly id: Id<'plan_item_withdrawal'>;
  readonly recordedBy: PersonId;
  readonly recordedAt: Instant;
  readonly reason: string;
}

/** An item as it was recorded, and what became of it; how far the alternant is, is computed. */
export interface PlanItemKept extends PlanItemWanted {
  readonly id: PlanItemId;
  readonly contractId: ContractId;
  readonly recordedBy: PersonId;
  readonly recordedAt: Instant;
  readonly replaces: PlanItemId | null;
  readonly replacedBy: PlanItemId | null;
  readonly withdrawal: PlanWithdrawal | null;
  /** Whoever reads it reads its texts, too. */
  readonly readsComments: boolean;
}

export interface PlanItemRead extends PlanItemKept {
  readonly status: PlanItemStatus;
}
