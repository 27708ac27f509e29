import type { FieldError } from '../../../kernel/errors.js';
import type { Day } from '../../../kernel/days.js';
import type { ContractId, ObservationId, PersonId, SignOffId } from '../../../kernel/ids.js';
import type { Queryable } from '../../../platform/database/db.js';
import type { FactOfLadder, LadderHistory } from '../../ladder/progress/progression.rules.js';
import type { ContractAround } from '../facts/facts.types.js';

/** One of several things that a device sends together, each to be judged by itself. */
export interface Sent {
  /** What its sender calls it. */
  readonly clientId: string;
  readonly contractId: ContractId;
  readonly observedOn: Day;
}

/** What stands under a client's id: one of the two. */
export interface SentAs {
  readonly signOffId: SignOffId | null;
  readonly observationId: ObservationId | null;
}

/** What was recorded under a client's id, as it stands. */
export interface SentBefore<Recorded> {
  readonly requestHash: Buffer;
  readonly recorded: Recorded;
}

/** What an item became, or why it did not: a refusal, or an error that only its contract met. */
export type Outcome<Recorded> = { readonly recorded: Recorded } | { readonly error: unknown };

/** How items of one kind are judged, recorded, and found again. */
export interface SentKind<Item extends Sent, Recorded> {
  /** What is wrong with the item whatever is stored. `at`: where it stands in the body. */
  findMistakes(item: Item, at: string): FieldError[];

  /** @throws the refusal of the item, which leaves nothing */
  decide(
    history: LadderHistory,
    context: ContractAround,
    person: PersonId,
    item: Item,
    index: number,
  ): { readonly facts: readonly FactOfLadder[]; readonly recorded: Recorded; readonly sentAs: SentAs };

  /**
   * What the person sent under these ids, whichever the contract and the kind. Of a contract that they no longer see it is
   * empty: whoever sends it again does not see the contract either.
   */
  findSentBefore(
    q: Queryable,
    person: PersonId,
    clientIds: readonly string[],
  ): Promise<Map<string, SentBefore<Recorded>>>;

  /** What was recorded before, as it is told now. */
  tellAgain(recorded: Recorded, history: LadderHistory, context: ContractAround, item: Item): Recorded;
}
