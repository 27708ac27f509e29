import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import { isUuid } from '../../../kernel/ids.js';
import type { Actor } from '../../../platform/access/actor.js';
import { Db, type Queryable } from '../../../platform/database/db.js';
import { LongReads } from '../../../platform/database/long-reads.js';
import { getAuthority } from '../../contracts/contracts.queries.js';
import { listBranchRulesOn } from '../../tutors/tutors.queries.js';
import { keyOf, listWorkload } from './workload.queries.js';
import { workloadOf } from './workload.rules.js';
import type { Workload, WorkloadFilters } from './workload.types.js';

/** A cursor of the list is that of an employer and of somebody who tutors there. */
export const isKey = (key: string): boolean => key.split('.').length === 2 && key.split('.').every(isUuid);
export const keyOfWorkload = ({ row }: Workload): string => keyOf(row);

/** Enough that a company is a few statements, few enough to be held. */
const BATCH = 200;

@Injectable()
export class WorkloadService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly longReads: LongReads,
  ) {}

  /** One more than `limit`, to know whether a page follows. */
  list(
    actor: Actor,
    filters: WorkloadFilters,
    page: { after: string | null; limit: number },
  ): Promise<Workload[]> {
    return this.db.read(actor, (q) => this.read(q, filters, page));
  }

  /** Everybody who is wanted, in batches that are read as they are taken. */
  whole(
    actor: Actor,
    filters: WorkloadFilters,
    from: string | null,
  ): AsyncGenerator<readonly Workload[], void> {
    const batches = async function* (this: WorkloadService, q: Queryable) {
      for (let after = from, isLast = false; !isLast;) {
        const found = await this.read(q, filters, { after, limit: BATCH });
        yield found.slice(0, BATCH);
        isLast = found.length <= BATCH;
        after = isLast ? null : keyOfWorkload(found[BATCH - 1] as Workload);
      }
    };
    return this.longReads.download(actor, batches.bind(this), { at: null });
  }

  private async read(
    q: Queryable,
    filters: WorkloadFilters,
    page: { after: string | null; limit: number },
  ): Promise<Workload[]> {
    const found = await listWorkload(q, await getAuthority(q), filters, page);
    // Each contract is judged by the rule of its own day.
    const rules = await listBranchRulesOn(q, null);
    const days = { on: filters.on, today: this.clock.today() };
    return found.map((row) => workloadOf(row, rules, days));
  }
}
