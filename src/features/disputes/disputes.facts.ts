import type { Id } from '../../kernel/ids.js';
import { factRow, type DomainEvent, type Fact } from '../contract-history/contract-history.types.js';
import type { Ruler } from '../sign-offs/facts/facts.types.js';
import type { ContestedFactRuling as RulingRow } from './contested-facts/contested-fact-ruling.entity.js';
import type { ContestedFact, ContestedFactRuling } from './contested-facts/contested-facts.types.js';
import type { DisputeEndingRow } from './dispute-ending.entity.js';
import type { DisputeRow } from './dispute.entity.js';
import type { Disputer, DisputeWithdrawer } from './disputes.policy.js';
import type { Dispute, DisputeEnding, RulingOutcome } from './disputes.types.js';

/** Each kind of fact is referred to by a column of its own. */
const idOf = <Name extends string>(fact: { readonly kind: string; readonly id: string }, kind: Name) =>
  fact.kind === kind ? (fact.id as Id<Name>) : null;

/** Never the grounds nor a reason; and read only by those who read disputes (`app.is_confidential`). */

export const disputeOpened = (
  by: Disputer,
  { id, about, onBehalfOf, grounds }: Pick<Dispute, 'id' | 'about' | 'onBehalfOf' | 'grounds'>,
  attempt: number,
): Fact => ({
  event: { type: 'dispute.opened', data: { disputeId: id, about, onBehalfOf } },
  rows: [
    factRow<DisputeRow>('disputes', {
      id,
      openedBy: by.personId,
      onBehalfOf,
      signOffId: idOf(about, 'sign_off'),
      revocationId: idOf(about, 'revocation'),
      levelDecisionId: idOf(about, 'level_decision'),
      attempt,
      grounds,
    }),
  ],
});

export const disputeRuled = (
  by: Ruler,
  { id: disputeId, about }: Dispute,
  ending: DisputeEnding,
  ruling: RulingOutcome,
): Fact =>
  ended(by, disputeId, ending, {
    type: 'dispute.ruled',
    data: { disputeId, rulingId: ending.id, about, ruling },
  });

export const disputeWithdrawn = (
  by: DisputeWithdrawer,
  { id: disputeId, about }: Dispute,
  ending: DisputeEnding,
): Fact =>
  ended(by, disputeId, ending, {
    type: 'dispute.withdrawn',
    data: { disputeId, withdrawalId: ending.id, about },
  });

const ended = (
  by: Ruler | DisputeWithdrawer,
  disputeId: Dispute['id'],
  { id, ending, reason }: DisputeEnding,
  event: DomainEvent,
): Fact => ({
  event,
  rows: [
    factRow<DisputeEndingRow>('dispute_endings', { id, disputeId, endedBy: by.personId, ending, reason }),
  ],
});

/** Read by all who read the contract's history: what HR recorded of its days contests the fact, not the alternant. */
export const contestedFactRuled = (
  by: Ruler,
  fact: Pick<ContestedFact, 'kind' | 'id' | 'step'>,
  { id: rulingId, ruling, reason }: ContestedFactRuling,
): Fact => ({
  event: {
    type: 'contested_fact.ruled',
    data: { rulingId, about: { kind: fact.kind, id: fact.id }, ruling },
  },
  rows: [
    factRow<RulingRow>('contested_fact_rulings', {
      id: rulingId,
      ruledBy: by.personId,
      observationId: idOf(fact, 'observation'),
      signOffId: idOf(fact, 'sign_off'),
      levelDecisionId: idOf(fact, 'level_decision'),
      step: fact.step,
      ruling,
      reason,
    }),
  ],
});
