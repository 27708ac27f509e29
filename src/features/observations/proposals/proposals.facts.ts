import { factRow, type Fact } from '../../contract-history/contract-history.types.js';
import type { ProposalDismissal } from './proposal-dismissal.entity.js';
import type { Dismisser } from './proposals.policy.js';
import type { Dismissal } from './proposals.types.js';

/** Says that an observation takes nothing back. */
export const proposalDismissed = (
  { observationId, personId }: Dismisser,
  { id, reason }: Pick<Dismissal, 'id' | 'reason'>,
): Fact => ({
  event: { type: 'revocation_proposal.dismissed', data: { dismissalId: id, observationId } },
  rows: [
    factRow<ProposalDismissal>('proposal_dismissals', { id, observationId, dismissedBy: personId, reason }),
  ],
});
