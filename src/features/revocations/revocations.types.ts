import type { ContractId, Id, PersonId, SignOffId } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/days.js';
import type { Supervision } from '../frameworks/frameworks.types.js';
import type { RevocationReason } from '../ladder/facts.types.js';
import type { LevelStatus } from '../ladder/progress/ladder-progress.types.js';
import type { RunningAssignment } from '../sign-offs/facts/facts.types.js';
import type { ReadLadder } from '../ladder/ladder.types.js';

/** What a revocation takes away, listed before it is done and told again once it is. */
export interface Impact {
  /** Levels that go down, with what they were and become. */
  readonly levels: readonly {
    readonly level: string;
    readonly before: LevelStatus;
    readonly after: LevelStatus;
  }[];
  /** Missions no longer allowed (after: null), or watched more closely. */
  readonly missions: readonly {
    readonly mission: string;
    readonly before: Supervision;
    readonly after: Supervision | null;
  }[];
  /** Assignments, running or to come, of missions no longer allowed. */
  readonly assignments: readonly RunningAssignment[];
  /** Sign-offs taken back, and those above that are kept until the basis returns. */
  readonly signOffs: readonly {
    readonly signOffId: string;
    readonly level: string;
    readonly competency: string;
    readonly effect: 'revoked' | 'kept';
  }[];
}

export interface RevocationRow {
  readonly id: Id<'revocation'>;
  readonly signOffId: SignOffId;
  readonly contractId: ContractId;
  readonly revokedBy: PersonId;
  readonly recordedAt: Instant;
  readonly reasonCode: RevocationReason;
  readonly reason: string;
  readonly competency: string;
  readonly level: string;
  /** An open dispute contests it; never to whoever reads no disputes. */
  readonly contested: boolean;
  /** A dispute overturned it: it counts no more. */
  readonly overturned: boolean;
  readonly readsComments: boolean;
}

export interface Revoked {
  /** None when dry. */
  readonly revocation: RevocationRow | null;
  readonly ladder: ReadLadder;
  readonly impact: Impact;
}
