import type { Day, Instant } from '../../kernel/days.js';
import type { ContractId, PersonId } from '../../kernel/ids.js';
import type { ContractLife } from '../contracts/contracts.types.js';
import type { Team } from './mandates.types.js';

/** Who asks what awaits them, and when. */
export interface QueueReader {
  readonly personId: PersonId;
  readonly now: Instant;
  readonly today: Day;
}

/** A contract on which something may await the reader, with whatever the policies ask about it. */
export interface QueueContract extends Team {
  readonly contractId: ContractId;
  readonly createdAt: Instant;
  readonly life: ContractLife;
  /** What of the contract the reader administers today. */
  readonly administers: { readonly employer: boolean; readonly centre: boolean };
}

/** Something open on a contract, by its facts alone: whether it awaits the reader, a rule says. */
export interface Candidate<Seen> {
  readonly id: string;
  readonly contractId: ContractId;
  readonly since: Instant;
  readonly facts: Seen;
}

/** Something that awaits the reader. */
export interface QueueItem<Kind extends string = string> {
  readonly kind: Kind;
  readonly id: string;
  readonly contractId: ContractId;
  readonly since: Instant;
  /** Codes and ids, never a text. */
  readonly detail: Readonly<Record<string, unknown>>;
}

/**
 * A kind of open thing. `candidates`: a statement, over `own` and `administered` (`queue.queries.ts` of `me`), that answers
 * `kind`, `id`, `contract_id`, `since` and `facts` of what is open, and decides nothing. `decide`: the item that it is for
 * the reader, or null.
 */
export interface QueueSource<Seen, Contract extends QueueContract = QueueContract> {
  readonly candidates: string;
  readonly decide: (candidate: Candidate<Seen>, contract: Contract, reader: QueueReader) => QueueItem | null;
}
