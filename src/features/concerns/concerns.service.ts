import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { dayOf } from '../../kernel/days.js';
import type { ConcernId, ContractId } from '../../kernel/ids.js';
import { validationFailed } from '../../kernel/refusals.js';
import type { Actor, PersonActor } from '../../platform/access/actor.js';
import { Db } from '../../platform/database/db.js';
import { continueJournal, writeJournal } from '../../platform/events/contract-history.js';
import { newId } from '../../platform/ids.js';
import { loadLadderContext } from '../ladder/ladder.queries.js';
import { alreadyReviewed } from './concerns.errors.js';
import { requireAnother, requireRaiser, requireReviewer } from './concerns.policy.js';
import { getConcern, listConcerns } from './concerns.queries.js';
import { findUnknownMissions } from './concerns.rules.js';
import { insertConcern, insertConcernReview } from './concerns.store.js';
import type { ConcernRaised, RaiseCommand } from './concerns.types.js';
import { concernRaised, concernReviewed } from './concerns.events.js';

@Injectable()
export class ConcernsService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  /** Whatever the contract's status: what worries somebody does not wait. */
  async raise(actor: PersonActor, command: RaiseCommand): Promise<ConcernRaised> {
    return this.db.holding(actor, command.contractId, async (tx) => {
      const context = await loadLadderContext(tx, command.contractId);
      const journal = continueJournal(context, actor, this.clock);
      const { recordedAt } = journal;
      const mistakes = findUnknownMissions(context.ladder, command.missions);
      if (mistakes.length > 0) throw validationFailed(mistakes);
      const raiser = requireRaiser(actor.personId, context, dayOf(recordedAt));

      const id: ConcernId = newId();
      const sequence = journal.add(concernRaised(id, command.severity, command.missions));
      const concern = { ...command, id, recordedAt };
      await insertConcern(tx, raiser, concern, sequence);
      await writeJournal(tx, journal);
      return { ...concern, raisedBy: actor.personId, review: null, readsComments: true };
    });
  }

  /** Ends a concern: what it withdrew is allowed again, unless another one names it. */
  async review(actor: PersonActor, id: ConcernId, text: string): Promise<ConcernRaised> {
    const { contractId } = await this.get(actor, id);
    return this.db.holding(actor, contractId, async (tx) => {
      const context = await loadLadderContext(tx, contractId);
      const concern = await getConcern(tx, id);
      const journal = continueJournal(context, actor, this.clock);
      const { recordedAt } = journal;
      const reviewer = requireReviewer(actor.personId, context, dayOf(recordedAt));
      if (concern.review) throw alreadyReviewed();
      requireAnother(actor.personId, concern, context, dayOf(recordedAt));

      const review = { id: newId<'concern_review'>(), recordedAt, text };
      const sequence = journal.add(concernReviewed(review.id, id));
      await insertConcernReview(tx, reviewer, concern, review, sequence);
      await writeJournal(tx, journal);
      return { ...concern, review: { ...review, reviewedBy: actor.personId } };
    });
  }

  get(actor: Actor, id: ConcernId): Promise<ConcernRaised> {
    return this.db.read(actor, (q) => getConcern(q, id));
  }

  list(
    actor: Actor,
    contractId: ContractId,
    page: { after: string | null; limit: number },
  ): Promise<ConcernRaised[]> {
    return this.db.read(actor, (q) => listConcerns(q, contractId, page));
  }
}
