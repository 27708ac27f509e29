import type { Day, Instant } from '../../kernel/days.js';
import type { AccountId, ContractId, Id, PersonId } from '../../kernel/ids.js';
import type { Bilingual } from '../../kernel/language.js';

export type CalendarLinkId = Id<'calendar_link'>;

export interface CalendarLinkRow {
  readonly id: CalendarLinkId;
  readonly name: string;
  readonly createdAt: Instant;
  /** Null: no program has read it. */
  readonly lastReadOn: Day | null;
  /** When it was revoked, or the password changed; null: it opens the calendar. */
  readonly endedAt: Instant | null;
}

/** Whose calendar an address opens. */
export interface ReadLink {
  readonly id: CalendarLinkId;
  readonly accountId: AccountId;
  readonly personId: PersonId;
}

/** Days that stand in a calendar. */
export interface CalendarEvent {
  /** It stays as long as it is the same thing: programs know it again by it. */
  readonly uid: string;
  readonly from: Day;
  /** The last day, included. */
  readonly to: Day;
  readonly title: Bilingual;
  /** Grows when what it says changes. */
  readonly sequence: number;
  readonly stampedAt: Instant;
}

/** A contract as far as its days concern who reads. */
export interface CalendarContract {
  readonly id: ContractId;
  readonly alternantId: PersonId;
  readonly employer: string;
  readonly startsOn: Day;
  /** The first day out. */
  readonly heldUntil: Day;
  readonly version: number;
  readonly updatedAt: Instant;
  /** Who reads is its alternant. */
  readonly isOwn: boolean;
  /** Who reads is HR of its employer. */
  readonly isEmployers: boolean;
}

/** Days at a host, as they were recorded last. */
export interface CalendarPlacement {
  readonly id: string;
  readonly contractId: ContractId;
  readonly host: string;
  readonly from: Day;
  /** The first day out. */
  readonly until: Day;
  readonly version: number;
  readonly recordedAt: Instant;
}

/** A review or visit in which who reads takes part, on the day as it was planned, moved or held last. */
export interface CalendarReview {
  readonly id: string;
  readonly contractId: ContractId;
  readonly kind: 'review' | 'visit';
  readonly on: Day;
  readonly version: number;
  readonly recordedAt: Instant;
}

/** Something that awaits who reads, by a day. */
export interface AwaitedDay {
  readonly kind: 'dispute' | 'amendment_to_sign' | 'prerequisite_to_renew';
  readonly id: string;
  readonly contractId: ContractId;
  readonly on: Day;
  readonly since: Instant;
}

/** Who is meant by a contract, to who reads. */
export type Naming = ReadonlyMap<ContractId, string>;
