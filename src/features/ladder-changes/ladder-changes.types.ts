import type { Day, Instant } from '../../kernel/days.js';
import type { ApiClientId, ContractId, Id, LadderId, OrganisationId, PersonId } from '../../kernel/ids.js';
import type { ContractLife, ContractStatus } from '../contracts/contracts.types.js';
import type { Supervision } from '../frameworks/frameworks.types.js';
import type { LadderMappingId } from '../frameworks/mappings/mappings.types.js';
import type { KnownCircumstances } from '../ladder/circumstances.types.js';
import type { MigratedFrom, LevelStatus } from '../ladder/progress/ladder-progress.types.js';
import type { RunningAssignment } from '../sign-offs/facts/facts.types.js';
import type { ReadLadder } from '../ladder/ladder.types.js';

export type LadderChangeId = Id<'ladder_change'>;

/** The act as it is kept. */
export interface LadderChanged {
  readonly id: LadderChangeId;
  readonly contractId: ContractId;
  readonly mappingId: LadderMappingId;
  readonly fromLadderId: LadderId;
  readonly toLadderId: LadderId;
  readonly recordedAt: Instant;
  /** One of the two. */
  readonly recordedBy: PersonId | null;
  readonly recordedByClient: ApiClientId | null;
  /** Missions of the ladder that was left which the new one does not have. */
  readonly endedMissions: readonly string[];
}

/** A tutor's mandate up to a level. */
export interface BoundMandate {
  readonly mandateId: string;
  readonly maxLevel: string;
}

/** A contract that may move, what of it hangs on codes of its ladder, and what else decides its entitlements. */
export interface Moving extends KnownCircumstances {
  readonly life: ContractLife;
  /** What its employer declared of the ladder that it would move to. */
  readonly declarationsThere: KnownCircumstances['declarations'];
  readonly contractId: ContractId;
  readonly alternantId: PersonId;
  readonly givenName: string;
  readonly familyName: string;
  readonly ladderId: LadderId;
  readonly trainingCentreId: OrganisationId;
  readonly status: ContractStatus;
  readonly lastSequence: number;
  readonly lastRecordedAt: Instant;
  readonly assignments: readonly RunningAssignment[];
  readonly mandates: readonly BoundMandate[];
}

/** What a move to another ladder does to one alternant, listed before it is done and told again once it is: as it is answered. */
export interface MoveImpact {
  readonly currentLevel: { readonly before: string; readonly after: string };
  /** Each level of either ladder, with the one that stands for it in the other. */
  readonly levels: readonly {
    readonly from: string | null;
    readonly before: LevelStatus | null;
    readonly to: string | null;
    readonly after: LevelStatus | null;
  }[];
  /** What is carried over: it stays acquired, or is kept until the levels below are achieved again. */
  readonly keeps: readonly (Pair & {
    readonly signOffId: string;
    readonly status: 'acquired' | 'kept';
    readonly migratedFrom: MigratedFrom & { readonly signOffId: string };
  })[];
  /** What must be signed off again: `partial`, with what is counted as seen, or asked by a level that was achieved. */
  readonly toReacquire: readonly (Pair & { readonly signOffIds: readonly string[] })[];
  /** What was acquired on the old ladder and counts for nothing on the new one. */
  readonly lost: readonly (Pair & { readonly signOffId: string })[];
  /** Missions whose supervision changes; null: not allowed, or not a mission of that ladder. */
  readonly missions: readonly {
    readonly mission: string;
    readonly before: Supervision | null;
    readonly after: Supervision | null;
  }[];
  /** Assignments, running or to come, of missions that are no longer allowed or that the new ladder does not have. */
  readonly assignments: readonly {
    readonly assignmentId: string;
    readonly mission: string;
    readonly from: Day;
    /** The last day, included. */
    readonly to: Day | null;
  }[];
  /** Mandates up to a level that another level stands for now, or none: they are to be opened again. */
  readonly mandates: readonly BoundMandate[];
  /** Levels of the ladder that is left whose half-signature falls: their tutor decides again. */
  readonly halfSignatures: readonly string[];
  /** Missions under a high concern that the new ladder does not have under that code: it is reviewed first. */
  readonly concerns: readonly string[];
}

export interface MoveCommand {
  readonly contractId: ContractId;
  readonly mappingId: LadderMappingId;
  readonly dryRun: boolean;
  /** What the dry run answered: the caller has seen what falls. */
  readonly acknowledge: string | null;
}

export interface Moved {
  /** None when dry. */
  readonly change: LadderChanged | null;
  readonly ladder: ReadLadder;
  readonly impact: MoveImpact;
  readonly acknowledge: string;
}

/** What a move would do to one alternant. */
export interface Previewed {
  readonly moving: Moving;
  readonly impact: MoveImpact;
  readonly acknowledge: string;
}

/** A pair of the new ladder. */
export interface Pair {
  readonly level: string;
  readonly competency: string;
}
