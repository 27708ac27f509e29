import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { ApiClientId, ContractId, Id, OrganisationId, PersonId } from '../../../kernel/ids.js';

/** One side of a contract knows better than what was found of it, and says why. */
@Entity('contract_check_overrides')
@Index('contract_check_overrides_contract', ['contractId'])
@Check('contract_check_overrides_has_one_author', `num_nonnulls(recorded_by, recorded_by_client) = 1`)
export class ContractCheckOverride {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'contract_check_overrides_pkey' })
  id!: Id<'contract_check_override'>;

  @ForeignKey('Contract', { name: 'contract_check_overrides_contract_id_fkey' })
  @Column('uuid', { name: 'contract_id' })
  contractId!: ContractId;

  /** The side that says so. */
  @ForeignKey('Organisation', { name: 'contract_check_overrides_organisation_id_fkey' })
  @Column('uuid', { name: 'organisation_id' })
  organisationId!: OrganisationId;

  @Column('text')
  code!: string;

  /** The days and figures that it was found on: it counts for nothing else. */
  @Column('text')
  basis!: string;

  @Column('text')
  reason!: string;

  @Column('bigint')
  sequence!: number;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  @ForeignKey('Person', { name: 'contract_check_overrides_recorded_by_fkey' })
  @Column('uuid', { name: 'recorded_by', nullable: true })
  recordedBy!: PersonId | null;

  @ForeignKey('ApiClient', { name: 'contract_check_overrides_recorded_by_client_fkey' })
  @Column('uuid', { name: 'recorded_by_client', nullable: true })
  recordedByClient!: ApiClientId | null;
}
