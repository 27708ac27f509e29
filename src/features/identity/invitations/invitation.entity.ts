import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Id, OrganisationId, PersonId } from '../../../kernel/ids.js';
import type { Role } from '../../../platform/access/actor.js';

/** An offer to join an organisation in a role, accepted once with a token of which only the hash is kept. */
@Entity('invitations')
@Index('invitations_token_once', ['tokenHash'], { unique: true })
@Index('invitations_organisation', ['organisationId'])
@Index('invitations_person', ['personId'])
@Index('invitations_expiring', ['expiresAt'])
@Index('invitations_superseding', ['supersededBy'], { where: 'superseded_by is not null' })
@Index('invitations_open_once', { synchronize: false })
@Check('invitations_mail_state_known', `mail_state in ('waiting', 'sent', 'delayed', 'refused')`)
@Check('invitations_mail_since', '(mail_state is null) = (mail_at is null)')
@Check(
  'invitations_mail_reason_where_needed',
  `(mail_reason is not null) = (mail_state is not null and mail_state in ('delayed', 'refused'))`,
)
@Check('invitations_withdrawn_by_somebody', '(withdrawn_at is null) = (withdrawn_by is null)')
@Check('invitations_end_once', 'num_nonnulls(accepted_at, withdrawn_at, superseded_by) <= 1')
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

  @Column('timestamptz', { name: 'withdrawn_at', nullable: true })
  withdrawnAt!: Date | null;

  @ForeignKey('Person', { name: 'invitations_withdrawn_by_fkey' })
  @Column('uuid', { name: 'withdrawn_by', nullable: true })
  withdrawnBy!: PersonId | null;

  @ForeignKey('Invitation', {
    name: 'invitations_superseded_by_fkey',
    deferrable: 'INITIALLY DEFERRED',
  })
  @Column('uuid', { name: 'superseded_by', nullable: true })
  supersededBy!: Id<'invitation'> | null;

  /** Since when the person's address is no longer the invited one. */
  @Column('timestamptz', { name: 'voided_at', nullable: true })
  voidedAt!: Date | null;

  /** How often its link was given out. */
  @Column('integer', { default: 1 })
  sends!: number;

  @Column('timestamptz', { name: 'last_sent_at', nullable: true })
  lastSentAt!: Date | null;

  /** What became of its last mail, since when, and the kind of reason; null: the link was given to the inviter. */
  @Column('text', { name: 'mail_state', nullable: true })
  mailState!: string | null;

  @Column('timestamptz', { name: 'mail_at', nullable: true })
  mailAt!: Date | null;

  @Column('text', { name: 'mail_reason', nullable: true })
  mailReason!: string | null;
}
