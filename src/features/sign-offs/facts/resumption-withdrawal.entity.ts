import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { ContractId, Id, PersonId } from '../../../kernel/ids.js';

/** A resumption that was none: supervision is one level closer again. */
@Entity('resumption_withdrawals')
@Index('resumption_withdrawals_in_order', ['contractId', 'sequence'], { unique: true })
@Index('resumption_withdrawals_once', ['resumptionId'], { unique: true })
export class ResumptionWithdrawal {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'resumption_withdrawals_pkey' })
  id!: Id<'resumption_withdrawal'>;

  @ForeignKey('Resumption', { name: 'resumption_withdrawals_resumption_id_fkey' })
  @Column('uuid', { name: 'resumption_id' })
  resumptionId!: Id<'resumption'>;

  @ForeignKey('Contract', { name: 'resumption_withdrawals_contract_id_fkey' })
  @Column('uuid', { name: 'contract_id' })
  contractId!: ContractId;

  @Column('bigint')
  sequence!: number;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  @ForeignKey('Person', { name: 'resumption_withdrawals_withdrawn_by_fkey' })
  @Column('uuid', { name: 'withdrawn_by' })
  withdrawnBy!: PersonId;

  @Column('text')
  reason!: string;
}
