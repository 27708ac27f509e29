import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Day } from '../../kernel/days.js';
import type { ContractId, PersonId, SelfAssessmentId } from '../../kernel/ids.js';
import type { SelfAssessedItem } from './self-assessments.types.js';

/** How an alternant sees themselves. No rule reads it. */
@Entity('self_assessments')
@Index('self_assessments_in_order', ['contractId', 'sequence'], { unique: true })
@Check('self_assessments_has_items', `jsonb_array_length(items) > 0`)
export class SelfAssessmentEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'self_assessments_pkey' })
  id!: SelfAssessmentId;

  @ForeignKey('Contract', { name: 'self_assessments_contract_id_fkey' })
  @Column('uuid', { name: 'contract_id' })
  contractId!: ContractId;

  @Column('bigint')
  sequence!: number;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  @ForeignKey('Person', { name: 'self_assessments_assessed_by_fkey' })
  @Column('uuid', { name: 'assessed_by' })
  assessedBy!: PersonId;

  @Column('date', { name: 'on_day' })
  onDay!: Day;

  @Column('jsonb')
  items!: readonly SelfAssessedItem[];
}
