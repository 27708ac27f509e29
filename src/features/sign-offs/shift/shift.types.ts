import type { Day } from '../../../kernel/days.js';
import type { ContractId, ObservationId, SignOffId } from '../../../kernel/ids.js';

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
