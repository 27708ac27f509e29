import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import type { ContractId, ObservationId } from '../../../kernel/ids.js';
import type { Actor, PersonActor } from '../../../platform/access/actor.js';
import { Db, type Queryable } from '../../../platform/database/db.js';
import { continueHistory, recordFacts } from '../../contract-history/contract-history.store.js';
import { loadForRecording, type LadderTeam } from '../../ladder/ladder.queries.js';
import { getObservation } from '../observations.queries.js';
import { nothingProposed } from './proposals.errors.js';
import { requireAnotherDismisser, requireDismisser } from './proposals.policy.js';
import { findSequences, listSeenUnsafe, readsReasons } from './proposals.queries.js';
import { acquiredSignOffs, findProposals } from './proposals.rules.js';
import type { Proposal, ReadProposal } from './proposals.types.js';
import { proposalDismissed } from './proposals.facts.js';

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
  ): Promise<ReadProposal[]> {
    return this.db.read(actor, async (q) => {
      const proposals = await proposalsOf(q, await loadForRecording(q, contractId));
      const readsComments = await readsReasons(q, contractId);
      return proposals
        .filter(({ observationId }) => after === null || observationId > after)
        .slice(0, limit + 1)
        .map((proposal) => ({ ...proposal, readsComments }));
    });
  }

  /** Says that an observation takes nothing back. What is acquired was never touched. */
  async dismiss(actor: PersonActor, id: ObservationId, reason: string): Promise<ReadProposal> {
    const { contractId } = await this.db.read(actor, (q) => getObservation(q, id));
    return this.db.writeLocked(actor, contractId, async (tx) => {
      const context = await loadForRecording(tx, contractId);
      const history = continueHistory(context, actor, this.clock);
      const { recordedAt, today } = history;
      const dismisser = requireDismisser(actor.personId, context, id, today);
      const proposal = (await proposalsOf(tx, context)).find(({ observationId }) => observationId === id);
      if (!proposal || proposal.dismissal) throw nothingProposed();
      requireAnotherDismisser(actor.personId, proposal.observerId, context, today);

      const dismissal = { id: history.newId<'proposal_dismissal'>(), recordedAt, reason };
      recordFacts(tx, history, [proposalDismissed(dismisser, dismissal)]);
      return { ...proposal, dismissal: { ...dismissal, dismissedBy: actor.personId }, readsComments: true };
    });
  }
}

async function proposalsOf(q: Queryable, { contractId, ladder, progress }: LadderTeam): Promise<Proposal[]> {
  const seen = await listSeenUnsafe(q, contractId);
  if (seen.length === 0) return [];
  const sequences = await findSequences(q, acquiredSignOffs(ladder, progress));
  return findProposals(ladder, progress, sequences, seen);
}
