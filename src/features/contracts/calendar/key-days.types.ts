import type { Day } from '../../../kernel/days.js';
import type { ContractId } from '../../../kernel/ids.js';

/** Days of a contract that follow from others, as they are planned. */
export interface ContractKeyDays {
  readonly contractId: ContractId;
  /** Null: not known. */
  readonly trialEndsOn: Day | null;
  /** Null: no rule of that day is known. */
  readonly depositDueOn: Day | null;
  readonly isDeposited: boolean;
}
