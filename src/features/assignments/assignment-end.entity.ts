import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Day } from '../../kernel/days.js';
import type { AssignmentId, ContractId, Id, PersonId } from '../../kernel/ids.js';

/** A mission that was given ends sooner than was planned: `until_day` is the first day out. */
@Entity('assignment_ends')
@Index('assignment_ends_in_order', ['contractId', 'sequence'], { unique: true })
@Index('assignment_ends_once', ['assignmentId', 'untilDay'], { unique: true })
export class AssignmentEnd {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'assignment_ends_pkey' })
  id!: Id<'assignment_end'>;

  @ForeignKey('Assignment', { name: 'assignment_ends_assignment_id_fkey' })
  @Column('uuid', { name: 'assignment_id' })
  assignmentId!: AssignmentId;

  @ForeignKey('Contract', { name: 'assignment_ends_contract_id_fkey' })
  @Column('uuid', { name: 'contract_id' })
  contractId!: ContractId;

  @Column('bigint')
  sequence!: number;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  @ForeignKey('Person', { name: 'assignment_ends_ended_by_fkey' })
  @Column('uuid', { name: 'ended_by' })
  endedBy!: PersonId;

  @Column('date', { name: 'until_day' })
  untilDay!: Day;
}
