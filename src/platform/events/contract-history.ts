import type { Clock } from '../../kernel/clock.js';
import type { Instant } from '../../kernel/days.js';
import type { ContractId, Id } from '../../kernel/ids.js';
import type { NoticeKind } from '../../kernel/notification-kinds.js';
import { notFound } from '../../kernel/refusals.js';
import { clientOf, personOf, type Actor } from '../access/actor.js';
import type { Tx } from '../database/db.js';
import { row, rows } from '../database/sql.js';
import { newId } from '../ids.js';
import { enqueue } from '../jobs/enqueue.js';
import { kindOf } from './notified-events.js';

/** Something that happened to a contract, as its history tells it. `data` is what was known then. */
export interface Happening {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface RecordedEvent extends Happening {
  readonly id: Id<'event'>;
  readonly sequence: number;
}

/**
 * The history of one contract, open for writing while its row is locked. Each fact takes the next sequence and tells
 * exactly one event under it; the instant is the same for all, and later than that of the fact before: a reader of the past
 * who names that instant has all of one, and nothing of the next.
 */
export class Journal {
  private readonly added: RecordedEvent[] = [];
  private awaited: { readonly kind: NoticeKind; readonly level: string } | null = null;

  constructor(
    readonly contractId: ContractId,
    readonly actor: Actor,
    private sequence: number,
    readonly recordedAt: Instant,
  ) {}

  /** Tells one event. @returns its sequence, which is also that of the fact it tells */
  add(event: Happening): number {
    this.sequence += 1;
    this.added.push({ ...event, id: newId(), sequence: this.sequence });
    return this.sequence;
  }

  /** Forgets what was told after that sequence: nothing of it is written. */
  rewindTo(sequence: number): void {
    this.added.splice(this.added.length - (this.sequence - sequence));
    this.sequence = sequence;
  }

  /** What the facts told so far make somebody wait for, though no event of its own tells it: it goes with the last one. */
  await(awaited: { readonly kind: NoticeKind; readonly level: string } | null): void {
    this.awaited = awaited;
  }

  /** What people are told of, once the journal is written. */
  get tellings(): { event: string; kind: NoticeKind; level?: string }[] {
    const told = this.added.flatMap((event) => {
      const kind = kindOf(event);
      return kind ? [{ event: event.id, kind }] : [];
    });
    const last = this.added.at(-1);
    return this.awaited && last ? [...told, { event: last.id, ...this.awaited }] : told;
  }

  get lastSequence(): number {
    return this.sequence;
  }

  get events(): readonly RecordedEvent[] {
    return this.added;
  }
}

interface Head {
  readonly contractId: ContractId;
  readonly lastSequence: number;
  readonly lastRecordedAt: Instant;
}

/** Opens the history of a contract that is held already. The clock is read here: time never goes back within a contract. */
export function continueJournal(head: Head, actor: Actor, clock: Clock): Journal {
  return new Journal(head.contractId, actor, head.lastSequence, clock.after(head.lastRecordedAt));
}

/**
 * Locks the contract and opens its history: everybody who changes anything of a contract passes here, one at a time.
 * @throws not_found when the actor may not see it
 */
export async function openJournal(
  tx: Tx,
  actor: Actor,
  clock: Clock,
  contractId: ContractId,
): Promise<Journal> {
  const head = await row<Omit<Head, 'contractId'>>(
    tx,
    `
    select c.last_sequence as "lastSequence", c.last_recorded_at as "lastRecordedAt"
    from contracts c
    where c.id = $1
    for update
    `,
    [contractId],
  );
  if (!head) throw notFound();
  return continueJournal({ contractId, ...head }, actor, clock);
}

/** The rows of the journal's events, for `jsonb_to_recordset`. */
export const eventRows = (journal: Journal) =>
  JSON.stringify(journal.events.map(({ id, sequence, type, data }) => ({ id, sequence, type, data })));

/** Enqueues, with the commit of the facts, that people are told of them; nothing, where nobody is. */
export function tellPeople(tx: Tx, journal: Journal): void {
  const told = journal.tellings;
  if (told.length > 0) enqueue(tx, 'tell', { told });
}

/** Writes what the journal holds, and moves the contract's sequence on. */
export async function writeJournal(tx: Tx, journal: Journal): Promise<void> {
  await rows(
    tx,
    `
    with told as (
      insert into events (id, contract_id, sequence, type, recorded_at, actor_person_id, actor_client_id, data)
      select e.id, $1, e.sequence, e.type, $2, $3, $6, e.data
      from jsonb_to_recordset($4::jsonb) as e (id uuid, sequence bigint, type text, data jsonb)
    )
    update contracts c
    set last_sequence = $5, last_recorded_at = $2
    where c.id = $1
    `,
    [
      journal.contractId,
      journal.recordedAt,
      personOf(journal.actor),
      eventRows(journal),
      journal.lastSequence,
      clientOf(journal.actor),
    ],
  );
  tellPeople(tx, journal);
}
