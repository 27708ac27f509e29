import { Check, Column, Entity, ForeignKey, PrimaryColumn, Index, Unique } from 'typeorm';
import type { ApiClientId, ContractId, Id, PersonId } from '../../../kernel/ids.js';

/** Two drafts that were taken for the same are not. */
@Entity('contract_confirmation_withdrawals')
@Check(
  'contract_confirmation_withdrawals_has_one_author',
  `num_nonnulls(recorded_by, recorded_by_client) = 1`,
)
@Index('contract_confirmation_withdrawals_contract', ['contractId'])
@Unique('contract_confirmation_withdrawals_once', ['confirmationId'])
export class ContractConfirmationWithdrawal {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'contract_confirmation_withdrawals_pkey' })
  id!: Id<'contract_confirmation_withdrawal'>;

  @ForeignKey('ContractConfirmation', { name: 'contract_confirmation_withdrawals_confirmation_id_fkey' })
  @Column('uuid', { name: 'confirmation_id' })
  confirmationId!: Id<'contract_confirmation'>;

  @ForeignKey('Contract', { name: 'contract_confirmation_withdrawals_contract_id_fkey' })
  @Column('uuid', { name: 'contract_id' })
  contractId!: ContractId;

  @Column('bigint')
  sequence!: number;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  @ForeignKey('Person', { name: 'contract_confirmation_withdrawals_recorded_by_fkey' })
  @Column('uuid', { name: 'recorded_by', nullable: true })
  recordedBy!: PersonId | null;

  @ForeignKey('ApiClient', { name: 'contract_confirmation_withdrawals_recorded_by_client_fkey' })
  @Column('uuid', { name: 'recorded_by_client', nullable: true })
  recordedByClient!: ApiClientId | null;
}
