import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import type { Day } from '../../../kernel/days.js';
import type { ContractId, Id, OrganisationId, PersonId } from '../../../kernel/ids.js';
import type { AmendmentId } from '../amendments.types.js';

/** What the employer to which a contract passes answered, and whom it names. Added, never changed. */
@Entity('transfer_answers')
@Check('transfer_answers_kind_known', `kind in ('signed', 'refused')`)
@Check(
  'transfer_answers_whole',
  `case kind when 'signed' then num_nonnulls(signed_on, main_tutor_id) = 2 and reason is null else num_nonnulls(signed_on, main_tutor_id) = 0 and reason is not null end`,
)
@Unique('transfer_answers_once', ['amendmentId', 'kind'])
@Index('transfer_answers_contract', ['contractId'])
@Index('transfer_answers_main_tutor', ['mainTutorId'], { where: 'main_tutor_id is not null' })
export class TransferAnswer {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'transfer_answers_pkey' })
  id!: Id<'transfer_answer'>;

  @ForeignKey('ContractAmendment', { name: 'transfer_answers_amendment_id_fkey' })
  @Column('uuid', { name: 'amendment_id' })
  amendmentId!: AmendmentId;

  @ForeignKey('Contract', { name: 'transfer_answers_contract_id_fkey' })
  @Column('uuid', { name: 'contract_id' })
  contractId!: ContractId;

  @ForeignKey('Organisation', { name: 'transfer_answers_employer_id_fkey' })
  @Column('uuid', { name: 'employer_id' })
  employerId!: OrganisationId;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  @ForeignKey('Person', { name: 'transfer_answers_recorded_by_fkey' })
  @Column('uuid', { name: 'recorded_by' })
  recordedBy!: PersonId;

  @Column('text')
  kind!: 'signed' | 'refused';

  @Column('date', { name: 'signed_on', nullable: true })
  signedOn!: Day | null;

  @ForeignKey('Person', { name: 'transfer_answers_main_tutor_id_fkey' })
  @Column('uuid', { name: 'main_tutor_id', nullable: true })
  mainTutorId!: PersonId | null;

  @Column('text', { nullable: true })
  reason!: string | null;
}
