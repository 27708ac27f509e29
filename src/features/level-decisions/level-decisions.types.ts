import type { Day, Instant } from '../../kernel/days.js';
import type { ContractId, Id, PersonId } from '../../kernel/ids.js';
import type { Capacity, Decision } from '../ladder/facts.types.js';
import type { ReadLadder } from '../ladder/ladder.types.js';

export interface DecideCommand {
  readonly contractId: ContractId;
  readonly level: string;
  readonly decision: Decision;
  readonly reason: string | null;
}

export interface ResumeCommand {
  readonly contractId: ContractId;
  /** Null: today. */
  readonly on: Day | null;
  readonly comment: string | null;
}

export interface LevelDecisionRow {
  readonly id: string;
  readonly contractId: ContractId;
  readonly level: string;
  readonly decision: Decision;
  readonly capacity: Capacity;
  readonly decidedBy: PersonId;
  readonly recordedAt: Instant;
  readonly reason: string | null;
  /** The tutor's decision that this one co-signs. */
  readonly cosigns: string | null;
  /** An open dispute contests it (never to whoever reads none), or a late act its day. */
  readonly contested: boolean;
  /** A dispute overturned it: it counts no more. */
  readonly overturned: boolean;
  readonly readsComments: boolean;
}

/** What was decided, and where the ladder stands since. */
export interface LevelDecided {
  readonly levelDecision: LevelDecisionRow;
  readonly ladder: ReadLadder;
}

export interface ResumptionRow {
  readonly id: Id<'resumption'>;
  readonly contractId: ContractId;
  readonly on: Day;
  readonly recordedBy: PersonId;
  readonly recordedAt: Instant;
  readonly comment: string | null;
  readonly withdrawal: ResumptionWithdrawn | null;
  readonly readsComments: boolean;
}

/** Who says that it was none, and why. */
export interface ResumptionWithdrawn {
  readonly id: Id<'resumption_withdrawal'>;
  readonly withdrawnBy: PersonId;
  readonly recordedAt: Instant;
  readonly reason: string;
}
