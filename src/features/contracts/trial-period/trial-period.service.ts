import { Injectable } from '@nestjs/common';
import { addDays, dayOf, earlierOf, type Instant } from '../../../kernel/days.js';
import type { ContractId } from '../../../kernel/ids.js';
import type { Actor } from '../../../platform/access/actor.js';
import { readAlternation } from '../calendar/alternation.queries.js';
import { ContractMoments } from '../past/moments.service.js';
import { trialDaysOf, trialPeriodOf } from './trial-period.rules.js';
import type { TrialDay, TrialPeriod } from './trial-period.types.js';

/** How many days are explained one by one. */
const EXPLAINED = 400;

export interface TrialRead {
  readonly contractId: ContractId;
  readonly period: TrialPeriod;
  /** Each day until its end, or until the day that is asked for; none where it is counted one day after the other. */
  readonly days: readonly TrialDay[];
}

@Injectable()
export class TrialPeriodService {
  constructor(private readonly moments: ContractMoments) {}

  /** `moment` null: now. @throws not_found when the contract may not be seen, or was not recorded yet */
  read(actor: Actor, contractId: ContractId, moment: Instant | null): Promise<TrialRead> {
    return this.moments.read(actor, contractId, moment, async (q, at) => {
      const alternation = await readAlternation(q, contractId, at);
      const period = trialPeriodOf(alternation, dayOf(at));
      const last = addDays(period.startsOn, EXPLAINED - 1);
      const until = earlierOf(period.endsOn ?? dayOf(at), last);
      const days = period.countedIn === 'company' ? trialDaysOf(alternation, until) : [];
      return { contractId, period, days };
    });
  }
}
