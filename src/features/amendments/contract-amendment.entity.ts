import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import type { Day } from '../../kernel/days.js';
import type { ApiClientId, ContractId, OrganisationId, PersonId } from '../../kernel/ids.js';
import type { Side } from '../contracts/contract-details.types.js';
import type { AmendmentId, AmendmentType } from './amendments.types.js';

/** What a party proposes to change of a signed contract, from a day on. Added, never changed. */
@Entity('contract_amendments')
@Check('contract_amendments_has_one_author', `num_nonnulls(recorded_by, recorded_by_client) = 1`)
@Check('contract_amendments_side_known', `side in ('employer', 'training_centre')`)
@Check('contract_amendments_extension_known', `extension = 'failed_exam'`)
@Check('contract_amendments_weekly_minutes', `weekly_minutes between 1 and 2880`)
@Check('contract_amendments_form_type_known', `form_type in ('31', '32', '33', '34', '35', '36', '37', '38')`)
@Check(
  'contract_amendments_change_something',
  `changes_form or num_nonnulls(starts_on, until_day, weekly_minutes, main_tutor_id, new_employer_id) > 0`,
)
@Check(
  'contract_amendments_transfer_alone',
  `new_employer_id is null or not changes_form and num_nonnulls(starts_on, until_day, weekly_minutes, main_tutor_id) = 0`,
)
@Check('contract_amendments_extension_has_end', `extension is null or until_day is not null`)
@Unique('contract_amendments_numbered', ['contractId', 'number'])
@Index('contract_amendments_new_employer', ['newEmployerId', 'id'], { where: 'new_employer_id is not null' })
@Index('contract_amendments_main_tutor', ['mainTutorId'], { where: 'main_tutor_id is not null' })
@Index('contract_amendments_former_tutor', ['formerTutorId'], { where: 'former_tutor_id is not null' })
export class ContractAmendment {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'contract_amendments_pkey' })
  id!: AmendmentId;

  @ForeignKey('Contract', { name: 'contract_amendments_contract_id_fkey' })
  @Column('uuid', { name: 'contract_id' })
  contractId!: ContractId;

  @Column('bigint')
  sequence!: number;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  @ForeignKey('Person', { name: 'contract_amendments_recorded_by_fkey' })
  @Column('uuid', { name: 'recorded_by', nullable: true })
  recordedBy!: PersonId | null;

  @ForeignKey('ApiClient', { name: 'contract_amendments_recorded_by_client_fkey' })
  @Column('uuid', { name: 'recorded_by_client', nullable: true })
  recordedByClient!: ApiClientId | null;

  @Column('text')
  side!: Side;

  /** From 1 within the contract. */
  @Column('integer')
  number!: number;

  @Column('date', { name: 'effective_on' })
  effectiveOn!: Day;

  @Column('date', { name: 'starts_on', nullable: true })
  startsOn!: Day | null;

  @Column('date', { name: 'until_day', nullable: true })
  untilDay!: Day | null;

  @Column('text', { nullable: true })
  extension!: 'failed_exam' | null;

  @Column('integer', { name: 'weekly_minutes', nullable: true })
  weeklyMinutes!: number | null;

  /** What it changes there stands apart, for the parties. */
  @Column('boolean', { name: 'changes_form', default: false })
  changesForm!: boolean;

  @ForeignKey('Person', { name: 'contract_amendments_main_tutor_id_fkey' })
  @Column('uuid', { name: 'main_tutor_id', nullable: true })
  mainTutorId!: PersonId | null;

  /** Who was to be the main tutor on that day when it was proposed. */
  @ForeignKey('Person', { name: 'contract_amendments_former_tutor_id_fkey' })
  @Column('uuid', { name: 'former_tutor_id', nullable: true })
  formerTutorId!: PersonId | null;

  /** To whom the contract passes. */
  @ForeignKey('Organisation', { name: 'contract_amendments_new_employer_id_fkey' })
  @Column('uuid', { name: 'new_employer_id', nullable: true })
  newEmployerId!: OrganisationId | null;

  @Column('text', { name: 'form_type', nullable: true })
  formType!: AmendmentType | null;

  @Column('text', { name: 'previous_number', nullable: true })
  previousNumber!: string | null;

  @Column('text')
  reason!: string;
}
