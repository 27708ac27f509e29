import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { ApiClientId, AttestationId, ContractId, Id, PersonId } from '../../kernel/ids.js';

/** Where the paper behind an attestation is found, for whoever handles the papers: a number or a name, never what it says. */
@Entity('attestation_proofs')
@Index('attestation_proofs_once', ['attestationId'], { unique: true })
@Index('attestation_proofs_in_order', ['contractId', 'sequence'], { unique: true })
@Check('attestation_proofs_has_one_author', `num_nonnulls(recorded_by, recorded_by_client) = 1`)
@Check(
  'attestation_proofs_reference_short',
  `reference ~ '^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$' and reference ~ '[0-9]' and reference !~ '[A-Za-z]{13}'`,
)
export class AttestationProof {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'attestation_proofs_pkey' })
  id!: Id<'attestation_proof'>;

  @ForeignKey('Attestation', { name: 'attestation_proofs_attestation_id_fkey' })
  @Column('uuid', { name: 'attestation_id' })
  attestationId!: AttestationId;

  @ForeignKey('Contract', { name: 'attestation_proofs_contract_id_fkey' })
  @Column('uuid', { name: 'contract_id' })
  contractId!: ContractId;

  @Column('bigint')
  sequence!: number;

  @Column('text')
  reference!: string;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  @ForeignKey('Person', { name: 'attestation_proofs_recorded_by_fkey' })
  @Column('uuid', { name: 'recorded_by', nullable: true })
  recordedBy!: PersonId | null;

  @ForeignKey('ApiClient', { name: 'attestation_proofs_recorded_by_client_fkey' })
  @Column('uuid', { name: 'recorded_by_client', nullable: true })
  recordedByClient!: ApiClientId | null;
}
