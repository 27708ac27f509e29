import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Day } from '../../kernel/days.js';
import type { ContractId, Id, PersonId, ReviewId } from '../../kernel/ids.js';
import type { ReviewMode, ReviewStepKind } from './reviews.types.js';

/** What became of a review that was planned. */
@Entity('review_steps')
@Index('review_steps_in_order', ['reviewId', 'sequence'], { unique: true })
@Index('review_steps_closed_once', ['reviewId'], { unique: true, where: `kind = 'closed'` })
@Check('review_steps_kind_known', `kind in ('moved', 'cancelled', 'resumed', 'held', 'closed')`)
@Check('review_steps_mode_known', `mode in ('workplace', 'centre', 'remote')`)
@Check('review_steps_on_a_day', `(kind in ('moved', 'held')) = (on_day is not null)`)
@Check('review_steps_mode_of_days', `(kind in ('moved', 'held')) = (mode is not null)`)
@Check('review_steps_say_why', `kind not in ('cancelled', 'resumed') or reason is not null`)
export class ReviewStepEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'review_steps_pkey' })
  id!: Id<'review_step'>;

  @ForeignKey('ReviewEntity', { name: 'review_steps_review_id_fkey' })
  @Column('uuid', { name: 'review_id' })
  reviewId!: ReviewId;

  @ForeignKey('Contract', { name: 'review_steps_contract_id_fkey' })
  @Column('uuid', { name: 'contract_id' })
  contractId!: ContractId;

  @Column('bigint')
  sequence!: number;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  @ForeignKey('Person', { name: 'review_steps_recorded_by_fkey' })
  @Column('uuid', { name: 'recorded_by' })
  recordedBy!: PersonId;

  @Column('text')
  kind!: ReviewStepKind;

  @Column('date', { name: 'on_day', nullable: true })
  onDay!: Day | null;

  @Column('text', { nullable: true })
  mode!: ReviewMode | null;

  @Column('text', { nullable: true })
  place!: string | null;

  @Column('text', { nullable: true })
  reason!: string | null;
}
