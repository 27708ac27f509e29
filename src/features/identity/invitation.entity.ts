import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Id, OrganisationId, PersonId } from '../../kernel/ids.js';
import type { Role } from '../../platform/access/actor.js';

/** An offer to join an organisation in a role, accepted once with a token of which only the hash is kept. */
@Entity('invitations')
@Index('invitations_token_once', ['tokenHash'], { unique: true })
@Index('invitations_organisation', ['organisationId'])
export class Invitation {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'invitations_pkey' })
  id!: Id<'invitation'>;

  @Column('text')
  email!: string;

  @ForeignKey('Organisation', { name: 'invitations_organisation_id_fkey' })
  @Column('uuid', { name: 'organisation_id', nullable: true })
  organisationId!: OrganisationId | null;

  @Column('text')
  role!: Role;

  @ForeignKey('Person', { name: 'invitations_person_id_fkey' })
  @Column('uuid', { name: 'person_id' })
  personId!: PersonId;

  @Column('bytea', { name: 'token_hash' })
  tokenHash!: Buffer;

  @ForeignKey('Person', { name: 'invitations_invited_by_fkey' })
  @Column('uuid', { name: 'invited_by' })
  invitedBy!: PersonId;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;

  @Column('timestamptz', { name: 'accepted_at', nullable: true })
  acceptedAt!: Date | null;
}
