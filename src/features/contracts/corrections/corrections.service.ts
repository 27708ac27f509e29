import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import type { ContractId } from '../../../kernel/ids.js';
import type { Actor } from '../../../platform/access/actor.js';
import { Db } from '../../../platform/database/db.js';
import { requireNoTransfer } from '../transfer/transfers.queries.js';
import { openHistory, recordFacts } from '../../contract-history/contract-history.store.js';
import { rowIn } from '../../contract-history/contract-history.types.js';
import type { Act } from '../acts/transitions.rules.js';
import { listContestedFacts } from '../contested-days.queries.js';
import type { ContractStepRow } from '../contract-step.entity.js';
import { stepCorrected } from '../contracts.facts.js';
import { requireSide } from '../contracts.policy.js';
import { getAuthority, getContract, listSteps } from '../contracts.queries.js';
import { lifeOf } from '../contracts.types.js';
import { EndingsService } from '../termination/endings.service.js';
import { ContractTermsService } from '../terms/terms.service.js';
import { getStep, listStepRows } from './corrections.queries.js';
import {
  correctedLife,
  findCorrectable,
  findCorrectionRefusal,
  findCorrectionWarnings,
  type Correctable,
} from './corrections.rules.js';
import type { CorrectCommand, StepCorrected, StepId, StepRow } from './corrections.types.js';

@Injectable()
export class CorrectionsService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly terms: ContractTermsService,
    private readonly endings: EndingsService,
  ) {}

  get(actor: Actor, id: StepId): Promise<StepRow> {
    return this.db.read(actor, (q) => getStep(q, id));
  }

  list(
    actor: Actor,
    contractId: ContractId,
    page: { after: string | null; limit: number },
  ): Promise<StepRow[]> {
    return this.db.read(actor, (q) => listStepRows(q, contractId, page));
  }

  /** Says what a step should have given. */
  correct(actor: Actor, id: StepId, { reason, ...given }: CorrectCommand): Promise<StepCorrected> {
    return this.record(actor, id, reason, (step) => ({
      on: given.on ?? step.on,
      cause: given.cause ?? step.cause,
      initiator: given.initiator ?? step.initiator,
      until: step.until,
    }));
  }

  /** Takes back what never was. */
  withdraw(actor: Actor, id: StepId, reason: string): Promise<StepCorrected> {
    return this.record(actor, id, reason, () => null);
  }

  private record(
    actor: Actor,
    id: StepId,
    reason: string,
    actOf: (step: Correctable) => Omit<Act, 'proof'> | null,
  ): Promise<StepCorrected> {
    return this.db.write(actor, async (tx) => {
      const { contractId, sequence, proof } = await getStep(tx, id);
      const history = await openHistory(tx, actor, this.clock, contractId);
      const contract = await getContract(tx, contractId);
      requireSide(await getAuthority(tx), contract);

      const steps = await listSteps(tx, contractId);
      const found = findCorrectable(steps, sequence);
      if ('refusal' in found) throw found.refusal;
      const { step } = found;
      await requireNoTransfer(tx, contractId, step.kind);
      const stated = actOf(step);
      const act = stated && { ...stated, proof };
      const { recordedAt, nextSequence, today } = history;
      const by = { sequence: nextSequence, recordedAt };
      const without = correctedLife(steps, step, null, by);
      const after = act ? correctedLife(steps, step, act, by) : without;
      const refusal = findCorrectionRefusal(step, act, { after, without, today });
      if (refusal) throw refusal;
      if (act) await this.endings.judge(tx, contract, { kind: step.kind, act, recordedAt });

      const fact = stepCorrected(history, step, act, reason);
      recordFacts(tx, history, [fact]);
      await this.terms.writeLife(tx, contract, { before: lifeOf(steps), after }, recordedAt);
      const isLate = act !== null && act.on < today;
      const contested = isLate ? await listContestedFacts(tx, contractId) : [];
      return {
        step: { ...(await getStep(tx, rowIn<ContractStepRow>([fact], 'contract_steps').id)), reason },
        contract: await getContract(tx, contractId),
        contested: contested.filter((one) => one.step === nextSequence),
        warnings: findCorrectionWarnings(contract.kind, step),
      };
    });
  }
}
