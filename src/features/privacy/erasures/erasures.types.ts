import type { Instant } from '../../../kernel/days.js';
import type { ErasureId, PersonId } from '../../../kernel/ids.js';

export const ERASURE_OBSTACLES = [
  'erased',
  'merged',
  'contract_runs',
  'mandate_runs',
  'platform_role',
] as const;
export type ErasureObstacle = (typeof ERASURE_OBSTACLES)[number];

export const ERASURE_FATES = ['deleted', 'changed', 'words', 'kept'] as const;
export type ErasureFate = (typeof ERASURE_FATES)[number];

export const ERASURE_STATES = ['waiting', 'held_back', 'withdrawn', 'done'] as const;
export type ErasureState = (typeof ERASURE_STATES)[number];

/** Somebody is to be made nobody, or was. */
export interface Erasure {
  readonly id: ErasureId;
  readonly personId: PersonId;
  readonly reason: string;
  /** Null: nobody asked, the time to keep the file is over. */
  readonly askedBy: PersonId | null;
  readonly askedAt: Instant;
  readonly dueAt: Instant;
  readonly withdrawnAt: Instant | null;
  readonly withdrawnBy: PersonId | null;
  readonly withdrawalReason: string | null;
  readonly doneAt: Instant | null;
  /** What stands against it today. */
  readonly obstacles: readonly ErasureObstacle[];
}

/** What becomes of one part of the file. */
export interface ErasedSection {
  readonly section: string;
  readonly fate: ErasureFate;
  readonly rows: number;
}

export interface ErasurePlan {
  /** Null: it was only looked at. */
  readonly erasure: Erasure | null;
  readonly dueAt: Instant;
  readonly obstacles: readonly ErasureObstacle[];
  readonly impact: readonly ErasedSection[];
}
