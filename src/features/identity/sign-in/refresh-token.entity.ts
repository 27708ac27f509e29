import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { AccountId, Id, SessionId } from '../../../kernel/ids.js';

/** One link of a chain of refresh tokens (a family, which is a session): each serves once and gives the next. Only its hash is kept. */
@Entity('refresh_tokens')
@Index('refresh_tokens_hash_once', ['tokenHash'], { unique: true })
@Index('refresh_tokens_family', ['familyId'])
@Index('refresh_tokens_account', ['accountId'])
@Index('refresh_tokens_expiry', ['expiresAt'])
export class RefreshToken {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'refresh_tokens_pkey' })
  id!: Id<'refresh_token'>;

  @ForeignKey('Account', { name: 'refresh_tokens_account_id_fkey' })
  @Column('uuid', { name: 'account_id' })
  accountId!: AccountId;

  @ForeignKey('Session', { name: 'refresh_tokens_family_id_fkey' })
  @Column('uuid', { name: 'family_id' })
  familyId!: SessionId;

  @Column('bytea', { name: 'token_hash' })
  tokenHash!: Buffer;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;

  @Column('timestamptz', { name: 'used_at', nullable: true })
  usedAt!: Date | null;

  @Column('timestamptz', { name: 'revoked_at', nullable: true })
  revokedAt!: Date | null;
}
