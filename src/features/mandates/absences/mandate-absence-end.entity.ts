import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Day } from '../../../kernel/days.js';
import type { ApiClientId, ContractId, Id, PersonId } from '../../../kernel/ids.js';

/** An absence ends sooner than was declared: `until_day` is the first day back. */
@Entity('mandate_absence_ends')
@Index('mandate_absence_ends_in_order', ['contractId', 'sequence'], { unique: true })
@Index('mandate_absence_ends_once', ['absenceId', 'untilDay'], { unique: true })
@Check('mandate_absence_ends_has_one_author', `num_nonnulls(recorded_by, recorded_by_client) = 1`)
export class MandateAbsenceEnd {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'mandate_absence_ends_pkey' })
  id!: Id<'mandate_absence_end'>;

  @ForeignKey('MandateAbsence', { name: 'mandate_absence_ends_absence_id_fkey' })
  @Column('uuid', { name: 'absence_id' })
  absenceId!: Id<'mandate_absence'>;

  @ForeignKey('Contract', { name: 'mandate_absence_ends_contract_id_fkey' })
  @Column('uuid', { name: 'contract_id' })
  contractId!: ContractId;

  @Column('date', { name: 'until_day' })
  untilDay!: Day;

  @Column('bigint')
  sequence!: number;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  @ForeignKey('Person', { name: 'mandate_absence_ends_recorded_by_fkey' })
  @Column('uuid', { name: 'recorded_by', nullable: true })
  recordedBy!: PersonId | null;

  @ForeignKey('ApiClient', { name: 'mandate_absence_ends_recorded_by_client_fkey' })
  @Column('uuid', { name: 'recorded_by_client', nullable: true })
  recordedByClient!: ApiClientId | null;
}
