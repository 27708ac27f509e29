import type { Day, Instant } from '../../kernel/days.js';
import type { Bilingual } from '../../kernel/language.js';
import type { ContractId, Id, PersonId } from '../../kernel/ids.js';
import type { MandateRole } from '../../kernel/mandate-roles.js';
import type { Role } from '../../platform/access/actor.js';

export type PersonMergeId = Id<'person_merge'>;

export interface MergeRow {
  readonly id: PersonMergeId;
  readonly keptId: PersonId;
  readonly duplicateId: PersonId;
  readonly reason: string;
  readonly mergedBy: PersonId;
  readonly mergedAt: Instant;
  readonly undoneBy: PersonId | null;
  readonly undoneAt: Instant | null;
}

export interface MergeCommand {
  readonly keptId: PersonId;
  readonly duplicateId: PersonId;
  readonly reason: string;
  readonly dryRun: boolean;
}

/** One of the two records. */
export interface MergedRecord {
  readonly id: PersonId;
  readonly givenName: string;
  readonly familyName: string;
  readonly birthDate: Day | null;
  readonly externalId: string | null;
  /** It is a duplicate already. */
  readonly mergedInto: PersonId | null;
  readonly administersPlatform: boolean;
  /** It is to be made nobody, or was. */
  readonly erasureIsAsked: boolean;
  readonly account: {
    readonly id: string;
    readonly isDisabled: boolean;
    readonly isDisabledByPlatform: boolean;
  } | null;
}

/** A contract on which the duplicate stands. */
export interface MergedContract {
  readonly id: ContractId;
  readonly employer: string;
  readonly trainingCentre: string;
  readonly startsOn: Day;
  readonly isOfKept: boolean;
  readonly isOfDuplicate: boolean;
  /** Roles of all mandates that each ever had on it. */
  readonly keptIs: readonly MandateRole[];
  readonly duplicateIs: readonly MandateRole[];
  /** One is its alternant, and the other recorded something of it. */
  readonly actedOn: boolean;
  /** It is signed, and so is one of the kept record on the same days. */
  readonly overlaps: boolean;
  /** How many the duplicate recorded. */
  readonly observations: number;
  readonly observedByBoth: boolean;
  readonly decidedByBoth: boolean;
}

/** All that decides whether two records can be merged. */
export interface MergePosition {
  readonly records: { readonly kept: MergedRecord; readonly duplicate: MergedRecord };
  /** Whoever merges administers the platform. */
  readonly byPlatform: boolean;
  /** Those of the duplicate. */
  readonly memberships: readonly {
    readonly id: string;
    readonly role: Role;
    readonly organisation: string;
  }[];
  readonly contracts: readonly MergedContract[];
  /** How many contracts they would follow as one main tutor, on which day, where that is more than the law allows. */
  readonly overload?: { readonly on: Day; readonly followed: number } | null;
}

/** What stands against undoing. */
export interface UndoPosition {
  readonly isUndone: boolean;
  /** The kept record is a duplicate itself by now. */
  readonly isMergedOn: boolean;
  /** They are to be made nobody, all that was merged included, or were. */
  readonly erasureIsAsked: boolean;
  readonly contracts: readonly ContractId[];
  /** The person recorded something on a contract that moved. */
  readonly actedSince: boolean;
  /** A contract that moved was signed or changed. */
  readonly signedSince: boolean;
  /** Days of a membership in which two became one were changed. */
  readonly movedSince: boolean;
}

export const MERGE_OBSTACLES = [
  'merged_already',
  'erasure_asked',
  'platform_administrator',
  'two_accounts',
  'account_disabled_by_platform',
  'other_birth_date',
  'birth_date_missing',
  'contracts_overlap',
  'own_contract',
  'both_sides',
  'too_many_contracts',
  'tutor_over_capacity',
] as const;
export type MergeObstacleCode = (typeof MERGE_OBSTACLES)[number];

export const UNDO_OBSTACLES = [
  'undone_already',
  'too_late',
  'merged_on',
  'erasure_asked',
  'acted_since',
  'contract_changed_since',
  'membership_changed_since',
] as const;
export type UndoObstacleCode = (typeof UNDO_OBSTACLES)[number];

/** Why two records cannot be merged, or told apart again, in a sentence. */
export interface Obstacle<Code extends string = MergeObstacleCode> {
  readonly code: Code;
  readonly detail: Bilingual;
}

export const MERGE_EFFECTS = [
  'contract',
  'mandate',
  'membership',
  'account',
  'external_id',
  'facts',
  'counted_once',
] as const;

/** What a merge does. */
export interface MergeEffect {
  readonly kind: (typeof MERGE_EFFECTS)[number];
  /** Names the contract or the membership; null where the sentence says all. */
  readonly id: string | null;
  readonly detail: Bilingual;
}

export interface Merged {
  /** Null: a dry run. */
  readonly merge: MergeRow | null;
  readonly effects: readonly MergeEffect[];
  readonly obstacles: readonly Obstacle[];
}
