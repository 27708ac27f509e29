import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Id, OrganisationId, PersonId } from '../../kernel/ids.js';

/** An employer that nobody administers yet, as a training centre brings it in. */
@Entity('employer_proposals')
@Index('employer_proposals_once', ['organisationId', 'trainingCentreId'], { unique: true })
@Index('employer_proposals_training_centre', ['trainingCentreId', 'id'])
export class EmployerProposal {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'employer_proposals_pkey' })
  id!: Id<'employer_proposal'>;

  @ForeignKey('Organisation', { name: 'employer_proposals_organisation_id_fkey' })
  @Column('uuid', { name: 'organisation_id' })
  organisationId!: OrganisationId;

  @ForeignKey('Organisation', { name: 'employer_proposals_training_centre_id_fkey' })
  @Column('uuid', { name: 'training_centre_id' })
  trainingCentreId!: OrganisationId;

  @ForeignKey('Person', { name: 'employer_proposals_proposed_by_fkey' })
  @Column('uuid', { name: 'proposed_by' })
  proposedBy!: PersonId;

  @Column('timestamptz', { name: 'proposed_at' })
  proposedAt!: Date;
}
