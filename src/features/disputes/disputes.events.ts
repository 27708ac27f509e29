import type { DisputeId } from '../../kernel/ids.js';
import type { Happening } from '../../platform/events/contract-history.js';
import type { About, OnBehalfOf, RulingOutcome } from './disputes.types.js';

/** Never the grounds nor a reason; and read only by those who read disputes (`app.is_confidential`). */

export const disputeOpened = (
  disputeId: DisputeId,
  about: About,
  onBehalfOf: OnBehalfOf | null,
): Happening => ({ type: 'dispute.opened', data: { disputeId, about, onBehalfOf } });

export const disputeRuled = (
  disputeId: DisputeId,
  endingId: string,
  about: About,
  ruling: RulingOutcome,
): Happening => ({ type: 'dispute.ruled', data: { disputeId, rulingId: endingId, about, ruling } });

export const disputeWithdrawn = (disputeId: DisputeId, endingId: string, about: About): Happening => ({
  type: 'dispute.withdrawn',
  data: { disputeId, withdrawalId: endingId, about },
});

/** Read by all who read the contract's history: what HR recorded of its days contests the fact, not the alternant. */
export const contestedFactRuled = (
  rulingId: string,
  { kind, id }: { readonly kind: string; readonly id: string },
  ruling: RulingOutcome,
): Happening => ({ type: 'contested_fact.ruled', data: { rulingId, about: { kind, id }, ruling } });
