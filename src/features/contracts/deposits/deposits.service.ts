import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import { dayOf, type Instant } from '../../../kernel/days.js';
import type { ContractId } from '../../../kernel/ids.js';
import { refuseAny } from '../../../kernel/refusals.js';
import type { Actor } from '../../../platform/access/actor.js';
import { Db, type Queryable } from '../../../platform/database/db.js';
import { openHistory, recordFacts } from '../../contract-history/contract-history.store.js';
import { readAlternation } from '../calendar/alternation.queries.js';
import { depositRouteOf } from '../calendar/dates.rules.js';
import { requireSide } from '../contracts.policy.js';
import { getAuthority, getContract } from '../contracts.queries.js';
import { renewVersion } from '../contracts.store.js';
import { findDepositMistakes } from './deposit-mistakes.rules.js';
import { depositRecorded } from './deposits.facts.js';
import { readDeposit } from './deposits.queries.js';
import { ContractMoments } from '../past/moments.service.js';
import { depositStatusOf } from './deposits.rules.js';
import type { DepositId, DepositRow, DepositStated, DepositStatus } from './deposits.types.js';

export interface DepositRead {
  readonly contractId: ContractId;
  readonly status: DepositStatus;
  /** The last word; null: nobody has said anything. */
  readonly deposit: DepositRow | null;
}

@Injectable()
export class DepositsService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly moments: ContractMoments,
  ) {}

  /** Says anew, whole, what became of the deposit; what was said before stays in the history. */
  record(actor: Actor, contractId: ContractId, stated: DepositStated): Promise<DepositRead> {
    return this.db.write(actor, async (tx) => {
      const history = await openHistory(tx, actor, this.clock, contractId);
      refuseAny(findDepositMistakes(stated, history.today));
      requireSide(await getAuthority(tx), await getContract(tx, contractId));
      const id: DepositId = history.newId();
      const { recordedAt } = recordFacts(tx, history, [depositRecorded(history, id, stated)]);
      await renewVersion(tx, contractId, recordedAt);
      return readDepositOf(tx, contractId, recordedAt);
    });
  }

  /** `moment` null: now. @throws not_found */
  read(actor: Actor, contractId: ContractId, moment: Instant | null): Promise<DepositRead> {
    return this.moments.read(actor, contractId, moment, (q, at) => readDepositOf(q, contractId, at));
  }
}

async function readDepositOf(q: Queryable, contractId: ContractId, at: Instant): Promise<DepositRead> {
  const alternation = await readAlternation(q, contractId, at);
  const deposit = await readDeposit(q, contractId, at);
  const status = depositStatusOf(depositRouteOf(alternation), alternation.startsOn, deposit, dayOf(at));
  return { contractId, status, deposit };
}
