import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { ApiClientId, ContractId, Id, PersonId } from '../../../kernel/ids.js';
import type { AgreedMembers } from '../../contracts/terms/agreed.types.js';
import type { AmendmentGround, AmendmentId } from '../amendments.types.js';

/** What an amendment changes of the form, and why it lasts longer where only the parties know. Added, never changed. */
@Entity('contract_amendment_papers')
@Check('contract_amendment_papers_has_one_author', `num_nonnulls(recorded_by, recorded_by_client) = 1`)
@Check('contract_amendment_papers_ground_known', `ground in ('disability', 'athlete')`)
@Check('contract_amendment_papers_members_object', `jsonb_typeof(members) = 'object'`)
@Index('contract_amendment_papers_of_amendment', ['amendmentId'], { unique: true })
@Index('contract_amendment_papers_contract', ['contractId'])
export class ContractAmendmentPaper {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'contract_amendment_papers_pkey' })
  id!: Id<'contract_amendment_paper'>;

  @ForeignKey('ContractAmendment', { name: 'contract_amendment_papers_amendment_id_fkey' })
  @Column('uuid', { name: 'amendment_id' })
  amendmentId!: AmendmentId;

  @ForeignKey('Contract', { name: 'contract_amendment_papers_contract_id_fkey' })
  @Column('uuid', { name: 'contract_id' })
  contractId!: ContractId;

  @Column('bigint')
  sequence!: number;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  @ForeignKey('Person', { name: 'contract_amendment_papers_recorded_by_fkey' })
  @Column('uuid', { name: 'recorded_by', nullable: true })
  recordedBy!: PersonId | null;

  @ForeignKey('ApiClient', { name: 'contract_amendment_papers_recorded_by_client_fkey' })
  @Column('uuid', { name: 'recorded_by_client', nullable: true })
  recordedByClient!: ApiClientId | null;

  /** By their path in the form. */
  @Column('jsonb')
  members!: AgreedMembers;

  @Column('text', { nullable: true })
  ground!: AmendmentGround | null;
}
