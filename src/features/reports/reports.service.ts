import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { dayOf, daysBetween, earlierOf, type Day, type Instant } from '../../kernel/days.js';
import type { LadderId } from '../../kernel/ids.js';
import type { Actor } from '../../platform/access/actor.js';
import type { Queryable } from '../../platform/database/db.js';
import { LongReads } from '../../platform/database/long-reads.js';
import { lifeOf, statusOn } from '../contracts/contracts.types.js';
import { summaryOf } from '../ladder/progress/progress.rules.js';
import { replay } from '../ladder/versions/version-history.rules.js';
import { initialProgress } from '../ladder/progress/ladder-progress.rules.js';
import { cohortInBatches, listCohort, listLaddersOfCohort } from './cohort.queries.js';
import { expectedPace, findFlags, isWanted, wantsAll } from './cohort.rules.js';
import type {
  CohortContract,
  CohortFilters,
  CohortLadder,
  CohortRow,
  CohortSelection,
  RowFilters,
} from './cohort.types.js';

/** The contracts, and the instant that they are told as of; null: now. */
export interface CohortAsked extends CohortFilters {
  readonly at: Instant | null;
  readonly rows: RowFilters;
}

@Injectable()
export class ReportsService {
  constructor(
    private readonly longReads: LongReads,
    private readonly clock: Clock,
  ) {}

  /** The day that a report tells of. */
  dayOf({ at }: CohortAsked): Day {
    return dayOf(at ?? this.clock.now());
  }

  /** One row per contract that is wanted; one more than `page.limit`. */
  async cohortPage(
    actor: Actor,
    asked: CohortAsked,
    page: { after: string | null; limit: number },
  ): Promise<CohortRow[]> {
    const wanted = page.limit + 1;
    const isFiltered = !wantsAll(asked.rows);
    const selection = this.selectionOf(asked, { after: page.after, limit: isFiltered ? null : wanted });
    const read = async (q: Queryable) => {
      const ladders = await listLaddersOfCohort(q, selection);
      const rowsOf = wantedRows(asked, ladders, selection.on);
      if (!isFiltered) return rowsOf(await listCohort(q, selection));
      // What a row says is known once it is made: they are read until the page is full.
      const found: CohortRow[] = [];
      for await (const contracts of cohortInBatches(q, selection)) {
        found.push(...rowsOf(contracts));
        if (found.length >= wanted) break;
      }
      return found.slice(0, wanted);
    };
    return this.longReads.read(actor, read, { at: asked.at });
  }

  /** Every contract that is wanted, in batches that are read as they are taken; one moment's view of the database. */
  wholeCohort(
    actor: Actor,
    asked: CohortAsked,
    after: string | null,
  ): AsyncGenerator<readonly CohortRow[], void> {
    const selection = this.selectionOf(asked, { after, limit: null });
    const read = async function* (q: Queryable): AsyncGenerator<readonly CohortRow[], void> {
      const rowsOf = wantedRows(asked, await listLaddersOfCohort(q, selection), selection.on);
      for await (const contracts of cohortInBatches(q, selection)) yield rowsOf(contracts);
    };
    return this.longReads.download(actor, read, { at: asked.at });
  }

  private selectionOf(
    asked: CohortAsked,
    range: { after: string | null; limit: number | null },
  ): CohortSelection {
    const { trainingCentreId, employerId, frameworkId, updatedSince, at } = asked;
    const asOf = at ?? this.clock.now();
    const filters = { trainingCentreId, employerId, frameworkId, updatedSince };
    return { ...filters, ...range, at: asOf, on: dayOf(asOf), isPast: at !== null };
  }
}

const wantedRows =
  ({ rows: wanted }: CohortAsked, ladders: ReadonlyMap<LadderId, CohortLadder>, on: Day) =>
  (contracts: readonly CohortContract[]): CohortRow[] =>
    contracts.map((contract) => rowOf(contract, ladders, on)).filter((row) => isWanted(row, wanted));

function rowOf(contract: CohortContract, ladders: ReadonlyMap<LadderId, CohortLadder>, on: Day): CohortRow {
  const ladder = ladders.get(contract.ladderId);
  if (!ladder) throw new Error('The ladder of a contract is always published.');
  const { life, progress } = progressOfContract(contract, ladder, ladders);
  const pace = expectedPace(life, on);
  return {
    contract,
    ladder,
    life,
    status: statusOn(life, on),
    on,
    progress,
    daysSinceLastSignOff: progress.lastSignOffOn === null ? null : daysBetween(progress.lastSignOffOn, on),
    expectedPace: pace,
    flags: findFlags({
      life,
      ladder,
      progress,
      pace,
      hasMainTutor: contract.mainTutor !== null,
      sheet: ladder.sheet,
      enteredOn: earlierOf(life.startsOn, contract.extras.continuesFrom ?? life.startsOn),
      minorWorkOn: contract.extras.minorWorkOn,
      on,
    }),
  };
}

function progressOfContract(
  { state }: CohortContract,
  ladder: CohortLadder,
  ladders: ReadonlyMap<LadderId, CohortLadder>,
): Pick<CohortRow, 'life' | 'progress'> {
  if (state.kind === 'now')
    return { life: state.life, progress: state.progress ?? summaryOf(ladder, initialProgress(ladder)) };
  const at = (id: LadderId) => ladders.get(id) ?? ladder;
  const versionHistory = {
    first: at(state.changes[0]?.fromLadderId ?? ladder.id),
    changes: state.changes.map((change) => ({ ...change, to: at(change.toLadderId) })),
  };
  const { progress } = replay(versionHistory, state.judgements);
  return { life: lifeOf(state.steps), progress: summaryOf(ladder, progress) };
}
