import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Day } from '../../../kernel/days.js';
import type { ApiClientId, ContractId, Id, OrganisationId, PersonId } from '../../../kernel/ids.js';
import type { AbsenceId, AbsenceKind } from './absences.types.js';

/** An absence of the alternant, as it was recorded or corrected: the last row of one `absenceId` counts. */
@Entity('contract_absences')
@Check('contract_absences_has_one_author', `num_nonnulls(recorded_by, recorded_by_client) = 1`)
@Check('contract_absences_days_in_order', `from_day < until_day`)
@Check(
  'contract_absences_kind_known',
  `kind in ('sick_leave', 'work_accident', 'leave', 'unpaid_leave', 'family_leave', 'authorised', 'unjustified', 'other')`,
)
@Index('contract_absences_of_one', ['absenceId', 'sequence'])
@Index('contract_absences_in_order', ['contractId', 'sequence'], { unique: true })
export class ContractAbsence {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'contract_absences_pkey' })
  id!: Id<'contract_absence'>;

  @ForeignKey('Contract', { name: 'contract_absences_contract_id_fkey' })
  @Column('uuid', { name: 'contract_id' })
  contractId!: ContractId;

  @Column('bigint')
  sequence!: number;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  @ForeignKey('Person', { name: 'contract_absences_recorded_by_fkey' })
  @Column('uuid', { name: 'recorded_by', nullable: true })
  recordedBy!: PersonId | null;

  @ForeignKey('ApiClient', { name: 'contract_absences_recorded_by_client_fkey' })
  @Column('uuid', { name: 'recorded_by_client', nullable: true })
  recordedByClient!: ApiClientId | null;

  @Column('uuid', { name: 'absence_id' })
  absenceId!: AbsenceId;

  /** The side that records it. */
  @ForeignKey('Organisation', { name: 'contract_absences_organisation_id_fkey' })
  @Column('uuid', { name: 'organisation_id' })
  organisationId!: OrganisationId;

  @Column('date', { name: 'from_day' })
  fromDay!: Day;

  /** The first day back; null: nobody knows. */
  @Column('date', { name: 'until_day', nullable: true })
  untilDay!: Day | null;

  @Column('text')
  kind!: AbsenceKind;

  @Column('text', { nullable: true })
  comment!: string | null;

  /** It never was. */
  @Column('boolean', { name: 'is_withdrawn' })
  isWithdrawn!: boolean;
}
