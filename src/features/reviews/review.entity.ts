import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Day } from '../../kernel/days.js';
import type { ContractId, PersonId, ReviewId } from '../../kernel/ids.js';
import type { ReviewKind, ReviewMode } from './reviews.types.js';

/** A review or a visit, as it was planned. */
@Entity('reviews')
@Index('reviews_in_order', ['contractId', 'sequence'], { unique: true })
@Index('reviews_amending', ['amends'], { where: 'amends is not null' })
@Check('reviews_kind_known', `kind in ('review', 'visit')`)
@Check('reviews_mode_known', `mode in ('workplace', 'centre', 'remote')`)
export class ReviewEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'reviews_pkey' })
  id!: ReviewId;

  @ForeignKey('Contract', { name: 'reviews_contract_id_fkey' })
  @Column('uuid', { name: 'contract_id' })
  contractId!: ContractId;

  @Column('bigint')
  sequence!: number;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  @ForeignKey('Person', { name: 'reviews_recorded_by_fkey' })
  @Column('uuid', { name: 'recorded_by' })
  recordedBy!: PersonId;

  @Column('text')
  kind!: ReviewKind;

  @Column('date', { name: 'on_day' })
  onDay!: Day;

  @Column('text')
  mode!: ReviewMode;

  @Column('text', { nullable: true })
  place!: string | null;

  @ForeignKey('ReviewEntity', { name: 'reviews_amends_fkey' })
  @Column('uuid', { nullable: true })
  amends!: ReviewId | null;
}
