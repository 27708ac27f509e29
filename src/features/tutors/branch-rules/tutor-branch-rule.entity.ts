import { Check, Column, Entity, Exclusion, ForeignKey, PrimaryColumn } from 'typeorm';
import type { Day } from '../../../kernel/days.js';
import type { PersonId } from '../../../kernel/ids.js';
import type { BranchRuleId } from '../tutors.types.js';

/** What a branch asks of tutors between two days: one rule at a time. */
@Entity('tutor_branch_rules')
@Check('tutor_branch_rules_idcc_known', `idcc ~ '^[0-9]{4}$'`)
@Check('tutor_branch_rules_days_in_order', 'from_day < until_day')
@Check('tutor_branch_rules_withdrawn_by_somebody', '(withdrawn_at is null) = (withdrawn_by is null)')
@Exclusion(
  'tutor_branch_rules_one_at_a_time',
  `using gist (idcc with =, daterange(from_day, until_day) with &&) where (withdrawn_at is null)`,
)
export class TutorBranchRule {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'tutor_branch_rules_pkey' })
  id!: BranchRuleId;

  @Column('text')
  idcc!: string;

  @Column('date', { name: 'from_day' })
  fromDay!: Day;

  @Column('date', { name: 'until_day', nullable: true })
  untilDay!: Day | null;

  @Column('smallint', { name: 'months_with_diploma', nullable: true })
  monthsWithDiploma!: number | null;

  @Column('smallint', { name: 'months_without_diploma', nullable: true })
  monthsWithoutDiploma!: number | null;

  @Column('smallint', { nullable: true })
  level!: number | null;

  @Column('smallint', { nullable: true })
  apprentices!: number | null;

  @Column('text')
  source!: string;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  @ForeignKey('Person', { name: 'tutor_branch_rules_recorded_by_fkey' })
  @Column('uuid', { name: 'recorded_by' })
  recordedBy!: PersonId;

  @Column('timestamptz', { name: 'withdrawn_at', nullable: true })
  withdrawnAt!: Date | null;

  @ForeignKey('Person', { name: 'tutor_branch_rules_withdrawn_by_fkey' })
  @Column('uuid', { name: 'withdrawn_by', nullable: true })
  withdrawnBy!: PersonId | null;
}
