import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import type { ContractId, ObservationId } from '../../../kernel/ids.js';
import type { Actor, PersonActor } from '../../../platform/access/actor.js';
import { Db } from '../../../platform/database/db.js';
import { continueHistory, recordFacts } from '../../contract-history/contract-history.store.js';
import { requireContract } from '../../contracts/contract-pages.queries.js';
import { loadForRecording } from '../../ladder/ladder.queries.js';
import { requireRevoker } from '../../sign-offs/facts/signers.policy.js';
import { getObservation } from '../observations.queries.js';
import { nothingProposed } from './proposals.errors.js';
import { proposalDismissed, requireAnotherDismisser } from './proposals.facts.js';
import { loadProposals } from './proposals.queries.js';
import type { Proposal } from './proposals.rules.js';

@Injectable()
export class ProposalsService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  /** Open and dismissed ones, in the order of their observations; one more than `limit`. */
  list(
    actor: Actor,
    contractId: ContractId,
    { after, limit }: { after: string | null; limit: number },
  ): Promise<Proposal[]> {
    return this.db.read(actor, async (q) => {
      await requireContract(q, contractId);
      const proposals = await loadProposals(q, [contractId]);
      return proposals
        .filter(({ observationId }) => after === null || observationId > after)
        .slice(0, limit + 1);
    });
  }

  /** Says that an observation takes nothing back. What is acquired was never touched. */
  async dismiss(actor: PersonActor, id: ObservationId, reason: string): Promise<Proposal> {
    const { contractId } = await this.db.read(actor, (q) => getObservation(q, id));
    return this.db.writeLocked(actor, contractId, async (tx) => {
      const context = await loadForRecording(tx, contractId);
      const history = continueHistory(context, actor, this.clock);
      const { recordedAt, today } = history;
      const dismisser = requireRevoker(actor.personId, context, today);
      const proposals = await loadProposals(tx, [contractId]);
      const proposal = proposals.find(({ observationId }) => observationId === id);
      if (!proposal || proposal.dismissal) throw nothingProposed();
      requireAnotherDismisser(actor.personId, proposal.observerId, context, today);

      const dismissal = { id: history.newId<'proposal_dismissal'>(), recordedAt, reason };
      recordFacts(tx, history, [proposalDismissed(dismisser, id, dismissal)]);
      return { ...proposal, dismissal: { ...dismissal, dismissedBy: actor.personId } };
    });
  }
}
