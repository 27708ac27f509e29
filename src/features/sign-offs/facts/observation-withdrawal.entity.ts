import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { ContractId, Id, ObservationId, PersonId } from '../../../kernel/ids.js';

/** Takes an observation, or one of its items, out of the count. */
@Entity('observation_withdrawals')
@Index('observation_withdrawals_once', ['observationId'], { unique: true, where: 'competency is null' })
@Index('observation_withdrawals_once_of_an_item', ['observationId', 'competency', 'level'], {
  unique: true,
  where: 'revocation_id is null and competency is not null',
})
@Index('observation_withdrawals_once_of_a_revocation', ['revocationId'], {
  unique: true,
  where: 'revocation_id is not null',
})
@Index('observation_withdrawals_observation', ['observationId'])
@Check(
  'observation_withdrawals_of_an_item',
  'num_nonnulls(competency, level) in (0, 2) and (revocation_id is null or competency is not null)',
)
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

  /** That which says that the sign-off of the same call was a mistake: it withdraws one item, as long as it stands. */
  @ForeignKey('Revocation', { name: 'observation_withdrawals_revocation_id_fkey' })
  @Column('uuid', { name: 'revocation_id', nullable: true })
  revocationId!: Id<'revocation'> | null;

  @Column('text', { nullable: true })
  competency!: string | null;

  @Column('text', { nullable: true })
  level!: string | null;
}
