import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { dayOf, daysBetween, type Day, type Instant } from '../../kernel/days.js';
import type { Actor } from '../../platform/access/actor.js';
import { Db, type Queryable } from '../../platform/database/db.js';
import { lifeOf, statusOn, type ContractLife, type ContractStatus } from '../contracts/contracts.types.js';
import type { Ladder } from '../frameworks/frameworks.types.js';
import { loadPublishedLadder } from '../frameworks/ladders.queries.js';
import { listLadderFacts } from '../ladder/ladder.queries.js';
import type { ProgressSummary } from '../ladder/standing.types.js';
import { summaryOf } from '../ladder/progress.rules.js';
import { advance, startingStanding } from '../ladder/standing.rules.js';
import { awaitWriters, listCohort, type CohortContract, type CohortFilters } from './cohort.queries.js';
import { expectedPace, findFlags, type CohortFlag } from './cohort.rules.js';

export interface CohortRow {
  readonly contract: CohortContract;
  readonly ladder: Ladder;
  readonly life: ContractLife;
  readonly status: ContractStatus;
  readonly progress: ProgressSummary;
  readonly daysSinceLastSignOff: number | null;
  readonly expectedPace: number;
  readonly flags: readonly CohortFlag[];
}

@Injectable()
export class ReportsService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  /** One row per contract; one more than `page.limit`. `at` null: now. */
  async cohort(
    actor: Actor,
    filters: CohortFilters,
    at: Instant | null,
    page: { after: string | null; limit: number },
  ): Promise<CohortRow[]> {
    const asOf = at ?? this.clock.now();
    const on = dayOf(asOf);
    const read = async (q: Queryable) => {
      if (at !== null) await awaitWriters(q, filters, at, page);
      const contracts = await listCohort(q, filters, { at: asOf, on }, page);
      const facts =
        at === null
          ? null
          : await listLadderFacts(
              q,
              contracts.map((contract) => contract.contractId),
              at,
            );
      const found: CohortRow[] = [];
      for (const contract of contracts) {
        const ladder = await loadPublishedLadder(q, contract.ladderId);
        const standing = facts
          ? advance(ladder, startingStanding(ladder), facts.get(contract.contractId) ?? []).standing
          : (contract.standing ?? startingStanding(ladder));
        found.push(rowOf(contract, ladder, summaryOf(ladder, standing), on));
      }
      return found;
    };
    return at === null ? this.db.read(actor, read) : this.db.transaction(actor, read);
  }
}

function rowOf(contract: CohortContract, ladder: Ladder, progress: ProgressSummary, on: Day): CohortRow {
  const life = lifeOf(contract.steps);
  return {
    contract,
    ladder,
    life,
    status: statusOn(life, on),
    progress,
    daysSinceLastSignOff: progress.lastSignOffOn === null ? null : daysBetween(progress.lastSignOffOn, on),
    expectedPace: expectedPace(life, on),
    flags: findFlags(life, progress, contract.mainTutor !== null, on),
  };
}
