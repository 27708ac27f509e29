import type { Authorship } from '../../contract-history/contract-history.rules.js';
import { factRow, type Fact } from '../../contract-history/contract-history.types.js';
import type { ContractDeposit } from './contract-deposit.entity.js';
import type { DepositId, DepositStated } from './deposits.types.js';

/** The event says the days and the decision; the number is for those who read the contract. */
export const depositRecorded = (
  { author }: Authorship,
  id: DepositId,
  { on, number, decision, decidedOn }: DepositStated,
): Fact => ({
  event: { type: 'contract.deposit_recorded', data: { depositId: id, on, decision, decidedOn } },
  rows: [
    factRow<ContractDeposit>('contract_deposits', { id, ...author, onDay: on, number, decision, decidedOn }),
  ],
});
