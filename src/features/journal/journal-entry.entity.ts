import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Day, Instant } from '../../kernel/days.js';
import type { ContractId, JournalEntryId, PersonId } from '../../kernel/ids.js';

/** What the alternant says that they did, on a day; and whether it was above their entitlement, as was known when they said it. */
@Entity('journal_entries')
@Index('journal_entries_in_order', ['contractId', 'sequence'], { unique: true })
@Index('journal_entries_of_day', ['contractId', 'onDay'])
@Check('journal_entries_within_a_day', `minutes between 1 and 1500`)
@Check(
  'journal_entries_hours_whole',
  `(starts_at is null) = (ends_at is null) and (break_minutes is null or (starts_at is not null and break_minutes >= 0)) and (starts_at is null or ends_at > starts_at)`,
)
@Check('journal_entries_beyond_for_reasons', `beyond_entitlement = (cardinality(reasons) > 0)`)
export class JournalEntry {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'journal_entries_pkey' })
  id!: JournalEntryId;

  @ForeignKey('Contract', { name: 'journal_entries_contract_id_fkey' })
  @Column('uuid', { name: 'contract_id' })
  contractId!: ContractId;

  @Column('bigint')
  sequence!: number;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  @ForeignKey('Person', { name: 'journal_entries_recorded_by_fkey' })
  @Column('uuid', { name: 'recorded_by' })
  recordedBy!: PersonId;

  @Column('date', { name: 'on_day' })
  onDay!: Day;

  @Column('text')
  mission!: string;

  @Column('integer')
  minutes!: number;

  @Column('text', { nullable: true })
  text!: string | null;

  @Column('boolean', { name: 'beyond_entitlement' })
  beyondEntitlement!: boolean;

  @Column('timestamptz', { name: 'starts_at', nullable: true })
  startsAt!: Instant | null;

  @Column('timestamptz', { name: 'ends_at', nullable: true })
  endsAt!: Instant | null;

  @Column('integer', { name: 'break_minutes', nullable: true })
  breakMinutes!: number | null;

  /** Codes of what is more than a minor's. */
  @Column('text', { name: 'hours_flags', array: true, default: [] })
  hoursFlags!: string[];

  /** Codes of refusals. */
  @Column('text', { array: true })
  reasons!: string[];
}
