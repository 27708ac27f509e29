import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Day } from '../../kernel/days.js';
import type { ApiClientId, OrganisationId, PersonId } from '../../kernel/ids.js';
import type { TutorProofId, TutorProofKind } from './tutors.types.js';

/** What an employer checked of somebody who tutors for it. */
@Entity('tutor_proofs')
@Index('tutor_proofs_person', ['personId', 'id'])
@Index('tutor_proofs_employer', ['employerId', 'personId'])
@Check(
  'tutor_proofs_kind_known',
  `kind in ('diploma', 'experience', 'training', 'branch_rule', 'derogation')`,
)
@Check('tutor_proofs_days_in_order', 'from_day < until_day')
@Check('tutor_proofs_has_one_author', 'num_nonnulls(recorded_by, recorded_by_client) = 1')
@Check(
  'tutor_proofs_derogation_is_dated',
  `kind <> 'derogation' or num_nonnulls(from_day, until_day, apprentices, authority) = 4`,
)
@Check(
  'tutor_proofs_withdrawn_by_somebody',
  `num_nonnulls(withdrawn_by, withdrawn_by_client) = num_nonnulls(withdrawn_at)
    and (withdrawn_at is null) = (withdrawal_reason is null)`,
)
export class TutorProof {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'tutor_proofs_pkey' })
  id!: TutorProofId;

  @ForeignKey('Person', { name: 'tutor_proofs_person_id_fkey' })
  @Column('uuid', { name: 'person_id' })
  personId!: PersonId;

  @ForeignKey('Organisation', { name: 'tutor_proofs_employer_id_fkey' })
  @Column('uuid', { name: 'employer_id' })
  employerId!: OrganisationId;

  @Column('text') kind!: TutorProofKind;

  @Column('text', { nullable: true }) title!: string | null;

  @Column('smallint', { nullable: true }) level!: number | null;

  @Column('text', { name: 'framework_code', nullable: true })
  frameworkCode!: string | null;

  @Column('date', { name: 'obtained_on', nullable: true })
  obtainedOn!: Day | null;

  @Column('date', { name: 'from_day', nullable: true })
  fromDay!: Day | null;

  @Column('date', { name: 'until_day', nullable: true })
  untilDay!: Day | null;

  @Column('smallint', { nullable: true }) months!: number | null;

  @Column('boolean', { name: 'is_placement', default: false })
  isPlacement!: boolean;

  @Column('smallint', { nullable: true }) hours!: number | null;

  @Column('text', { nullable: true }) idcc!: string | null;

  @Column('smallint', { nullable: true }) apprentices!: number | null;

  @Column('text', { nullable: true }) authority!: string | null;

  @Column('text', { nullable: true }) reference!: string | null;

  @Column('date', { name: 'checked_on' })
  checkedOn!: Day;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  @ForeignKey('Person', { name: 'tutor_proofs_recorded_by_fkey' })
  @Column('uuid', { name: 'recorded_by', nullable: true })
  recordedBy!: PersonId | null;

  @ForeignKey('ApiClient', { name: 'tutor_proofs_recorded_by_client_fkey' })
  @Column('uuid', { name: 'recorded_by_client', nullable: true })
  recordedByClient!: ApiClientId | null;

  @Column('timestamptz', { name: 'withdrawn_at', nullable: true })
  withdrawnAt!: Date | null;

  @ForeignKey('Person', { name: 'tutor_proofs_withdrawn_by_fkey' })
  @Column('uuid', { name: 'withdrawn_by', nullable: true })
  withdrawnBy!: PersonId | null;

  @ForeignKey('ApiClient', { name: 'tutor_proofs_withdrawn_by_client_fkey' })
  @Column('uuid', { name: 'withdrawn_by_client', nullable: true })
  withdrawnByClient!: ApiClientId | null;

  @Column('text', { name: 'withdrawal_reason', nullable: true })
  withdrawalReason!: string | null;
}
