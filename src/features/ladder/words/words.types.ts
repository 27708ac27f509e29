import type { Instant } from '../../../kernel/days.js';
import type { ContractId, LadderId } from '../../../kernel/ids.js';
import type { WordsBeside } from '../../../kernel/words-beside.js';
import type { Ladder } from '../../frameworks/frameworks.types.js';

/** By what a code is understood: the ladder that is named, or that of the contract when it was recorded. */
export interface Place {
  readonly contractId: ContractId | null;
  /** Goes before the contract's. */
  readonly ladderId: LadderId | null;
  /** Null: now. */
  readonly at: Instant | null;
}

/** A member of an answer that wants words beside it. */
export interface Wanted {
  readonly owner: Record<string, unknown>;
  readonly words: WordsBeside;
  /** One code or id, or several; null where the answer names nothing. */
  readonly named: string | readonly string[] | null;
  readonly place: Place;
}

/** What is known of what things are called. */
export interface KnownWords {
  /** The ladder whose titles codes have there, and where they may come from else; null: nobody knows, and says nothing. */
  readonly laddersOf: (place: Place) => readonly Ladder[] | null;
  /** By id, of whoever the reader may see; null: names are not told here. */
  readonly names: Readonly<Record<string, string>> | null;
}

/** The ladders that a contract had, the one of now first; until when it had each of the others. */
export type LaddersOfContract = readonly { readonly ladderId: LadderId; readonly until: Instant | null }[];
