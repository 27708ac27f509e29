import type { Instant } from '../../../kernel/days.js';
import type { ContractId, Id, PersonId } from '../../../kernel/ids.js';
import type { ContestedFactRow } from '../../contracts/contracts.types.js';
import type { RulingOutcome } from '../disputes.types.js';

export interface ContestedFactRuling {
  readonly id: Id<'contested_fact_ruling'>;
  readonly ruling: RulingOutcome;
  readonly reason: string;
  readonly ruledBy: PersonId;
  readonly recordedAt: Instant;
}

/** A fact whose day a late act made inactive, with what was ruled since. */
export interface ContestedFact extends ContestedFactRow {
  readonly contractId: ContractId;
  readonly ruling: ContestedFactRuling | null;
  readonly readsComments: boolean;
}
