import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { ApiClientId, AttestationId, ContractId, Id, PersonId } from '../../kernel/ids.js';

/** Ends an attestation before its time, once. */
@Entity('attestation_withdrawals')
@Index('attestation_withdrawals_once', ['attestationId'], { unique: true })
@Index('attestation_withdrawals_in_order', ['contractId', 'sequence'], { unique: true })
@Check('attestation_withdrawals_has_one_author', `num_nonnulls(recorded_by, recorded_by_client) = 1`)
export class AttestationWithdrawal {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'attestation_withdrawals_pkey' })
  id!: Id<'attestation_withdrawal'>;

  @ForeignKey('Attestation', { name: 'attestation_withdrawals_attestation_id_fkey' })
  @Column('uuid', { name: 'attestation_id' })
  attestationId!: AttestationId;

  @ForeignKey('Contract', { name: 'attestation_withdrawals_contract_id_fkey' })
  @Column('uuid', { name: 'contract_id' })
  contractId!: ContractId;

  @Column('bigint')
  sequence!: number;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  @ForeignKey('Person', { name: 'attestation_withdrawals_recorded_by_fkey' })
  @Column('uuid', { name: 'recorded_by', nullable: true })
  recordedBy!: PersonId | null;

  @ForeignKey('ApiClient', { name: 'attestation_withdrawals_recorded_by_client_fkey' })
  @Column('uuid', { name: 'recorded_by_client', nullable: true })
  recordedByClient!: ApiClientId | null;
}
