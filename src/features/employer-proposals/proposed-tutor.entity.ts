import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Id, PersonId } from '../../kernel/ids.js';
import type { ProposedTutorDecision } from './employer-proposals.types.js';

/** Somebody whom a centre proposes as a tutor of an employer, and what the employer said of them. */
@Entity('proposed_tutors')
@Check('proposed_tutors_decision_known', `decided_as in ('accepted', 'refused', 'withdrawn')`)
@Check('proposed_tutors_decided_by_somebody', `num_nonnulls(decided_as, decided_by, decided_at) in (0, 3)`)
@Index('proposed_tutors_person_once', ['personId'], { unique: true })
@Index('proposed_tutors_proposal', ['proposalId', 'id'])
export class ProposedTutor {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'proposed_tutors_pkey' })
  id!: Id<'proposed_tutor'>;

  @ForeignKey('EmployerProposal', { name: 'proposed_tutors_proposal_id_fkey' })
  @Column('uuid', { name: 'proposal_id' })
  proposalId!: Id<'employer_proposal'>;

  @ForeignKey('Person', { name: 'proposed_tutors_person_id_fkey' })
  @Column('uuid', { name: 'person_id' })
  personId!: PersonId;

  @ForeignKey('Person', { name: 'proposed_tutors_proposed_by_fkey' })
  @Column('uuid', { name: 'proposed_by' })
  proposedBy!: PersonId;

  @Column('timestamptz', { name: 'proposed_at' })
  proposedAt!: Date;

  @Column('text', { name: 'decided_as', nullable: true })
  decidedAs!: ProposedTutorDecision | null;

  @ForeignKey('Person', { name: 'proposed_tutors_decided_by_fkey' })
  @Column('uuid', { name: 'decided_by', nullable: true })
  decidedBy!: PersonId | null;

  @Column('timestamptz', { name: 'decided_at', nullable: true })
  decidedAt!: Date | null;
}
