import type { DisputeId } from '../../kernel/ids.js';
import type { Happening } from '../../platform/events/journal.js';
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
