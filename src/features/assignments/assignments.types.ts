import type { Day, Instant } from '../../kernel/days.js';
import type { AssignmentId, ContractId, PersonId } from '../../kernel/ids.js';
import type { EntitlementSummary } from '../ladder/entitlements/entitled.rules.js';

export interface AssignmentRow {
  readonly id: AssignmentId;
  readonly contractId: ContractId;
  readonly mission: string;
  readonly from: Day;
  /** First day out; null: open-ended. */
  readonly until: Day | null;
  /** What that was when it was given. */
  readonly plannedUntil: Day | null;
  /** Who ended it sooner, last; null: nobody. */
  readonly shortened: { readonly by: PersonId; readonly at: Instant } | null;
  readonly assignedBy: PersonId;
  readonly recordedAt: Instant;
  /** The move to a ladder that does not have this mission: it ended with it, whatever was planned. */
  readonly ended: { readonly on: Day; readonly ladderChangeId: string } | null;
}

export interface AssignCommand {
  readonly contractId: ContractId;
  readonly mission: string;
  readonly from: Day;
  /** First day out; null: open-ended. */
  readonly until: Day | null;
}

/** A mission that was given, and what its entitlement is now. */
export interface AssignmentRead extends AssignmentRow, EntitlementSummary {
  /** The first of its days, from today on, on which a prerequisite of its mission is not held; null: none. */
  readonly lackingFrom: Day | null;
}
