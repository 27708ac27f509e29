import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Day } from '../../kernel/days.js';
import type { ApiClientId, ContractId, Id, PersonId } from '../../kernel/ids.js';
import type { AmendmentAnswerKind, AmendmentId, AmendmentParty } from './amendments.types.js';

/** What a party answered to an amendment. Added, never changed. */
@Entity('contract_amendment_answers')
@Check('contract_amendment_answers_has_one_author', `num_nonnulls(recorded_by, recorded_by_client) = 1`)
@Check('contract_amendment_answers_kind_known', `kind in ('signed', 'refused', 'withdrawn')`)
@Check(
  'contract_amendment_answers_party_known',
  `party in ('employer', 'training_centre', 'alternant', 'legal_representative')`,
)
@Check('contract_amendment_answers_signed_on_a_day', `(kind = 'signed') = (signed_on is not null)`)
@Check('contract_amendment_answers_say_why', `kind = 'signed' or reason is not null`)
@Check('contract_amendment_answers_of_signatures', `kind = 'signed' or not (is_for_all or completes)`)
@Check('contract_amendment_answers_paper_completes', `completes or not is_for_all`)
@Check('contract_amendment_answers_by_a_person', `kind <> 'signed' or is_for_all or recorded_by is not null`)
@Index('contract_amendment_answers_contract', ['contractId'])
@Index('contract_amendment_answers_amendment', ['amendmentId'])
@Index('contract_amendment_answers_closed_once', ['amendmentId'], {
  unique: true,
  where: `completes or kind <> 'signed'`,
})
@Index('contract_amendment_answers_once_for_a_party', ['amendmentId', 'party'], {
  unique: true,
  where: `kind = 'signed' and not is_for_all`,
})
@Index('contract_amendment_answers_once_by_a_person', ['amendmentId', 'recordedBy'], {
  unique: true,
  where: `kind = 'signed' and not is_for_all`,
})
export class ContractAmendmentAnswer {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'contract_amendment_answers_pkey' })
  id!: Id<'contract_amendment_answer'>;

  @ForeignKey('ContractAmendment', { name: 'contract_amendment_answers_amendment_id_fkey' })
  @Column('uuid', { name: 'amendment_id' })
  amendmentId!: AmendmentId;

  @ForeignKey('Contract', { name: 'contract_amendment_answers_contract_id_fkey' })
  @Column('uuid', { name: 'contract_id' })
  contractId!: ContractId;

  @Column('bigint')
  sequence!: number;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  @ForeignKey('Person', { name: 'contract_amendment_answers_recorded_by_fkey' })
  @Column('uuid', { name: 'recorded_by', nullable: true })
  recordedBy!: PersonId | null;

  @ForeignKey('ApiClient', { name: 'contract_amendment_answers_recorded_by_client_fkey' })
  @Column('uuid', { name: 'recorded_by_client', nullable: true })
  recordedByClient!: ApiClientId | null;

  @Column('text')
  kind!: AmendmentAnswerKind;

  @Column('text')
  party!: AmendmentParty;

  @Column('date', { name: 'signed_on', nullable: true })
  signedOn!: Day | null;

  /** One side attests that all signed on paper. */
  @Column('boolean', { name: 'is_for_all' })
  isForAll!: boolean;

  /** Nobody is missing any more. */
  @Column('boolean')
  completes!: boolean;

  @Column('text', { nullable: true })
  reason!: string | null;
}
