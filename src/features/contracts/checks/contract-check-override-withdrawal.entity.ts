import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import type { ApiClientId, ContractId, Id, PersonId } from '../../../kernel/ids.js';

/** What one side knew better, it knows no more. */
@Entity('contract_check_override_withdrawals')
@Check(
  'contract_check_override_withdrawals_has_one_author',
  `num_nonnulls(recorded_by, recorded_by_client) = 1`,
)
@Index('contract_check_override_withdrawals_contract', ['contractId'])
@Unique('contract_check_override_withdrawals_once', ['overrideId'])
export class ContractCheckOverrideWithdrawal {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'contract_check_override_withdrawals_pkey' })
  id!: Id<'contract_check_override_withdrawal'>;

  @ForeignKey('ContractCheckOverride', { name: 'contract_check_override_withdrawals_override_id_fkey' })
  @Column('uuid', { name: 'override_id' })
  overrideId!: Id<'contract_check_override'>;

  @ForeignKey('Contract', { name: 'contract_check_override_withdrawals_contract_id_fkey' })
  @Column('uuid', { name: 'contract_id' })
  contractId!: ContractId;

  @Column('text')
  reason!: string;

  @Column('bigint')
  sequence!: number;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  @ForeignKey('Person', { name: 'contract_check_override_withdrawals_recorded_by_fkey' })
  @Column('uuid', { name: 'recorded_by', nullable: true })
  recordedBy!: PersonId | null;

  @ForeignKey('ApiClient', { name: 'contract_check_override_withdrawals_recorded_by_client_fkey' })
  @Column('uuid', { name: 'recorded_by_client', nullable: true })
  recordedByClient!: ApiClientId | null;
}
