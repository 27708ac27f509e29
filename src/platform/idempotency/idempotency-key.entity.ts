import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { AccountId, ApiClientId } from '../../kernel/ids.js';

/** The first answer under a caller's key; without a status the request that claimed it is still running. */
@Entity('idempotency_keys')
@Index('idempotency_keys_expiry', ['expiresAt'])
export class IdempotencyKey {
  @PrimaryColumn('uuid', { name: 'caller_id', primaryKeyConstraintName: 'idempotency_keys_pkey' })
  callerId!: AccountId | ApiClientId;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'idempotency_keys_pkey' })
  key!: string;

  @Column('bytea', { name: 'request_hash' })
  requestHash!: Buffer;

  @Column('integer', { nullable: true })
  status!: number | null;

  @Column('jsonb', { nullable: true })
  headers!: Record<string, string> | null;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;

  /** Opened with the key only, which is not kept. */
  @Column('bytea', { name: 'sealed_body', nullable: true })
  sealedBody!: Buffer | null;
}
