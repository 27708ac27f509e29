import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';

import type { ContractId, PersonId } from '../../kernel/ids.js';
import { unknownReference, validationFailed } from '../../kernel/refusals.js';
import type { PersonActor } from '../../platform/access/actor.js';
import { Db, type Queryable, type Tx } from '../../platform/database/db.js';
import { newId } from '../../platform/ids.js';
import type { ContractHistory } from '../contract-history/contract-history.rules.js';
import { openHistory, recordFacts } from '../contract-history/contract-history.store.js';
import type { Fact } from '../contract-history/contract-history.types.js';
import { MainTutors } from '../contracts/signing/main-tutors.service.js';
import { recountProgress, type Recount } from '../ladder/progress/recount.queries.js';
import { progressOf } from '../ladder/progress/progress.rules.js';
import { findPerson, getPerson } from '../people/people.queries.js';
import { mergeNotUndoable, mergeRefused, mergedWithItself, notYoursToMerge } from './merges.errors.js';
import { mergeUndone, personMerged, type Recounted } from './merges.facts.js';
import { findMergePosition, findUndoPosition, getMerge, listMerges } from './merges.queries.js';
import { effectsOf, findObstacles } from './merges.rules.js';
import { mergedAlready } from './sentences.rules.js';
import {
  beginMerge,
  beginUndo,
  holdContract,
  holdRecords,
  letContractsGo,
  moveOnContract,
  moveRecord,
  type Way,
} from './merges.store.js';
import { findUndoObstacles } from './undo.rules.js';
import type { MergeCommand, Merged, MergePosition, MergeRow, PersonMergeId } from './merges.types.js';

@Injectable()
export class MergesService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly mainTutors: MainTutors,
  ) {}

  merge(actor: PersonActor, { duplicateId, reason, dryRun, ...asked }: MergeCommand): Promise<Merged> {
    return this.db.write(
      actor,
      async (tx) => {
        const { id: keptId } = await getPerson(tx, asked.keptId);
        if (keptId === duplicateId) throw mergedWithItself();
        await requireUnmerged(tx, duplicateId);
        if (!dryRun) await holdRecords(tx, keptId, duplicateId);
        const position = await this.positionOf(tx, keptId, duplicateId);
        const obstacles = findObstacles(position);
        const effects = effectsOf(position);
        if (dryRun) return { merge: null, effects, obstacles };
        if (obstacles.length > 0) throw mergeRefused(obstacles);
        const mergedAt = this.clock.now();
        const by = { mergedBy: actor.personId, mergedAt, undoneBy: null, undoneAt: null };
        const merge: MergeRow = { id: newId<'person_merge'>(), keptId, duplicateId, reason, ...by };
        await beginMerge(tx, merge);
        await this.moveAll(
          tx,
          actor,
          'move',
          merge,
          position.contracts.map(({ id }) => id),
        );
        return { merge, effects, obstacles };
      },
      { isDated: true },
    );
  }

  get(actor: PersonActor, id: PersonMergeId): Promise<MergeRow> {
    return this.db.read(actor, (q) => getMerge(q, id));
  }

  list(
    actor: PersonActor,
    personId: PersonId,
    page: { after: string | null; limit: number },
  ): Promise<MergeRow[]> {
    return this.db.read(actor, async (q) => {
      const person = await getPerson(q, personId);
      return listMerges(q, person.id, page);
    });
  }

  /** The right is judged again, by what both records are together now. */
  undo(actor: PersonActor, id: PersonMergeId): Promise<MergeRow> {
    return this.db.write(
      actor,
      async (tx) => {
        const merge = await getMerge(tx, id);
        await holdRecords(tx, merge.keptId, merge.duplicateId);
        const position = await findUndoPosition(tx, id);
        if (!position) throw notYoursToMerge();
        const undoneAt = this.clock.now();
        const obstacles = findUndoObstacles(merge, position, undoneAt);
        if (obstacles.length > 0) throw mergeNotUndoable(obstacles);
        await beginUndo(tx, id, undoneAt);
        await this.moveAll(tx, actor, 'return', merge, position.contracts);
        return { ...merge, undoneBy: actor.personId, undoneAt };
      },
      { isDated: true },
    );
  }

  /** Whoever tutors by both records follows what both follow. */
  private async positionOf(q: Queryable, keptId: PersonId, duplicateId: PersonId): Promise<MergePosition> {
    const position = await requirePosition(q, keptId, duplicateId);
    const overload = await this.mainTutors.findOverloadTogether(q, [keptId, duplicateId], this.clock.today());
    return { ...position, overload };
  }

  /** Contract by contract, in the order of their ids, as whoever ends mandates does: nobody waits for who waits for them. */
  private async moveAll(
    tx: Tx,
    actor: PersonActor,
    way: Way,
    merge: MergeRow,
    contracts: readonly ContractId[],
  ): Promise<void> {
    for (const contractId of contracts.toSorted()) {
      await holdContract(tx, merge.id, contractId);
      const history = await openHistory(tx, actor, this.clock, contractId);
      await moveOnContract(tx, way, merge.id, contractId, history.recordedAt);
      const recount = await recountProgress(tx, contractId);
      const factOf = way === 'move' ? personMerged : mergeUndone;
      record(tx, history, factOf(merge, recount?.progress ?? null), recount);
    }
    await letContractsGo(tx);
    await moveRecord(tx, way, merge.id, this.clock.now());
  }
}

/** The levels stay: what is counted again are observers, of whom each sign-off asks once. */
function record(tx: Tx, history: ContractHistory, fact: Fact<Recounted>, recount: Recount | null): void {
  if (recount === null) {
    recordFacts(tx, history, [fact as Fact]);
    return;
  }
  const progression = {
    start: null as Recount['progress'] | null,
    advance: (_: unknown, { recounted }: Recounted) => ({ state: recounted, events: [] }),
    updateOf: () => ({
      values: progressOf(recount.ladder, recount.progress),
      mode: 'update' as const,
      awaited: null,
    }),
  };
  recordFacts(tx, history.moving<Recounted, Recount['progress'] | null>(progression), [fact]);
}

/** Nothing is told of somebody whom the caller may not see. @throws merge_refused when it is a duplicate already */
async function requireUnmerged(q: Queryable, duplicateId: PersonId): Promise<void> {
  const found = await findPerson(q, duplicateId);
  if (!found) throw validationFailed([unknownReference('/duplicateId')]);
  if (found.id !== duplicateId) throw mergeRefused([mergedAlready(found)]);
}

async function requirePosition(
  q: Queryable,
  keptId: PersonId,
  duplicateId: PersonId,
): Promise<MergePosition> {
  const position = await findMergePosition(q, keptId, duplicateId);
  if (!position) throw notYoursToMerge();
  return position;
}
