import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Day } from '../../../kernel/days.js';
import type { Id, OrganisationId, PersonId } from '../../../kernel/ids.js';
import type { ReviewKind } from '../reviews.types.js';

/** How often a training centre wants reviews of a kind, from a day on. Added, never changed. */
@Entity('review_rules')
@Index('review_rules_in_force', ['trainingCentreId', 'kind', 'from', 'id'])
@Check('review_rules_kind_known', `kind in ('review', 'visit')`)
@Check('review_rules_first_months', `first_months between 1 and 24`)
@Check('review_rules_every_months', `every_months between 1 and 24`)
export class ReviewRule {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'review_rules_pkey' })
  id!: Id<'review_rule'>;

  @ForeignKey('Organisation', { name: 'review_rules_training_centre_id_fkey' })
  @Column('uuid', { name: 'training_centre_id' })
  trainingCentreId!: OrganisationId;

  @Column('text')
  kind!: ReviewKind;

  @Column('integer', { name: 'first_months', nullable: true })
  firstMonths!: number | null;

  @Column('integer', { name: 'every_months', nullable: true })
  everyMonths!: number | null;

  @Column('date', { name: 'from_day' })
  from!: Day;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  @ForeignKey('Person', { name: 'review_rules_recorded_by_fkey' })
  @Column('uuid', { name: 'recorded_by' })
  recordedBy!: PersonId;
}
