import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import type { ConcernId, ContractId } from '../../kernel/ids.js';
import { validationFailed } from '../../kernel/refusals.js';
import type { Actor, PersonActor } from '../../platform/access/actor.js';
import { Db } from '../../platform/database/db.js';
import { continueHistory, recordFacts } from '../contract-history/contract-history.store.js';
import { loadLadderContext } from '../ladder/ladder.queries.js';
import { alreadyReviewed } from './concerns.errors.js';
import { requireAnother, requireRaiser, requireReviewer } from './concerns.policy.js';
import { getConcern, listConcerns } from './concerns.queries.js';
import { findUnknownMissions } from './concerns.rules.js';
import type { ConcernRaised, RaiseCommand } from './concerns.types.js';
import { concernRaised, concernReviewed } from './concerns.facts.js';

@Injectable()
export class ConcernsService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  /** Whatever the contract's status: what worries somebody does not wait. */
  async raise(actor: PersonActor, command: RaiseCommand): Promise<ConcernRaised> {
    return this.db.writeLocked(actor, command.contractId, async (tx) => {
      const context = await loadLadderContext(tx, command.contractId);
      const history = continueHistory(context, actor, this.clock);
      const { recordedAt, today } = history;
      const mistakes = findUnknownMissions(context.ladder, command.missions);
      if (mistakes.length > 0) throw validationFailed(mistakes);
      const raiser = requireRaiser(actor.personId, context, today);

      const id: ConcernId = history.newId();
      const concern = { ...command, id, recordedAt };
      recordFacts(tx, history, [concernRaised(raiser, concern)]);
      return { ...concern, raisedBy: actor.personId, review: null, readsComments: true };
    });
  }

  /** Ends a concern: what it withdrew is allowed again, unless another one names it. */
  async review(actor: PersonActor, id: ConcernId, text: string): Promise<ConcernRaised> {
    const { contractId } = await this.get(actor, id);
    return this.db.writeLocked(actor, contractId, async (tx) => {
      const context = await loadLadderContext(tx, contractId);
      const concern = await getConcern(tx, id);
      const history = continueHistory(context, actor, this.clock);
      const { recordedAt, today } = history;
      const reviewer = requireReviewer(actor.personId, context, today);
      if (concern.review) throw alreadyReviewed();
      requireAnother(actor.personId, concern, context, today);

      const review = { id: history.newId<'concern_review'>(), recordedAt, text };
      recordFacts(tx, history, [concernReviewed(reviewer, id, review)]);
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
