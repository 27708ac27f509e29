import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Day } from '../../kernel/days.js';
import type { AssignmentId, ContractId, PersonId } from '../../kernel/ids.js';

/** A mission given for a time: `[from_day, until_day)`. */
@Entity('assignments')
@Index('assignments_in_order', ['contractId', 'sequence'], { unique: true })
@Check('assignments_days_in_order', `from_day < until_day`)
export class Assignment {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'assignments_pkey' })
  id!: AssignmentId;

  @ForeignKey('Contract', { name: 'assignments_contract_id_fkey' })
  @Column('uuid', { name: 'contract_id' })
  contractId!: ContractId;

  @Column('bigint')
  sequence!: number;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  @ForeignKey('Person', { name: 'assignments_assigned_by_fkey' })
  @Column('uuid', { name: 'assigned_by' })
  assignedBy!: PersonId;

  @Column('text')
  mission!: string;

  @Column('date', { name: 'from_day' })
  fromDay!: Day;

  @Column('date', { name: 'until_day', nullable: true })
  untilDay!: Day | null;
}
