import type { Instant } from '../../kernel/days.js';
import type { ContractId, PersonId } from '../../kernel/ids.js';

/** What may await somebody. */
export const QUEUE_KINDS = [
  'sign_off_request',
  'level_decision',
  'co_signature',
  'concern_review',
  'absence_to_cover',
  'mandate_to_replace',
  'dispute',
  'journal_entry',
  'revocation_proposal',
  'contested_fact',
] as const;
export type QueueKind = (typeof QUEUE_KINDS)[number];

/** Something that awaits whoever asks. */
export interface Awaiting {
  readonly kind: QueueKind;
  /** The id of the request, of the decision to co-sign, of the concern, of the absence, of the dispute, of the entry; of the contract whose level is ready; of the last main tutor's mandate, or of the contract that never had one. */
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

export interface Queue {
  readonly awaiting: readonly Awaiting[];
  /** The count of each kind, on all pages. */
  readonly counts: Readonly<Record<QueueKind, number>>;
}

/** Where a page of the queue starts: after that row, or at the beginning. */
export interface QueuePage {
  readonly kind: QueueKind | null;
  readonly after: { readonly since: string; readonly kind: string; readonly id: string } | null;
  readonly limit: number;
}
