import type { ContractId, LadderId, PersonId } from '../../kernel/ids.js';
import type { Entitlement } from '../ladder/entitlements/entitlement.rules.js';
import type { Supervisor } from '../ladder/entitlements/supervision/supervisors.rules.js';
import type { RequirementState } from '../ladder/ladder.types.js';
import type { KnownCircumstances } from '../ladder/circumstances.types.js';
import type { LadderProgress, ProgressRow } from '../ladder/progress/ladder-progress.types.js';
import type { MandateRole, Team } from '../mandates/mandates.types.js';
import type { ContractLife } from '../contracts/contracts.types.js';
import type { Ladder } from '../frameworks/frameworks.types.js';

/** What is read of a contract for a shift. */
export interface ShiftContext extends Team, KnownCircumstances {
  readonly contractId: ContractId;
  readonly life: ContractLife;
  readonly ladder: Ladder;
  readonly progress: LadderProgress;
  readonly tallies: ProgressRow['tallies'] | null;
  readonly alternantName: string;
}

/** Something to work on at a level that is open. */
export interface OpenRequirement extends RequirementState {
  readonly level: string;
  readonly levelTitle: string;
  /** Enough was seen, and the reader may sign it off today. */
  readonly signable: boolean;
}

/** All that somebody needs to know of one alternant for a shift. */
export interface ShiftContract {
  readonly contractId: ContractId;
  readonly alternant: { readonly id: PersonId; readonly name: string };
  /** As what the reader stands there today. */
  readonly roles: readonly MandateRole[];
  readonly ladder: { readonly id: LadderId; readonly title: string };
  readonly currentLevel: { readonly code: string; readonly title: string };
  /** The contract is not active today: nothing is signed, no mission is given. */
  readonly frozen: boolean;
  readonly requirements: readonly OpenRequirement[];
  readonly entitlements: readonly Entitlement[];
  readonly supervisors: readonly (Supervisor & { readonly name: string })[];
}
