import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { ApiClientId, Id, OrganisationId, PersonId } from '../../../kernel/ids.js';

/** What lets a client act for one more establishment: who asked, who accepted there, who took it back. */
@Entity('api_client_grants')
@Check('api_client_grants_accepted_by_somebody', `(accepted_at is null) = (accepted_by is null)`)
@Check('api_client_grants_withdrawn_by_somebody', `(withdrawn_at is null) = (withdrawn_by is null)`)
@Index('api_client_grants_open_once', ['clientId', 'organisationId'], {
  unique: true,
  where: 'withdrawn_at is null',
})
@Index('api_client_grants_organisation', ['organisationId', 'id'])
export class ApiClientGrant {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'api_client_grants_pkey' })
  id!: Id<'api_client_grant'>;

  @ForeignKey('ApiClient', { name: 'api_client_grants_client_id_fkey' })
  @Column('uuid', { name: 'client_id' })
  clientId!: ApiClientId;

  @ForeignKey('Organisation', { name: 'api_client_grants_organisation_id_fkey' })
  @Column('uuid', { name: 'organisation_id' })
  organisationId!: OrganisationId;

  @ForeignKey('Person', { name: 'api_client_grants_asked_by_fkey' })
  @Column('uuid', { name: 'asked_by' })
  askedBy!: PersonId;

  @Column('timestamptz', { name: 'asked_at' })
  askedAt!: Date;

  @ForeignKey('Person', { name: 'api_client_grants_accepted_by_fkey' })
  @Column('uuid', { name: 'accepted_by', nullable: true })
  acceptedBy!: PersonId | null;

  @Column('timestamptz', { name: 'accepted_at', nullable: true })
  acceptedAt!: Date | null;

  @ForeignKey('Person', { name: 'api_client_grants_withdrawn_by_fkey' })
  @Column('uuid', { name: 'withdrawn_by', nullable: true })
  withdrawnBy!: PersonId | null;

  @Column('timestamptz', { name: 'withdrawn_at', nullable: true })
  withdrawnAt!: Date | null;
}
