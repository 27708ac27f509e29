import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import { isUuid } from '../../../kernel/ids.js';
import type { Actor } from '../../../platform/access/actor.js';
import { Db } from '../../../platform/database/db.js';
import { getAuthority } from '../../contracts/contracts.queries.js';
import { listBranchRulesOn } from '../../tutors/tutors.queries.js';
import { keyOf, listWorkload } from './workload.queries.js';
import { workloadOf } from './workload.rules.js';
import type { Workload, WorkloadFilters } from './workload.types.js';

/** A cursor of the list is that of an employer and of somebody who tutors there. */
export const isKey = (key: string): boolean => key.split('.').length === 2 && key.split('.').every(isUuid);
export const keyOfWorkload = ({ row }: Workload): string => keyOf(row);

@Injectable()
export class WorkloadService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  /** One more than `limit`, to know whether a page follows. */
  list(
    actor: Actor,
    filters: WorkloadFilters,
    page: { after: string | null; limit: number },
  ): Promise<Workload[]> {
    return this.db.read(actor, async (q) => {
      const found = await listWorkload(q, await getAuthority(q), filters, page);
      // Each contract is judged by the rule of its own day.
      const rules = await listBranchRulesOn(q, null);
      const days = { on: filters.on, today: this.clock.today() };
      return found.map((row) => workloadOf(row, rules, days));
    });
  }
}
