import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import type { Day } from '../../../kernel/days.js';
import type { ContractId } from '../../../kernel/ids.js';
import type { Actor } from '../../../platform/access/actor.js';
import { Db } from '../../../platform/database/db.js';
import { papersOnly } from '../checks/checks.errors.js';
import { loadChecks } from '../checks/checks.queries.js';
import { withOverrides, type ListedFinding } from '../checks/checks.rules.js';
import { findPay } from '../checks/families/pay.rules.js';
import { judgedOn } from '../contract-details.types.js';
import { getContract } from '../contracts.queries.js';
import { minimumPay } from './pay.rules.js';
import { periodsAgreed } from '../terms/agreed.rules.js';
import type { PayRow, PayTerms } from './pay.types.js';
import { payTermsOf } from './terms.rules.js';

export interface ContractPay {
  readonly contractId: ContractId;
  readonly judgedOn: Day;
  readonly terms: PayTerms;
  readonly periods: readonly PayRow[];
  readonly findings: readonly ListedFinding[];
}

@Injectable()
export class PayService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  /** @throws not_found; forbidden for whoever need not know */
  get(actor: Actor, id: ContractId): Promise<ContractPay> {
    return this.db.read(actor, async (q) => {
      const today = this.clock.today();
      const contract = await getContract(q, id);
      const day = judgedOn(contract, today);
      const { facts, overrides, handlesPapers } = await loadChecks(q, contract, day, today);
      if (!handlesPapers) throw papersOnly();
      const terms = payTermsOf(facts);
      const recorded = periodsAgreed(facts.filled?.pay.periods ?? [], facts.agreed);
      return {
        contractId: id,
        judgedOn: day,
        terms,
        periods: minimumPay(terms).map((period) => ({
          ...period,
          recorded: recorded.find(({ from, to }) => from <= period.from && period.from <= to) ?? null,
        })),
        findings: withOverrides(findPay(facts), overrides, contract),
      };
    });
  }
}
