import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Day } from '../../../kernel/days.js';
import type { ApiClientId, ContractId, Id, PersonId } from '../../../kernel/ids.js';
import type { DepositDecision } from './deposits.types.js';

/** What somebody says of the deposit of a contract, whole. Added, never changed: the last one counts. */
@Entity('contract_deposits')
@Check('contract_deposits_has_one_author', `num_nonnulls(recorded_by, recorded_by_client) = 1`)
@Check('contract_deposits_decision_known', `decision in ('accepted', 'refused')`)
@Check('contract_deposits_decided_after', `decided_on >= on_day`)
@Check('contract_deposits_decided_on_a_day', `(decision is null) = (decided_on is null)`)
@Check('contract_deposits_of_a_day', `on_day is not null or num_nonnulls(number, decision) = 0`)
@Index('contract_deposits_in_order', ['contractId', 'sequence'], { unique: true })
export class ContractDeposit {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'contract_deposits_pkey' })
  id!: Id<'contract_deposit'>;

  @ForeignKey('Contract', { name: 'contract_deposits_contract_id_fkey' })
  @Column('uuid', { name: 'contract_id' })
  contractId!: ContractId;

  @Column('bigint')
  sequence!: number;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  @ForeignKey('Person', { name: 'contract_deposits_recorded_by_fkey' })
  @Column('uuid', { name: 'recorded_by', nullable: true })
  recordedBy!: PersonId | null;

  @ForeignKey('ApiClient', { name: 'contract_deposits_recorded_by_client_fkey' })
  @Column('uuid', { name: 'recorded_by_client', nullable: true })
  recordedByClient!: ApiClientId | null;

  /** The day on which the complete file was sent; null: it was not. */
  @Column('date', { name: 'on_day', nullable: true })
  onDay!: Day | null;

  @Column('text', { nullable: true })
  number!: string | null;

  @Column('text', { nullable: true })
  decision!: DepositDecision | null;

  @Column('date', { name: 'decided_on', nullable: true })
  decidedOn!: Day | null;
}
