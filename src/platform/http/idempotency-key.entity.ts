import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { AccountId } from '../../kernel/ids.js';

/** The first answer under a caller's key; without a status the request that claimed it is still running. */
@Entity('idempotency_keys')
@Index('idempotency_keys_expiry', ['expiresAt'])
export class IdempotencyKey {
  @PrimaryColumn('uuid', { name: 'account_id', primaryKeyConstraintName: 'idempotency_keys_pkey' })
  accountId!: AccountId;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'idempotency_keys_pkey' })
  key!: string;

  @Column('bytea', { name: 'request_hash' })
  requestHash!: Buffer;

  @Column('integer', { nullable: true })
  status!: number | null;

  @Column('jsonb', { nullable: true })
  headers!: Record<string, string> | null;

  @Column('text', { nullable: true })
  body!: string | null;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;
}
