import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { ApiClientId, ContractId, Id, OrganisationId, PersonId } from '../../../kernel/ids.js';

/** One side says that its own draft and this contract are the same. */
@Entity('contract_confirmations')
@Index('contract_confirmations_contract', ['contractId'])
@Index('contract_confirmations_duplicate', ['duplicateId'])
@Check('contract_confirmations_has_one_author', `num_nonnulls(recorded_by, recorded_by_client) = 1`)
@Check('contract_confirmations_of_another', `duplicate_id <> contract_id`)
export class ContractConfirmation {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'contract_confirmations_pkey' })
  id!: Id<'contract_confirmation'>;

  @ForeignKey('Contract', { name: 'contract_confirmations_contract_id_fkey' })
  @Column('uuid', { name: 'contract_id' })
  contractId!: ContractId;

  /** Whose draft the other was. */
  @ForeignKey('Organisation', { name: 'contract_confirmations_organisation_id_fkey' })
  @Column('uuid', { name: 'organisation_id' })
  organisationId!: OrganisationId;

  @ForeignKey('Contract', { name: 'contract_confirmations_duplicate_id_fkey' })
  @Column('uuid', { name: 'duplicate_id' })
  duplicateId!: ContractId;

  @Column('bigint')
  sequence!: number;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  @ForeignKey('Person', { name: 'contract_confirmations_recorded_by_fkey' })
  @Column('uuid', { name: 'recorded_by', nullable: true })
  recordedBy!: PersonId | null;

  @ForeignKey('ApiClient', { name: 'contract_confirmations_recorded_by_client_fkey' })
  @Column('uuid', { name: 'recorded_by_client', nullable: true })
  recordedByClient!: ApiClientId | null;
}
