import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Day } from '../../kernel/days.js';
import type { ApiClientId, OrganisationId, PersonId } from '../../kernel/ids.js';
import type { Scope } from '../../platform/access/scopes.js';

/** A program that calls for one organisation; until `until_day` (excluded) or until it is revoked. */
@Entity('api_clients')
@Index('api_clients_organisation', ['organisationId', 'id'])
export class ApiClient {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'api_clients_pkey' })
  id!: ApiClientId;

  @ForeignKey('Organisation', { name: 'api_clients_organisation_id_fkey' })
  @Column('uuid', { name: 'organisation_id' })
  organisationId!: OrganisationId;

  @Column('text')
  name!: string;

  @Column('text', { array: true })
  scopes!: Scope[];

  @Column('date', { name: 'until_day', nullable: true })
  untilDay!: Day | null;

  @ForeignKey('Person', { name: 'api_clients_created_by_fkey' })
  @Column('uuid', { name: 'created_by' })
  createdBy!: PersonId;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @ForeignKey('Person', { name: 'api_clients_revoked_by_fkey' })
  @Column('uuid', { name: 'revoked_by', nullable: true })
  revokedBy!: PersonId | null;

  @Column('timestamptz', { name: 'revoked_at', nullable: true })
  revokedAt!: Date | null;
}
