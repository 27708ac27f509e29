import { Injectable } from '@nestjs/common';
import type { ContractId, Id, ObservationId } from '../../../kernel/ids.js';
import { notFound } from '../../../kernel/refusals.js';
import type { Actor, PersonActor } from '../../../platform/access/actor.js';
import { Db, type Tx } from '../../../platform/database/db.js';
import { recordFacts } from '../../contract-history/contract-history.store.js';
import type { FactOfLadder } from '../../ladder/progress/progression.rules.js';
import { OverturnsService, type Ruling } from '../../sign-offs/facts/overturns.service.js';
import type { Ruler } from '../../sign-offs/facts/facts.types.js';
import { alreadyRuled } from './contested-facts.errors.js';
import { findDecidedLevel, findSigned, listContested } from './contested-facts.queries.js';
import type { ContestedFact, ContestedFactRuling } from './contested-facts.types.js';
import { contestedFactRuled } from '../disputes.facts.js';
import { requireAnother, requireRuler } from '../disputes.policy.js';
import { findReader } from '../disputes.queries.js';
import type { RulingOutcome } from '../disputes.types.js';

export interface RuleCommand {
  readonly contractId: ContractId;
  readonly factId: string;
  readonly ruling: RulingOutcome;
  readonly reason: string;
}

@Injectable()
export class ContestedFactsService {
  constructor(
    private readonly db: Db,
    private readonly overturns: OverturnsService,
  ) {}

  /** One more than `limit`, after the fact of that id. */
  list(
    actor: Actor,
    contractId: ContractId,
    { after, limit }: { after: string | null; limit: number },
  ): Promise<ContestedFact[]> {
    return this.db.read(actor, async (q) => {
      const facts = await listContested(q, contractId);
      return facts.filter(({ sequence }) => after === null || sequence > Number(after)).slice(0, limit + 1);
    });
  }

  /** Ends the mark, for good unless a later act contests the fact again; what is overturned is taken back by a fact of its own. */
  rule(
    actor: PersonActor,
    { contractId, factId, ruling: outcome, reason }: RuleCommand,
  ): Promise<ContestedFact> {
    return this.db.writeLocked(actor, contractId, async (tx) => {
      const held = await this.overturns.open(tx, actor, contractId);
      const { team, history } = held;
      const fact = (await listContested(tx, contractId)).find(({ id }) => id === factId);
      if (!fact) throw notFound();
      const { administersCentre } = await findReader(tx, contractId);
      const asking = { person: actor.personId, administersCentre, team, today: history.today };
      const ruler = requireRuler(asking, fact.authorId);
      if (fact.ruling) throw alreadyRuled();
      requireAnother(actor.personId, fact.authorId);

      const ruling: ContestedFactRuling = {
        id: history.newId(),
        ruling: outcome,
        reason,
        ruledBy: actor.personId,
        recordedAt: history.recordedAt,
      };
      const taken =
        outcome === 'fact_overturned' ? await this.overturnOutcome(tx, held, ruler, fact, reason) : [];
      recordFacts(tx, history, [contestedFactRuled(ruler, fact, ruling), ...taken]);
      return { ...fact, ruling, rulingId: ruling.id };
    });
  }

  /** An `acquired` is revoked, unless another revocation took it meanwhile; an observation is withdrawn; the rest overturned. */
  private async overturnOutcome(
    tx: Tx,
    held: Ruling,
    ruler: Ruler,
    { kind, id, sequence }: ContestedFact,
    reason: string,
  ): Promise<FactOfLadder[]> {
    if (kind === 'observation')
      return [this.overturns.withdraw(held, ruler, { id: id as ObservationId, sequence }, reason)];
    if (kind === 'level_decision') {
      const level = await findDecidedLevel(tx, id);
      const decision = { kind, id: id as Id<'level_decision'>, sequence, competency: '', level };
      return [this.overturns.overturn(held, ruler, decision)];
    }
    const signOff = await findSigned(tx, id);
    if (!signOff) throw new Error('Facts are never removed.');
    return signOff.outcome === 'acquired'
      ? this.overturns.revoke(held, ruler, signOff, reason)
      : [this.overturns.overturn(held, ruler, { kind, sequence, ...signOff })];
  }
}
