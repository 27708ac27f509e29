import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { ContractId, Id, PersonId, ReviewId } from '../../kernel/ids.js';
import type { ReviewPart } from './reviews.types.js';

/** What one of the three says of the whole, as it stood at a sequence. */
@Entity('review_answers')
@Index('review_answers_contract', ['contractId'])
@Index('review_answers_once_for_a_part', ['reviewId', 'part'], { unique: true })
@Index('review_answers_once_by_a_person', ['reviewId', 'answeredBy'], { unique: true })
@Check('review_answers_part_known', `part in ('alternant', 'tutor', 'referent')`)
@Check('review_answers_say_why', `agrees or comment is not null`)
export class ReviewAnswerEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'review_answers_pkey' })
  id!: Id<'review_answer'>;

  @ForeignKey('ReviewEntity', { name: 'review_answers_review_id_fkey' })
  @Column('uuid', { name: 'review_id' })
  reviewId!: ReviewId;

  @ForeignKey('Contract', { name: 'review_answers_contract_id_fkey' })
  @Column('uuid', { name: 'contract_id' })
  contractId!: ContractId;

  @Column('bigint')
  sequence!: number;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  @ForeignKey('Person', { name: 'review_answers_answered_by_fkey' })
  @Column('uuid', { name: 'answered_by' })
  answeredBy!: PersonId;

  @Column('text')
  part!: ReviewPart;

  @Column('bigint', { name: 'as_of' })
  asOf!: number;

  @Column('boolean')
  agrees!: boolean;

  @Column('text', { nullable: true })
  comment!: string | null;
}
