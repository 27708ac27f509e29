import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Day } from '../../kernel/days.js';
import type { AccountId } from '../../kernel/ids.js';
import type { CalendarLinkId } from './own-calendar.types.js';

/** A private address of somebody's own calendar; of its secret only the hash is kept. */
@Entity('calendar_links')
@Index('calendar_links_token_once', ['tokenHash'], { unique: true })
@Index('calendar_links_account', ['accountId', 'id'])
export class CalendarLink {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'calendar_links_pkey' })
  id!: CalendarLinkId;

  @ForeignKey('Account', { name: 'calendar_links_account_id_fkey', onDelete: 'CASCADE' })
  @Column('uuid', { name: 'account_id' })
  accountId!: AccountId;

  /** How its holder tells it from others. */
  @Column('text')
  name!: string;

  @Column('bytea', { name: 'token_hash' })
  tokenHash!: Buffer;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('date', { name: 'last_read_on', nullable: true })
  lastReadOn!: Day | null;

  @Column('timestamptz', { name: 'revoked_at', nullable: true })
  revokedAt!: Date | null;
}
