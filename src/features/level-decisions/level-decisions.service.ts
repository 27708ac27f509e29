import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import type { ContractId } from '../../kernel/ids.js';
import { unknownLevel, validationFailed } from '../../kernel/refusals.js';
import type { Actor, PersonActor } from '../../platform/access/actor.js';
import { Db } from '../../platform/database/db.js';
import { isActiveOn, statusOn } from '../contracts/contracts.types.js';
import { loadForRecording } from '../ladder/ladder.queries.js';
import { UNCONTESTED } from '../sign-offs/facts/contested.queries.js';
import { Facts } from '../sign-offs/facts/facts.store.js';
import { getLevelDecision, listLevelDecisions } from './level-decisions.queries.js';
import type { DecideCommand, LevelDecided, LevelDecisionRow } from './level-decisions.types.js';
import { contractNotActive, reasonNeeded } from '../sign-offs/sign-offs.errors.js';
import { requireDecider } from '../sign-offs/facts/deciders.policy.js';
import { decideLevelDecision } from './level-decisions.rules.js';
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
    return this.db.holding(actor, command.contractId, async (tx) => {
      const context = await loadForRecording(tx, command.contractId);
      const { ladder, life, mandates } = context;
      const facts = new Facts(context, actor, this.clock);
      const level = ladder.levels.find((candidate) => candidate.code === command.level);
      if (!level) throw validationFailed([unknownLevel('/level')]);
      const decider = requireDecider(actor.personId, context, level.unlock === 'cosigned', facts.today);

      if (!isActiveOn(life, facts.today)) throw contractNotActive(statusOn(life, facts.today));
      const verdict = decideLevelDecision(
        ladder,
        facts.reached,
        facts.view(),
        level.code,
        command.decision,
        decider,
        mandates,
        facts.today,
      );
      if (!verdict.ok) throw verdict.refusal;

      const id = facts.decide(decider, level.code, command.decision, command.reason, verdict);
      facts.write(tx);
      const levelDecision = {
        ...command,
        id,
        capacity: verdict.capacity,
        decidedBy: actor.personId,
        recordedAt: facts.recordedAt,
        cosigns: verdict.cosigns,
        ...UNCONTESTED,
        readsComments: true,
      };
      return { levelDecision, ladder: readLadder(context, facts) };
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
