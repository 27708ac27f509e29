import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Day } from '../../kernel/days.js';
import type { ContractId, PersonId, PlanItemId } from '../../kernel/ids.js';
import type { CompetencyAtLevel, Horizon, Place } from './plan.types.js';

/** What the alternant is to learn, where, and by when. Whether it is reached is computed. */
@Entity('plan_items')
@Index('plan_items_in_order', ['contractId', 'sequence'], { unique: true })
@Index('plan_items_replaced_once', ['replaces'], { unique: true })
@Index('plan_items_by_day', ['contractId', 'byDay', 'sequence'])
@Check('plan_items_horizon_known', `horizon in ('short', 'medium', 'long')`)
@Check('plan_items_place_known', `place in ('employer', 'training_centre')`)
@Check('plan_items_something_to_learn', `mission is not null or jsonb_array_length(competencies) > 0`)
export class PlanItem {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'plan_items_pkey' })
  id!: PlanItemId;

  @ForeignKey('Contract', { name: 'plan_items_contract_id_fkey' })
  @Column('uuid', { name: 'contract_id' })
  contractId!: ContractId;

  @Column('bigint')
  sequence!: number;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  @ForeignKey('Person', { name: 'plan_items_recorded_by_fkey' })
  @Column('uuid', { name: 'recorded_by' })
  recordedBy!: PersonId;

  @ForeignKey('PlanItem', { name: 'plan_items_replaces_fkey' })
  @Column('uuid', { nullable: true })
  replaces!: PlanItemId | null;

  @Column('text')
  horizon!: Horizon;

  @Column('text', { nullable: true })
  mission!: string | null;

  @Column('jsonb')
  competencies!: CompetencyAtLevel[];

  @Column('text')
  place!: Place;

  @Column('text', { nullable: true })
  unit!: string | null;

  @Column('date', { name: 'by_day' })
  byDay!: Day;

  @Column('text', { nullable: true })
  note!: string | null;
}
