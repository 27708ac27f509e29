import type { Day, Instant } from '../../kernel/days.js';
import type { MinorWorkRule } from '../ladder/entitlements/minors/minors-law.rules.js';
import type { ContractId, Id, JournalEntryId, PersonId } from '../../kernel/ids.js';

export const JOURNAL_ENTRY_STATUSES = ['recorded', 'acknowledged', 'withdrawn'] as const;
export type JournalEntryStatus = (typeof JOURNAL_ENTRY_STATUSES)[number];
export type JournalStepKind = Exclude<JournalEntryStatus, 'recorded'>;

/** What became of an entry; the reason is that of a withdrawal. */
export interface JournalStep {
  readonly id: Id<'journal_entry_step'>;
  readonly kind: JournalStepKind;
  readonly recordedBy: PersonId;
  readonly recordedAt: Instant;
  readonly reason: string | null;
}

/** When it was done; null: not told. */
export interface WorkedHours {
  readonly startsAt: Instant | null;
  readonly endsAt: Instant | null;
  /** Minutes; null: none told. */
  readonly breakMinutes: number | null;
}

/** What the alternant says that they did. */
export interface JournalEntryWritten extends WorkedHours {
  readonly id: JournalEntryId;
  readonly contractId: ContractId;
  readonly on: Day;
  readonly mission: string;
  readonly minutes: number;
  readonly text: string | null;
  readonly recordedBy: PersonId;
  readonly recordedAt: Instant;
  /** The mission was above the entitlement of that day, as was known when the entry was recorded. */
  readonly beyondEntitlement: boolean;
  /** Codes of what the entitlement was refused for. */
  readonly reasons: readonly string[];
  /** What of its hours, with those around, is more than a minor's, as was known when it was recorded. */
  readonly hoursFlags: readonly MinorWorkRule[];
  /** Null while it awaits a tutor. */
  readonly step: JournalStep | null;
  /** Whoever reads it reads its texts, too. */
  readonly readsComments: boolean;
}

export interface WriteCommand extends WorkedHours {
  readonly contractId: ContractId;
  readonly on: Day;
  readonly mission: string;
  readonly minutes: number;
  readonly text: string | null;
}
