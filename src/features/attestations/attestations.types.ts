import type { Day } from '../../kernel/days.js';
import type { AttestationId, ContractId } from '../../kernel/ids.js';
import type { Recorded, Withdrawn } from '../declarations/withdrawals.types.js';

export interface AttestationRow extends Recorded {
  readonly id: AttestationId;
  readonly contractId: ContractId;
  readonly prerequisite: string;
  readonly from: Day;
  /** First day out; null: open-ended. */
  readonly until: Day | null;
  readonly withdrawal: Withdrawn | null;
}

export interface AttestCommand {
  readonly contractId: ContractId;
  readonly prerequisite: string;
  readonly from: Day;
  /** First day out; null: open-ended. */
  readonly until: Day | null;
}
