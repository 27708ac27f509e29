import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { ContractId, Id, JournalEntryId, PersonId } from '../../kernel/ids.js';
import type { JournalStepKind } from './journal.types.js';

/** What became of an entry, once: a tutor acknowledged it, or its author took it back. */
@Entity('journal_entry_steps')
@Index('journal_entry_steps_once', ['journalEntryId'], { unique: true })
@Index('journal_entry_steps_in_order', ['contractId', 'sequence'], { unique: true })
@Check('journal_entry_steps_kind_known', `kind in ('acknowledged', 'withdrawn')`)
@Check('journal_entry_steps_withdrawn_for_a_reason', `(kind = 'withdrawn') = (reason is not null)`)
export class JournalEntryStep {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'journal_entry_steps_pkey' })
  id!: Id<'journal_entry_step'>;

  @ForeignKey('JournalEntry', { name: 'journal_entry_steps_journal_entry_id_fkey' })
  @Column('uuid', { name: 'journal_entry_id' })
  journalEntryId!: JournalEntryId;

  @ForeignKey('Contract', { name: 'journal_entry_steps_contract_id_fkey' })
  @Column('uuid', { name: 'contract_id' })
  contractId!: ContractId;

  @Column('bigint')
  sequence!: number;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  @ForeignKey('Person', { name: 'journal_entry_steps_recorded_by_fkey' })
  @Column('uuid', { name: 'recorded_by' })
  recordedBy!: PersonId;

  @Column('text')
  kind!: JournalStepKind;

  @Column('text', { nullable: true })
  reason!: string | null;
}
