import type { Day, Instant } from '../../kernel/days.js';
import type { ContractId, DisputeId, Id, PersonId } from '../../kernel/ids.js';
import type { Overturned } from '../sign-offs/facts/facts.types.js';

/** What may be contested: a `not_yet` or a `cannot_assess`, the revocation of an `acquired`, a refusal of a level. */
export const DISPUTED_KINDS = ['sign_off', 'revocation', 'level_decision'] as const;
export type DisputedKind = (typeof DISPUTED_KINDS)[number];

export const DISPUTE_STATUSES = ['open', 'ruled', 'withdrawn'] as const;
export type DisputeStatus = (typeof DISPUTE_STATUSES)[number];

/**
 * What becomes of the contested fact, so that nobody takes the one for the other: "upheld" alone could be said of the
 * fact and of the dispute.
 */
export const RULINGS = ['fact_stands', 'fact_overturned'] as const;
export type RulingOutcome = (typeof RULINGS)[number];

export const ON_BEHALF_OF = ['legal_representative'] as const;
export type OnBehalfOf = (typeof ON_BEHALF_OF)[number];

export interface About {
  readonly kind: DisputedKind;
  readonly id: string;
}

/** What ended a dispute. */
export type DisputeEnding = {
  readonly id: Id<'dispute_ending'>;
  readonly endedBy: PersonId;
  readonly recordedAt: Instant;
} & (
  | { readonly ending: RulingOutcome; readonly reason: string }
  | { readonly ending: 'withdrawn'; readonly reason: null }
);

export interface Dispute {
  readonly id: DisputeId;
  readonly contractId: ContractId;
  readonly about: About;
  readonly grounds: string;
  readonly openedBy: PersonId;
  readonly onBehalfOf: OnBehalfOf | null;
  readonly recordedAt: Instant;
  /** Null while it awaits its ruling. */
  readonly ending: DisputeEnding | null;
}

/** A dispute as it is read on a day. */
export interface DisputeRead extends Dispute {
  readonly status: DisputeStatus;
  /** The last day for the ruling. */
  readonly dueOn: Day;
  /** Open after that day: it waits all the same. */
  readonly overdue: boolean;
}

/** The fact that a dispute is about. */
export interface DisputedFact {
  readonly fact: Overturned;
  readonly authorId: PersonId;
  readonly recordedAt: Instant;
  /** It took or refused something. */
  readonly isAgainstAlternant: boolean;
}

export interface OpenCommand {
  readonly contractId: ContractId;
  readonly about: About;
  readonly grounds: string;
  readonly onBehalfOf: OnBehalfOf | null;
}
