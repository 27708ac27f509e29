import type { Day, Instant } from '../../kernel/days.js';
import type { ContractId, ObservationId, PersonId, SignOffId } from '../../kernel/ids.js';
import type { SignOffItem } from './facts/facts.types.js';
import type { Sent } from './shift/shift.types.js';
import type { SignOffOutcome } from '../ladder/facts.types.js';
import type { Evidence, ReadLadder } from '../ladder/ladder.types.js';

export interface SignOffRow {
  readonly id: SignOffId;
  readonly contractId: ContractId;
  readonly signerId: PersonId;
  readonly observedOn: Day;
  readonly recordedAt: Instant;
  readonly competency: string;
  readonly level: string;
  readonly outcome: SignOffOutcome;
  readonly nextStep: string | null;
  readonly reason: string | null;
  readonly comment: string | null;
  readonly observationId: ObservationId | null;
  /** The revocation that names this sign-off, unless it was overturned; one taken back with another competency level shows in the ladder. */
  readonly revokedBy: string | null;
  /** An open dispute contests it (never to whoever reads none), or a late act its day. */
  readonly contested: boolean;
  /** A dispute overturned it: it counts no more. */
  readonly overturned: boolean;
  readonly readsComments: boolean;
}

/** An item that only lacked observations: what was seen of it is recorded. */
export interface ObservedItem {
  readonly competency: string;
  /** What people call it. */
  readonly title: string;
  readonly level: string;
  readonly observationId: ObservationId;
  /** What there is and what is needed; null: that is no longer what is missing. */
  readonly evidence: Evidence | null;
}

/** What an item of a shift became. */
export type SignedOrObserved = { readonly signOff: SignOffRow } | { readonly observed: ObservedItem };

/** One sign-off of several that are sent together. */
export interface SentSignOff extends Sent, SignOffItem {
  /** Record what was seen, too. */
  readonly observation: boolean;
  readonly observesWhatIsShort: boolean;
}

export interface SignedOffNow {
  readonly signOffs: readonly SignOffRow[];
  readonly observed: readonly ObservedItem[];
  readonly ladder: ReadLadder;
}
