import type { Day } from '../../../kernel/days.js';
import type { ObservationId, PersonId } from '../../../kernel/ids.js';
import { factRow, type Fact } from '../../contract-history/contract-history.types.js';
import { isAbsentOn, type Team } from '../../mandates/mandates.types.js';
import { canRevoke, type Revoker } from '../../sign-offs/facts/signers.policy.js';
import type { ProposalDismissal } from './proposal-dismissal.entity.js';
import { dismisserNotDistinct } from './proposals.errors.js';

/** Not whoever saw it, as long as somebody else who may revoke is there. @throws dismisser_not_distinct */
export function requireAnotherDismisser(person: PersonId, observer: PersonId, team: Team, today: Day): void {
  const isAnotherThere = team.mandates.some(
    (held) => held.personId !== person && canRevoke(held.personId, team, today) && !isAbsentOn(held, today),
  );
  if (person === observer && isAnotherThere) throw dismisserNotDistinct();
}

/** Says that an observation takes nothing back: whoever may revoke does. */
export const proposalDismissed = (
  by: Revoker,
  observationId: ObservationId,
  { id, reason }: Pick<ProposalDismissal, 'id' | 'reason'>,
): Fact => ({
  event: { type: 'revocation_proposal.dismissed', data: { dismissalId: id, observationId } },
  rows: [
    factRow<ProposalDismissal>('proposal_dismissals', {
      id,
      observationId,
      dismissedBy: by.personId,
      reason,
    }),
  ],
});
