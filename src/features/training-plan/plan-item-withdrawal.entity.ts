import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { ContractId, Id, PersonId, PlanItemId } from '../../kernel/ids.js';

/** Takes an item out of the plan, once. */
@Entity('plan_item_withdrawals')
@Index('plan_item_withdrawals_once', ['planItemId'], { unique: true })
@Index('plan_item_withdrawals_in_order', ['contractId', 'sequence'], { unique: true })
export class PlanItemWithdrawal {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'plan_item_withdrawals_pkey' })
  id!: Id<'plan_item_withdrawal'>;

  @ForeignKey('PlanItem', { name: 'plan_item_withdrawals_plan_item_id_fkey' })
  @Column('uuid', { name: 'plan_item_id' })
  planItemId!: PlanItemId;

  @ForeignKey('Contract', { name: 'plan_item_withdrawals_contract_id_fkey' })
  @Column('uuid', { name: 'contract_id' })
  contractId!: ContractId;

  @Column('bigint')
  sequence!: number;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  @ForeignKey('Person', { name: 'plan_item_withdrawals_recorded_by_fkey' })
  @Column('uuid', { name: 'recorded_by' })
  recordedBy!: PersonId;

  @Column('text')
  reason!: string;
}
