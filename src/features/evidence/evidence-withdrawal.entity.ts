import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { ContractId, EvidenceId, Id, PersonId } from '../../kernel/ids.js';

/** Takes a file away, once. */
@Entity('evidence_withdrawals')
@Index('evidence_withdrawals_once', ['evidenceId'], { unique: true })
@Index('evidence_withdrawals_in_order', ['contractId', 'sequence'], { unique: true })
export class EvidenceWithdrawal {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'evidence_withdrawals_pkey' })
  id!: Id<'evidence_withdrawal'>;

  @ForeignKey('EvidenceFile', { name: 'evidence_withdrawals_evidence_id_fkey' })
  @Column('uuid', { name: 'evidence_id' })
  evidenceId!: EvidenceId;

  @ForeignKey('Contract', { name: 'evidence_withdrawals_contract_id_fkey' })
  @Column('uuid', { name: 'contract_id' })
  contractId!: ContractId;

  @Column('bigint')
  sequence!: number;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  @ForeignKey('Person', { name: 'evidence_withdrawals_withdrawn_by_fkey' })
  @Column('uuid', { name: 'withdrawn_by' })
  withdrawnBy!: PersonId;

  @Column('text')
  reason!: string;
}
