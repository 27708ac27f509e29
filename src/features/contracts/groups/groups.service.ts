import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import type { ContractId } from '../../../kernel/ids.js';
import type { Actor } from '../../../platform/access/actor.js';
import { Db } from '../../../platform/database/db.js';
import { openHistory, recordFacts } from '../../contract-history/contract-history.store.js';
import type { ContractRow } from '../contract-details.types.js';
import { requireSide } from '../contracts.policy.js';
import { getAuthority, getContract } from '../contracts.queries.js';
import { renewVersion } from '../contracts.store.js';
import { contractGrouped } from './groups.facts.js';

@Injectable()
export class ContractGroupsService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  /** The centre's own word, before the signature and after: no party agreed on it. The same again changes nothing. */
  assign(actor: Actor, id: ContractId, group: string | null): Promise<ContractRow> {
    return this.db.write(actor, async (tx) => {
      const history = await openHistory(tx, actor, this.clock, id);
      const contract = await getContract(tx, id);
      requireSide(await getAuthority(tx), contract, ['training_centre']);
      if (contract.group === group) return contract;
      const { recordedAt } = recordFacts(tx, history, [contractGrouped(history, group)]);
      await renewVersion(tx, id, recordedAt);
      return getContract(tx, id);
    });
  }
}
