import { dayOf, type Day, type Instant } from '../../../kernel/days.js';
import type { Clock } from '../../../kernel/clock.js';
import type { PersonActor } from '../../../platform/access/actor.js';
import type { Tx } from '../../../platform/database/db.js';
import { continueJournal, type Journal } from '../../../platform/events/contract-history.js';
import { findAwaited } from '../../ladder/levels/awaited.rules.js';
import type { LadderFact } from '../../ladder/facts.types.js';
import type { LadderHead } from '../../ladder/ladder.queries.js';
import { viewLadder } from '../../ladder/ladder.rules.js';
import type { LadderState } from '../../ladder/ladder.types.js';
import { progressOf } from '../../ladder/progress/progress.rules.js';
import { advance } from '../../ladder/progress/ladder-progress.rules.js';
import type { Standing } from '../../ladder/progress/ladder-progress.types.js';
import { levelChanged } from '../../ladder/levels/statuses.rules.js';
import { writeFacts, type FactTable } from './record-facts.store.js';

/**
 * The facts of one call on one contract, told one after the other: each takes its sequence, moves the standing, and is
 * followed by the levels that it moved. `write` then stores facts, events, progress and the contract's head at once.
 */
export abstract class Recording {
  protected readonly journal: Journal;
  private standing: Standing;
  private readonly told: { readonly table: FactTable; readonly row: object }[] = [];

  constructor(
    private readonly context: LadderHead,
    private readonly actor: PersonActor,
    clock: Clock,
  ) {
    this.journal = continueJournal(context, actor, clock);
    this.standing = context.standing;
  }

  get recordedAt(): Instant {
    return this.journal.recordedAt;
  }

  get today(): Day {
    return dayOf(this.journal.recordedAt);
  }

  /** What the facts told so far have led to. */
  get reached(): Standing {
    return this.standing;
  }

  get lastSequence(): number {
    return this.journal.lastSequence;
  }

  view(): LadderState {
    return viewLadder(this.context.ladder, this.standing, this.recordedAt);
  }

  protected tell(
    event: { type: string; data: Record<string, unknown> },
    factOf: (recorded: { sequence: number; recordedAt: Instant }) => LadderFact,
  ): number {
    const sequence = this.journal.add(event);
    const fact = factOf({ sequence, recordedAt: this.recordedAt });
    const { standing, changes } = advance(this.context.ladder, this.standing, [fact]);
    this.standing = standing;
    for (const change of changes) this.journal.add(levelChanged(change, sequence));
    return sequence;
  }

  protected keep(table: FactTable, row: object): void {
    this.told.push({ table, row });
  }

  /** Tells all of `work`, or nothing of it when it throws: one of several calls that are written together. */
  attempt<T>(work: () => T): T {
    const { standing, lastSequence } = this;
    const { length } = this.told;
    try {
      return work();
    } catch (error) {
      this.standing = standing;
      this.journal.rewindTo(lastSequence);
      this.told.length = length;
      throw error;
    }
  }

  /** One statement for everything: facts, their events, the progress that they make, the contract’s head. Once, at last. */
  write(tx: Tx): void {
    this.journal.await(findAwaited(this.context.ladder, this.context.standing, this.standing));
    const progress = progressOf(this.context.ladder, this.standing);
    const isFirst = this.context.standing.sequence === 0;
    writeFacts(tx, this.journal, this.actor, this.told, { ...progress, isFirst });
  }
}
