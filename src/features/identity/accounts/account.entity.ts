import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { AccountId, PersonId } from '../../../kernel/ids.js';

/** How a person signs in: one account each, an e-mail in lower case, a password once an invitation was accepted. */
@Entity('accounts')
@Check('accounts_email_is_lower_case', `email = lower(email)`)
@Check('accounts_disabled_by_when_disabled', `disabled_by is null or disabled_at is not null`)
@Index('accounts_email_once', ['email'], { unique: true })
@Index('accounts_person_once', ['personId'], { unique: true })
@Index('accounts_disabled', ['disabledAt'], { where: 'disabled_at is not null' })
export class Account {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'accounts_pkey' })
  id!: AccountId;

  @ForeignKey('Person', { name: 'accounts_person_id_fkey' })
  @Column('uuid', { name: 'person_id' })
  personId!: PersonId;

  @Column('text')
  email!: string;

  /** Argon2id, as a PHC string. */
  @Column('text', { name: 'password_hash', nullable: true })
  passwordHash!: string | null;

  @Column('timestamptz', { name: 'disabled_at', nullable: true })
  disabledAt!: Date | null;

  /** Null also when the owner of the database did it. */
  @ForeignKey('Person', { name: 'accounts_disabled_by_fkey' })
  @Column('uuid', { name: 'disabled_by', nullable: true })
  disabledBy!: PersonId | null;

  /** Then the platform alone enables it; so it is with an account that nobody is said to have disabled. */
  @Column('boolean', { name: 'disabled_by_platform', default: false })
  disabledByPlatform!: boolean;

  /** Null: it is the first one. */
  @Column('timestamptz', { name: 'password_changed_at', nullable: true })
  passwordChangedAt!: Date | null;

  /** Who gave the link by which the present password was chosen; null: nobody did. */
  @ForeignKey('Person', { name: 'accounts_password_reset_by_fkey' })
  @Column('uuid', { name: 'password_reset_by', nullable: true })
  passwordResetBy!: PersonId | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}
