import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import type { ContractId } from '../../kernel/ids.js';
import { validationFailed } from '../../kernel/refusals.js';
import type { Actor, PersonActor } from '../../platform/access/actor.js';
import { Db } from '../../platform/database/db.js';
import { continueHistory, recordFacts } from '../contract-history/contract-history.store.js';
import { rowIn } from '../contract-history/contract-history.types.js';
import { loadForRecording } from '../ladder/ladder.queries.js';
import { ladderProgression } from '../ladder/progress/progression.rules.js';
import { UNCONTESTED } from '../sign-offs/facts/contested.queries.js';
import { decideOnLevel } from './level-decisions.facts.js';
import type { LevelDecision } from '../sign-offs/facts/level-decision.entity.js';
import { getLevelDecision, listLevelDecisions } from './level-decisions.queries.js';
import type { DecideCommand, LevelDecided, LevelDecisionRow } from './level-decisions.types.js';
import { reasonNeeded } from '../sign-offs/sign-offs.errors.js';
import { readLadder } from '../sign-offs/sign-offs.service.js';

@Injectable()
export class LevelDecisionsService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  async decide(actor: PersonActor, command: DecideCommand): Promise<LevelDecided> {
    if (command.decision === 'decline' && command.reason === null)
      throw validationFailed([reasonNeeded('/reason')]);
    return this.db.writeLocked(actor, command.contractId, async (tx) => {
      const context = await loadForRecording(tx, command.contractId);
      const before = continueHistory(context, actor, this.clock).moving(ladderProgression(context));
      const fact = decideOnLevel(before, context, actor.personId, command);
      const after = recordFacts(tx, before, [fact]);
      const { id, capacity, cosigns } = rowIn<LevelDecision>([fact], 'level_decisions');
      const levelDecision = {
        ...command,
        id,
        capacity,
        decidedBy: actor.personId,
        recordedAt: after.recordedAt,
        cosigns,
        ...UNCONTESTED,
        readsComments: true,
      };
      return { levelDecision, ladder: readLadder(context, after) };
    });
  }

  get(actor: Actor, id: string): Promise<LevelDecisionRow> {
    return this.db.read(actor, (q) => getLevelDecision(q, id));
  }

  list(
    actor: Actor,
    contractId: ContractId,
    page: { after: string | null; limit: number },
  ): Promise<LevelDecisionRow[]> {
    return this.db.read(actor, (q) => listLevelDecisions(q, contractId, page));
  }
}
