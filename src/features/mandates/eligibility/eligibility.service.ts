import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import type { MandateId } from '../../../kernel/ids.js';
import type { Actor } from '../../../platform/access/actor.js';
import { Db } from '../../../platform/database/db.js';
import { getTutoredContract } from '../../contracts/tutoring/appraisals.queries.js';
import { judgedOn } from '../../contracts/contract-details.types.js';
import { appraise } from '../../contracts/tutoring/appraisals.types.js';
import type { Eligibility } from '../../tutors/eligibility.rules.js';
import { listBranchRulesOn, listProofsOnContract, readsProofs } from '../../tutors/tutors.queries.js';
import { notYoursToAppraise } from '../mandates.errors.js';
import { getMandate, type MandateRow } from '../mandates.queries.js';

export interface MandateEligibility {
  readonly mandate: MandateRow;
  readonly eligibility: Eligibility;
}

@Injectable()
export class EligibilityService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  /** @throws not_found; forbidden for whoever reads the contract and neither acts for a side of it nor is the holder */
  get(actor: Actor, id: MandateId): Promise<MandateEligibility> {
    return this.db.read(actor, async (q) => {
      const mandate = await getMandate(q, id);
      if (!(await readsProofs(q, mandate.contractId, mandate.personId))) throw notYoursToAppraise();
      const contract = await getTutoredContract(q, mandate.contractId);
      const proven = await listProofsOnContract(q, mandate.contractId, mandate.personId);
      const today = this.clock.today();
      const rules = await listBranchRulesOn(q, judgedOn(contract, today));
      const proofs = proven.filter(({ withdrawnAt }) => withdrawnAt === null);
      return { mandate, eligibility: appraise(contract, { ...mandate, proofs }, rules, today) };
    });
  }
}
