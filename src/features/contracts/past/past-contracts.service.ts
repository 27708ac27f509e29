import { Injectable } from '@nestjs/common';
import { dayOf, type Instant } from '../../../kernel/days.js';
import type { ContractId } from '../../../kernel/ids.js';
import { notFound } from '../../../kernel/refusals.js';
import type { Actor } from '../../../platform/access/actor.js';
import { LongReads } from '../../../platform/database/long-reads.js';
import { readAlternation } from '../calendar/alternation.queries.js';
import { contractDatesOf } from '../calendar/dates.rules.js';
import { getContract, listSteps } from '../contracts.queries.js';
import type { ContractRead } from '../contracts.service.js';
import { readPastFacts } from './past-contract.queries.js';
import { pastContract } from './past-contract.rules.js';

/** Contracts as they stood, for whoever may read them now. */
@Injectable()
export class PastContractsService {
  constructor(private readonly longReads: LongReads) {}

  /** @throws not_found also before the contract was recorded, and while it was a draft of somebody whom the reader does not see */
  read(actor: Actor, id: ContractId, at: Instant): Promise<ContractRead> {
    return this.longReads.read(
      actor,
      async (q) => {
        const now = await getContract(q, id);
        const steps = await listSteps(q, id, at);
        if (steps.length === 0) throw notFound();
        const facts = await readPastFacts(q, id, at);
        if (facts.isOfAnother) throw notFound();
        const contract = pastContract(now, facts, steps, dayOf(at));
        return { contract, dates: contractDatesOf(await readAlternation(q, id, at), dayOf(at)) };
      },
      { at, contractId: id },
    );
  }
}
