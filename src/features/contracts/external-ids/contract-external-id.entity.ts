import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { ContractId, OrganisationId } from '../../../kernel/ids.js';

/** What one side of a contract calls it in its own system. */
@Entity('contract_external_ids')
@Index('contract_external_ids_once', ['organisationId', 'externalId'], {
  unique: true,
  where: 'not is_freed',
})
@Index('contract_external_ids_by_id', ['externalId'])
export class ContractExternalId {
  @ForeignKey('Contract', { name: 'contract_external_ids_contract_id_fkey' })
  @PrimaryColumn('uuid', { name: 'contract_id', primaryKeyConstraintName: 'contract_external_ids_pkey' })
  contractId!: ContractId;

  @ForeignKey('Organisation', { name: 'contract_external_ids_organisation_id_fkey' })
  @PrimaryColumn('uuid', { name: 'organisation_id', primaryKeyConstraintName: 'contract_external_ids_pkey' })
  organisationId!: OrganisationId;

  @Column('text', { name: 'external_id' })
  externalId!: string;

  /** The contract is over: it keeps what it was called by, and another is called so from now on. */
  @Column('boolean', { name: 'is_freed', default: false })
  isFreed!: boolean;
}
