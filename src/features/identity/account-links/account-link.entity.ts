import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { AccountId, PersonId } from '../../../kernel/ids.js';
import type { AccountLinkId } from '../identity.types.js';

/** A link that serves once, by which somebody chooses a password anew or changes the address of their account. */
@Entity('account_links')
@Check('account_links_purpose_known', `purpose in ('reset', 'confirm_email', 'undo_email')`)
@Check('account_links_address_in_lower_case', 'email = lower(email)')
@Check('account_links_address_where_needed', `(purpose = 'reset') = (email is null)`)
@Check('account_links_end_once', 'num_nonnulls(used_at, voided_at) <= 1')
@Index('account_links_token_once', ['tokenHash'], { unique: true })
@Index('account_links_account', ['accountId'])
@Index('account_links_expiry', ['expiresAt'])
export class AccountLink {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'account_links_pkey' })
  id!: AccountLinkId;

  /** Null: somebody forgot the password of an address that nobody signs in with. Nothing comes of it. */
  @ForeignKey('Account', { name: 'account_links_account_id_fkey' })
  @Column('uuid', { name: 'account_id', nullable: true })
  accountId!: AccountId | null;

  @Column('text')
  purpose!: string;

  /** The address that it gives the account. */
  @Column('text', { nullable: true })
  email!: string | null;

  /** Null until its mail is made. */
  @Column('bytea', { name: 'token_hash', nullable: true })
  tokenHash!: Buffer | null;

  /** Who gave it by hand; null: it went by mail. */
  @ForeignKey('Person', { name: 'account_links_issued_by_fkey' })
  @Column('uuid', { name: 'issued_by', nullable: true })
  issuedBy!: PersonId | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;

  @Column('timestamptz', { name: 'used_at', nullable: true })
  usedAt!: Date | null;

  @Column('timestamptz', { name: 'voided_at', nullable: true })
  voidedAt!: Date | null;
}
