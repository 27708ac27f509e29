import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import type { ContractId } from '../../kernel/ids.js';
import { QUOTAS } from '../../kernel/quotas.js';
import { notFound, refuseAny } from '../../kernel/refusals.js';
import type { Actor } from '../../platform/access/actor.js';
import { Db } from '../../platform/database/db.js';
import { keepWithin } from '../../platform/database/quotas.store.js';
import { continueHistory, recordFacts } from '../contract-history/contract-history.store.js';
import { employerSaysHired, noOutcomeYet } from './outcomes.errors.js';
import { outcomeRecorded } from './outcomes.facts.js';
import { requireOutcomeSide } from './outcomes.policy.js';
import { getOutcomeContract, listOutcomes } from './outcomes.queries.js';
import { findOutcomeMistakes, markCurrent, pageOfOutcomes } from './outcomes.rules.js';
import type { OutcomeId, OutcomeRead, OutcomeStated } from './outcomes.types.js';

/** What becomes of those whose contract has ended. */
@Injectable()
export class OutcomesService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  /** Says anew, whole, what became at a stage; what was recorded before stays. @throws forbidden, illegal_transition, quota_exceeded */
  record(actor: Actor, contractId: ContractId, stated: OutcomeStated): Promise<OutcomeRead> {
    return this.db.writeLocked(actor, contractId, async (tx) => {
      const contract = await getOutcomeContract(tx, contractId);
      const { lastSequence, lastRecordedAt, heldUntil, isSigned, isCancelled } = contract;
      const history = continueHistory({ contractId, lastSequence, lastRecordedAt }, actor, this.clock);
      const side = requireOutcomeSide(contract);
      const isHired = stated.situation === 'hired_here' && stated.diploma === null;
      if (!isSigned || isCancelled) throw noOutcomeYet(isCancelled ? 'cancelled' : 'draft');
      refuseAny([
        ...findOutcomeMistakes(stated, heldUntil, history.today),
        ...(side === 'employer' && !isHired ? [employerSaysHired()] : []),
      ]);
      keepWithin(QUOTAS.contract_outcomes, contract.recorded, 1);
      const id: OutcomeId = history.newId();
      recordFacts(tx, history, [outcomeRecorded(history, id, side, stated)]);
      const recorded = markCurrent(await listOutcomes(tx, contractId)).find((one) => one.id === id);
      if (!recorded) throw notFound();
      return recorded;
    });
  }

  /** @throws not_found when the contract may not be seen */
  list(
    actor: Actor,
    contractId: ContractId,
    page: { after: string | null; limit: number },
  ): Promise<OutcomeRead[]> {
    return this.db.read(actor, async (q) => {
      await getOutcomeContract(q, contractId);
      return pageOfOutcomes(markCurrent(await listOutcomes(q, contractId)), page);
    });
  }
}
