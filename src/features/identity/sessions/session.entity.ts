import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { AccountId, SessionId } from '../../../kernel/ids.js';

/** Where an account is signed in: a family of refresh tokens, from the password to its end. */
@Entity('sessions')
@Check('sessions_client_known', `client_kind in ('browser', 'program', 'unknown')`)
@Index('sessions_account', ['accountId'])
@Index('sessions_ended', ['endedAt'], { where: 'ended_at is not null' })
@Index('sessions_expiry', ['expiresAt'])
export class Session {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'sessions_pkey' })
  id!: SessionId;

  @ForeignKey('Account', { name: 'sessions_account_id_fkey' })
  @Column('uuid', { name: 'account_id' })
  accountId!: AccountId;

  /** What signed in, as far as it said: never the whole of its `User-Agent`, which tells people apart. */
  @Column('text', { name: 'client_kind' })
  clientKind!: string;

  @Column('text', { name: 'client_app', nullable: true })
  clientApp!: string | null;

  @Column('text', { name: 'client_system', nullable: true })
  clientSystem!: string | null;

  @Column('timestamptz', { name: 'started_at' })
  startedAt!: Date;

  @Column('timestamptz', { name: 'last_used_at' })
  lastUsedAt!: Date;

  /** When its newest refresh token does. */
  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt!: Date | null;
}
