import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { ErasureId, PersonId } from '../../../kernel/ids.js';

/** Somebody is to be made nobody, or was: the trace of it names them no more. */
@Entity('erasures')
@Check('erasures_end_once', 'num_nonnulls(withdrawn_at, done_at) <= 1')
@Check(
  'erasures_withdrawn_for_a_reason',
  '(withdrawn_at is null) = (withdrawn_by is null) and (withdrawn_at is null) = (withdrawal_reason is null)',
)
@Index('erasures_one_at_a_time', ['personId'], { unique: true, where: 'withdrawn_at is null' })
@Index('erasures_person', ['personId', 'id'])
@Index('erasures_due', ['dueAt'], { where: 'withdrawn_at is null and done_at is null' })
export class ErasureRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'erasures_pkey' })
  id!: ErasureId;

  @ForeignKey('Person', { name: 'erasures_person_id_fkey' })
  @Column('uuid', { name: 'person_id' })
  personId!: PersonId;

  @Column('text')
  reason!: string;

  @ForeignKey('Person', { name: 'erasures_asked_by_fkey' })
  @Column('uuid', { name: 'asked_by', nullable: true })
  askedBy!: PersonId | null;

  @Column('timestamptz', { name: 'asked_at' })
  askedAt!: Date;

  @Column('timestamptz', { name: 'due_at' })
  dueAt!: Date;

  @Column('timestamptz', { name: 'withdrawn_at', nullable: true })
  withdrawnAt!: Date | null;

  @ForeignKey('Person', { name: 'erasures_withdrawn_by_fkey' })
  @Column('uuid', { name: 'withdrawn_by', nullable: true })
  withdrawnBy!: PersonId | null;

  @Column('text', { name: 'withdrawal_reason', nullable: true })
  withdrawalReason!: string | null;

  @Column('timestamptz', { name: 'done_at', nullable: true })
  doneAt!: Date | null;
}
