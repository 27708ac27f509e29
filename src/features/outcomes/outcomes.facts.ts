import type { Authorship } from '../contract-history/contract-history.rules.js';
import { factRow, type Fact } from '../contract-history/contract-history.types.js';
import type { ContractOutcome } from './contract-outcome.entity.js';
import type { OutcomeId, OutcomeSide, OutcomeStated } from './outcomes.types.js';

/** The event says that something was recorded of a stage, and no more: more people read the history than may know what. */
export const outcomeRecorded = (
  { author }: Authorship,
  id: OutcomeId,
  side: OutcomeSide,
  { stage, diploma, situation }: OutcomeStated,
): Fact => ({
  event: { type: 'contract.outcome_recorded', data: { outcomeId: id, stage } },
  rows: [factRow<ContractOutcome>('contract_outcomes', { id, ...author, side, stage, diploma, situation })],
});
