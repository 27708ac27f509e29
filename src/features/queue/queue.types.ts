import type { Instant } from '../../kernel/days.js';
import type { ContractId, PersonId } from '../../kernel/ids.js';

/** Something that awaits whoever asks. */
export interface Awaiting<Kind extends string = string> {
  readonly kind: Kind;
  /** The id of what awaits; of the contract whose level is ready; of the last main tutor's mandate, or of the contract that never had one. */
  readonly id: string;
  readonly contractId: ContractId;
  readonly alternant: {
    readonly id: PersonId;
    readonly givenName: string;
    readonly familyName: string;
  };
  readonly since: Instant;
  /** Codes and ids, never a text. */
  readonly detail: Readonly<Record<string, unknown>>;
}

export interface Queue<Kind extends string = string> {
  readonly awaiting: readonly Awaiting<Kind>[];
  /** The count of each kind, on all pages. */
  readonly counts: Readonly<Record<Kind, number>>;
}

/** Where a page of the queue starts: after that row, or at the beginning. */
export interface QueuePage<Kind extends string = string> {
  readonly kind: Kind | null;
  readonly after: { readonly since: string; readonly kind: string; readonly id: string } | null;
  readonly limit: number;
}
