import type { Day, Instant } from '../../../kernel/days.js';
import type { ApiClientId, ContractId, FileReadId, PersonId } from '../../../kernel/ids.js';

export const READ_KINDS = [
  'contract',
  'ladder',
  'report',
  'evidence',
  'journal',
  'self_assessment',
  'dispute',
  'person',
  'export',
] as const;
export type ReadKind = (typeof READ_KINDS)[number];

/** What one route shows, and where the id of whose file it is stands. */
export interface Reading {
  readonly kind: ReadKind;
  /** What the id names. */
  readonly of: 'person' | 'contract' | 'evidence';
  readonly id: { readonly param: string } | { readonly member: string };
}

/** A read that waits to be written down. */
export interface NotedRead {
  readonly id: string;
  readonly reader: string | null;
  readonly client: string | null;
  readonly kind: ReadKind;
  readonly of: Reading['of'];
  readonly subject: string;
  readonly day: Day;
  readonly at: Instant;
}

/** Who read what of somebody's file, on one day. */
export interface FileRead {
  readonly id: FileReadId;
  readonly kind: ReadKind;
  readonly readOn: Day;
  readonly contractId: ContractId | null;
  readonly readerId: PersonId | null;
  readonly readerName: string | null;
  readonly clientId: ApiClientId | null;
  readonly clientName: string | null;
}
