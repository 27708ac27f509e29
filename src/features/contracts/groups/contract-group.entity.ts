import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { ApiClientId, ContractId, Id, PersonId } from '../../../kernel/ids.js';

/** What the training centre calls the group of a contract from then on. Added, never changed: the last one stands. */
@Entity('contract_groups')
@Check('contract_groups_has_one_author', `num_nonnulls(recorded_by, recorded_by_client) = 1`)
@Check('contract_groups_short', `char_length(group_name) between 1 and 60`)
@Index('contract_groups_named', ['groupName', 'contractId'])
@Index('contract_groups_in_order', ['contractId', 'sequence'], { unique: true })
export class ContractGroup {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'contract_groups_pkey' })
  id!: Id<'contract_group'>;

  @ForeignKey('Contract', { name: 'contract_groups_contract_id_fkey' })
  @Column('uuid', { name: 'contract_id' })
  contractId!: ContractId;

  @Column('bigint')
  sequence!: number;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  @ForeignKey('Person', { name: 'contract_groups_recorded_by_fkey' })
  @Column('uuid', { name: 'recorded_by', nullable: true })
  recordedBy!: PersonId | null;

  @ForeignKey('ApiClient', { name: 'contract_groups_recorded_by_client_fkey' })
  @Column('uuid', { name: 'recorded_by_client', nullable: true })
  recordedByClient!: ApiClientId | null;

  /** Null: none any more. */
  @Column('text', { name: 'group_name', nullable: true })
  groupName!: string | null;
}
