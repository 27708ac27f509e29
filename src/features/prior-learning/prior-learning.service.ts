import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import type { ContractId } from '../../kernel/ids.js';
import type { Actor } from '../../platform/access/actor.js';
import { Db, type Queryable } from '../../platform/database/db.js';
import { loadPublishedLadder } from '../frameworks/ladders/ladders.queries.js';
import { viewLadder } from '../ladder/ladder.rules.js';
import { evidenceFrom, restoreProgress } from '../ladder/progress/progress.rules.js';
import { initialProgress } from '../ladder/progress/ladder-progress.rules.js';
import { listPriorContracts, listPriorFacts } from './prior-learning.queries.js';
import type { PriorContract, PriorContractRow, PriorFact } from './prior-learning.types.js';

@Injectable()
export class PriorLearningService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  /** What a contract continues, and where each of these stands: also after it ended, something may be taken back. */
  contracts(actor: Actor, contractId: ContractId): Promise<PriorContract[]> {
    return this.db.read(actor, async (q) => {
      const found = [];
      for (const prior of await listPriorContracts(q, contractId)) found.push(await this.view(q, prior));
      return found;
    });
  }

  facts(
    actor: Actor,
    contractId: ContractId,
    page: { after: string | null; limit: number },
  ): Promise<PriorFact[]> {
    return this.db.read(actor, (q) => listPriorFacts(q, contractId, page));
  }

  private async view(
    q: Queryable,
    { ladderId, progress, tallies, ...prior }: PriorContractRow,
  ): Promise<PriorContract> {
    const ladder = await loadPublishedLadder(q, ladderId);
    const evidence = tallies ? evidenceFrom(tallies) : undefined;
    const reached = progress ? restoreProgress(progress, null) : initialProgress(ladder);
    const state = viewLadder(ladder, reached, this.clock.now(), evidence);
    return { ...prior, ladder: { id: ladder.id, title: ladder.title }, state };
  }
}
