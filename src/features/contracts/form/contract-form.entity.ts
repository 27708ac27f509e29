import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { ApiClientId, ContractId, Id, PersonId } from '../../../kernel/ids.js';
import type { ContractForm } from './form.types.js';

/** The form of a contract, whole, as it is from a recording on. Added, never changed: the last one stands. */
@Entity('contract_forms')
@Check('contract_forms_has_one_author', `num_nonnulls(recorded_by, recorded_by_client) = 1`)
@Index('contract_forms_in_order', ['contractId', 'sequence'], { unique: true })
export class ContractFormRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'contract_forms_pkey' })
  id!: Id<'contract_form'>;

  @ForeignKey('Contract', { name: 'contract_forms_contract_id_fkey' })
  @Column('uuid', { name: 'contract_id' })
  contractId!: ContractId;

  @Column('bigint')
  sequence!: number;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  @ForeignKey('Person', { name: 'contract_forms_recorded_by_fkey' })
  @Column('uuid', { name: 'recorded_by', nullable: true })
  recordedBy!: PersonId | null;

  @ForeignKey('ApiClient', { name: 'contract_forms_recorded_by_client_fkey' })
  @Column('uuid', { name: 'recorded_by_client', nullable: true })
  recordedByClient!: ApiClientId | null;

  @Column('jsonb')
  content!: ContractForm;

  /** The members that this row changed, by their path. */
  @Column('text', { array: true })
  changed!: string[];

  /** The parties agreed on it after the signature. */
  @Column('boolean', { name: 'by_amendment' })
  byAmendment!: boolean;
}
