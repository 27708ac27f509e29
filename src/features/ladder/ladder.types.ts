import type { Instant } from '../../kernel/days.js';
import type { ContractId, LadderId, SignOffId } from '../../kernel/ids.js';
import type { Supervision } from '../frameworks/frameworks.types.js';
import type { MigratedFrom, DecisionState, LevelStatus } from './progress/ladder-progress.types.js';

export type LockReason = 'previous_level' | 'basis_lost';
export type RequirementStatus = 'missing' | 'not_yet' | 'cannot_assess' | 'acquired' | 'kept';

export interface Count {
  readonly have: number;
  readonly need: number;
}

export interface Evidence {
  readonly observations: Count;
  readonly observers: Count;
  readonly distinctDays: Count;
  /** Only after a revocation: what was taken back must be observed again. */
  readonly reobserved?: Count;
  /** Only of a sign-off under a contract that continues another: what its signer saw under this one. */
  readonly bySigner?: Count;
}

/** What keeps a level closed. `titles`: what people call the levels. */
export interface Obstacles {
  readonly missing: readonly Missing[];
  readonly awaiting: readonly string[];
  readonly titles: ReadonlyMap<string, string>;
  /** What who signs next, and who decides, are called; absent where nobody looked, or nobody is there. */
  readonly signer?: string | undefined;
  readonly decider?: string | undefined;
}

/** A competency to acquire at a level. */
export interface Missing {
  readonly level: string;
  readonly competency: string;
  readonly levelTitle: string;
  readonly competencyTitle: string;
}

export interface RequirementState {
  readonly competency: string;
  readonly title: string;
  readonly status: RequirementStatus;
  readonly evidence: Evidence;
  readonly signOffId: SignOffId | null;
  /** What it was signed off as, where that was on another ladder. */
  readonly migratedFrom: MigratedFrom | null;
}

export interface LevelState {
  readonly code: string;
  /** From 1. */
  readonly index: number;
  readonly title: string;
  readonly supervision: Supervision;
  readonly status: LevelStatus;
  readonly reason: LockReason | null;
  readonly decisions: readonly DecisionState[];
  readonly requirements: readonly RequirementState[];
  readonly missing: readonly Missing[];
}

export interface LadderState {
  readonly sequence: number;
  readonly currentLevel: string;
  readonly currentLevelTitle: string;
  readonly complete: boolean;
  readonly levels: readonly LevelState[];
  /** Competency × level pairs; what is kept above a lost basis does not count. */
  readonly completion: { readonly acquired: number; readonly required: number };
}

/** A level that went up or down, as one event tells it. */
export interface LevelChange {
  readonly type: 'level.opened' | 'level.achieved' | 'level.reopened' | 'level.locked';
  readonly level: string;
}

/** A ladder as somebody reads it. */
export interface ReadLadder {
  readonly contractId: ContractId;
  readonly ladderId: LadderId;
  readonly at: Instant;
  /** The sequence of the contract's last event by then. */
  readonly sequence: number;
  /** The contract is not active at that time. */
  readonly frozen: boolean;
  readonly state: LadderState;
}
