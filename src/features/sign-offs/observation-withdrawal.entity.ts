import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { ContractId, Id, ObservationId, PersonId } from '../../kernel/ids.js';

/** Takes an observation out of the count. */
@Entity('observation_withdrawals')
@Index('observation_withdrawals_once', ['observationId'], { unique: true })
@Index('observation_withdrawals_in_order', ['contractId', 'sequence'], { unique: true })
export class ObservationWithdrawal {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'observation_withdrawals_pkey' })
  id!: Id<'withdrawal'>;

  @ForeignKey('Observation', { name: 'observation_withdrawals_observation_id_fkey' })
  @Column('uuid', { name: 'observation_id' })
  observationId!: ObservationId;

  @ForeignKey('Contract', { name: 'observation_withdrawals_contract_id_fkey' })
  @Column('uuid', { name: 'contract_id' })
  contractId!: ContractId;

  @Column('bigint')
  sequence!: number;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  @ForeignKey('Person', { name: 'observation_withdrawals_withdrawn_by_fkey' })
  @Column('uuid', { name: 'withdrawn_by' })
  withdrawnBy!: PersonId;

  @Column('text')
  reason!: string;
}
