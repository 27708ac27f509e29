import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { ApiClientId, PersonId } from '../../kernel/ids.js';
import type { SecretId } from './api-clients.types.js';

/** One secret of an API client, as a hash. Two open at once while the newer takes over from the older. */
@Entity('api_client_secrets')
@Index('api_client_secrets_client', ['clientId', 'createdAt'])
export class ApiClientSecret {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'api_client_secrets_pkey' })
  id!: SecretId;

  @ForeignKey('ApiClient', { name: 'api_client_secrets_client_id_fkey' })
  @Column('uuid', { name: 'client_id' })
  clientId!: ApiClientId;

  @Column('bytea', { name: 'secret_hash' })
  secretHash!: Buffer;

  @ForeignKey('Person', { name: 'api_client_secrets_created_by_fkey' })
  @Column('uuid', { name: 'created_by' })
  createdBy!: PersonId;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'expires_at', nullable: true })
  expiresAt!: Date | null;

  @Column('timestamptz', { name: 'last_used_at', nullable: true })
  lastUsedAt!: Date | null;
}
