import { dayOf, type Day, type Instant } from '../../kernel/days.js';
import type { ApiClientId, ContractId, Id, PersonId } from '../../kernel/ids.js';
import { clientOf, personOf, type Recorder } from '../../platform/access/actor.js';
import type { DomainEvent, Fact, FactRow, Progression, ProgressUpdate } from './contract-history.types.js';

/** What was told after the head, and is not written yet. */
interface Pending<Move> {
  readonly facts: readonly Fact<Move>[];
  readonly events: readonly (DomainEvent & { readonly sequence: number })[];
  readonly rows: readonly (FactRow & { readonly sequence: number })[];
}

/** Who continues a history, when, and how ids are made. */
export interface Continuation {
  readonly contractId: ContractId;
  readonly actor: Recorder;
  readonly recordedAt: Instant;
  readonly newId: <Name extends string>() => Id<Name>;
}

/**
 * The history of one contract as one call continues it: an immutable value. Each fact takes the next sequence and tells
 * exactly one event under it, followed by what it moves; the instant is one for all, and later than that of the fact before:
 * a reader of the past who names that instant has all of one, and nothing of the next.
 */
export class ContractHistory<Move = never, State = null> {
  /** What these facts led to was asked last: facts are judged one after the other, then recorded together. */
  private followed: {
    readonly facts: readonly Fact<Move>[];
    readonly to: ContractHistory<Move, State>;
  } | null = null;

  constructor(
    private readonly by: Continuation,
    readonly lastSequence: number,
    /** Where the facts so far have led. */
    readonly state: State,
    private readonly progression: Progression<Move, State> | null,
    readonly pending: Pending<Move> = { facts: [], events: [], rows: [] },
  ) {}

  get contractId(): ContractId {
    return this.by.contractId;
  }

  get actor(): Recorder {
    return this.by.actor;
  }

  get recordedAt(): Instant {
    return this.by.recordedAt;
  }

  get today(): Day {
    return dayOf(this.by.recordedAt);
  }

  /** The sequence of the fact that comes next. */
  get nextSequence(): number {
    return this.lastSequence + 1;
  }

  /** For the tables that clients write to, too. */
  get author(): { recordedBy: PersonId | null; recordedByClient: ApiClientId | null } {
    return { recordedBy: personOf(this.actor), recordedByClient: clientOf(this.actor) };
  }

  newId<Name extends string>(): Id<Name> {
    return this.by.newId<Name>();
  }

  /** The history as it is, whose facts move what is kept beside it: before any is told. */
  moving<Moved, Start>(progression: Progression<Moved, Start>): ContractHistory<Moved, Start> {
    return new ContractHistory(this.by, this.lastSequence, progression.start, progression);
  }

  /** The history as it is once these facts follow. Nothing is written: `recordFacts` does. */
  with(facts: readonly Fact<Move>[]): ContractHistory<Move, State> {
    if (facts.length === 0) return this;
    if (this.followed?.facts.every((fact, index) => fact === facts[index]))
      return this.followed.to.with(facts.slice(this.followed.facts.length));
    const to = this.follow(facts);
    this.followed = { facts, to };
    return to;
  }

  private follow(facts: readonly Fact<Move>[]): ContractHistory<Move, State> {
    let { lastSequence, state } = this;
    const events = [...this.pending.events];
    const rows = [...this.pending.rows];
    for (const fact of facts) {
      lastSequence += 1;
      const sequence = lastSequence;
      events.push({ ...fact.event, sequence });
      for (const row of fact.rows) rows.push({ ...row, sequence });
      if (!fact.moves || !this.progression) continue;
      const move = fact.moves({ sequence, recordedAt: this.recordedAt });
      const led = this.progression.advance(state, move, sequence);
      state = led.state;
      for (const event of led.events) {
        lastSequence += 1;
        events.push({ ...event, sequence: lastSequence });
      }
    }
    const pending = { facts: [...this.pending.facts, ...facts], events, rows };
    return new ContractHistory(this.by, lastSequence, state, this.progression, pending);
  }

  /** What is to be stored beside the facts; null: they move nothing. */
  get progress(): ProgressUpdate | null {
    const { progression, state } = this;
    return progression && state !== progression.start ? progression.updateOf(state) : null;
  }
}

/** What a fact takes from the history that it continues: who writes it, and its ids. */
export type Authorship = Pick<ContractHistory, 'author' | 'newId'>;
