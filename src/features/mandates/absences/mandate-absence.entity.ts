import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Day } from '../../../kernel/days.js';
import type { ApiClientId, ContractId, Id, MandateId, PersonId } from '../../../kernel/ids.js';

/** The holder of a mandate is away: `[from_day, until_day)`. */
@Entity('mandate_absences')
@Index('mandate_absences_mandate', ['mandateId'])
@Index('mandate_absences_contract', ['contractId'])
@Check('mandate_absences_has_one_author', `num_nonnulls(recorded_by, recorded_by_client) = 1`)
@Check('mandate_absences_days_in_order', `from_day < until_day`)
export class MandateAbsence {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'mandate_absences_pkey' })
  id!: Id<'mandate_absence'>;

  @ForeignKey('Mandate', { name: 'mandate_absences_mandate_id_fkey' })
  @Column('uuid', { name: 'mandate_id' })
  mandateId!: MandateId;

  @ForeignKey('Contract', { name: 'mandate_absences_contract_id_fkey' })
  @Column('uuid', { name: 'contract_id' })
  contractId!: ContractId;

  @Column('date', { name: 'from_day' })
  fromDay!: Day;

  @Column('date', { name: 'until_day', nullable: true })
  untilDay!: Day | null;

  @Column('bigint')
  sequence!: number;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  @ForeignKey('Person', { name: 'mandate_absences_recorded_by_fkey' })
  @Column('uuid', { name: 'recorded_by', nullable: true })
  recordedBy!: PersonId | null;

  @ForeignKey('ApiClient', { name: 'mandate_absences_recorded_by_client_fkey' })
  @Column('uuid', { name: 'recorded_by_client', nullable: true })
  recordedByClient!: ApiClientId | null;
}
