import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { ConcernId, ContractId, Id, PersonId } from '../../kernel/ids.js';

/** Ends a concern, once. */
@Entity('concern_reviews')
@Index('concern_reviews_once', ['concernId'], { unique: true })
@Index('concern_reviews_in_order', ['contractId', 'sequence'], { unique: true })
export class ConcernReview {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'concern_reviews_pkey' })
  id!: Id<'concern_review'>;

  @ForeignKey('Concern', { name: 'concern_reviews_concern_id_fkey' })
  @Column('uuid', { name: 'concern_id' })
  concernId!: ConcernId;

  @ForeignKey('Contract', { name: 'concern_reviews_contract_id_fkey' })
  @Column('uuid', { name: 'contract_id' })
  contractId!: ContractId;

  @Column('bigint')
  sequence!: number;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  @ForeignKey('Person', { name: 'concern_reviews_reviewed_by_fkey' })
  @Column('uuid', { name: 'reviewed_by' })
  reviewedBy!: PersonId;

  @Column('text')
  text!: string;
}
