import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { ContractId, Id, PersonId, ReviewId } from '../../kernel/ids.js';
import type { ReviewPart, SectionItem } from './reviews.types.js';

/** What one of the three wrote in a review, and signed by writing it; the last of each part counts. */
@Entity('review_sections')
@Index('review_sections_contract', ['contractId'])
@Index('review_sections_in_order', ['reviewId', 'sequence'], { unique: true })
@Check('review_sections_part_known', `part in ('alternant', 'tutor', 'referent')`)
@Check('review_sections_has_items', `jsonb_array_length(items) > 0`)
export class ReviewSectionEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'review_sections_pkey' })
  id!: Id<'review_section'>;

  @ForeignKey('ReviewEntity', { name: 'review_sections_review_id_fkey' })
  @Column('uuid', { name: 'review_id' })
  reviewId!: ReviewId;

  @ForeignKey('Contract', { name: 'review_sections_contract_id_fkey' })
  @Column('uuid', { name: 'contract_id' })
  contractId!: ContractId;

  @Column('bigint')
  sequence!: number;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  @ForeignKey('Person', { name: 'review_sections_written_by_fkey' })
  @Column('uuid', { name: 'written_by' })
  writtenBy!: PersonId;

  @Column('text')
  part!: ReviewPart;

  @Column('jsonb')
  items!: readonly SectionItem[];
}
