import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Day } from '../../kernel/days.js';
import type { ContractId, GuestLinkId, PersonId, SignOffRequestId } from '../../kernel/ids.js';
import type { GuestPurpose } from './guest-links.types.js';

/** A link for somebody without an account, good for one purpose on one contract; of its secrets only hashes are kept. */
@Entity('guest_links')
@Index('guest_links_token_once', ['tokenHash'], { unique: true })
@Index('guest_links_session_once', ['sessionHash'], { unique: true })
@Index('guest_links_contract', ['contractId', 'id'])
@Index('guest_links_person', ['personId'])
@Check('guest_links_purpose_known', `purpose in ('tutor_once', 'legal_representative')`)
@Check('guest_links_address_in_lower_case', 'email = lower(email)')
@Check('guest_links_about_one_request', `(purpose = 'tutor_once') = (num_nonnulls(request_id, met_on) = 2)`)
@Check('guest_links_days_not_months', `expires_at <= issued_at + interval '15 days'`)
@Check('guest_links_withdrawn_by_somebody', '(withdrawn_at is null) = (withdrawn_by is null)')
@Check('guest_links_end_once', 'num_nonnulls(withdrawn_at, disowned_at) <= 1')
@Check('guest_links_few_tries', 'code_tries between 0 and 5 and codes_asked between 0 and 5')
export class GuestLink {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'guest_links_pkey' })
  id!: GuestLinkId;

  @ForeignKey('Contract', { name: 'guest_links_contract_id_fkey' })
  @Column('uuid', { name: 'contract_id' })
  contractId!: ContractId;
  @Column('text')
  purpose!: GuestPurpose;

  /** Who bears it: a person without an account. */
  @ForeignKey('Person', { name: 'guest_links_person_id_fkey' })
  @Column('uuid', { name: 'person_id' })
  personId!: PersonId;

  /** As they were given. */
  @Column('text', { name: 'given_name' })
  givenName!: string;
  @Column('text', { name: 'family_name' })
  familyName!: string;
  @Column('text', { name: 'job_title', nullable: true })
  jobTitle!: string | null;
  @Column('text')
  email!: string;

  @ForeignKey('SignOffRequest', { name: 'guest_links_request_id_fkey' })
  @Column('uuid', { name: 'request_id', nullable: true })
  requestId!: SignOffRequestId | null;

  /** The day on which they worked with the alternant: the first that they may sign for. */
  @Column('date', { name: 'met_on', nullable: true })
  metOn!: Day | null;

  @ForeignKey('Person', { name: 'guest_links_issued_by_fkey' })
  @Column('uuid', { name: 'issued_by' })
  issuedBy!: PersonId;

  @Column('timestamptz', { name: 'issued_at' })
  issuedAt!: Date;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;

  /** Null until its mail is made. */
  @Column('bytea', { name: 'token_hash', nullable: true })
  tokenHash!: Buffer | null;
  @Column('integer')
  sends!: number;
  @Column('timestamptz', { name: 'last_sent_at' })
  lastSentAt!: Date;
  @Column('timestamptz', { name: 'opened_at', nullable: true })
  openedAt!: Date | null;
  @Column('bytea', { name: 'session_hash', nullable: true })
  sessionHash!: Buffer | null;
  @Column('timestamptz', { name: 'session_expires_at', nullable: true })
  sessionExpiresAt!: Date | null;
  @Column('bytea', { name: 'code_hash', nullable: true })
  codeHash!: Buffer | null;
  @Column('timestamptz', { name: 'code_asked_at', nullable: true })
  codeAskedAt!: Date | null;
  @Column('timestamptz', { name: 'code_expires_at', nullable: true })
  codeExpiresAt!: Date | null;
  @Column('integer', { name: 'code_tries', default: 0 })
  codeTries!: number;
  @Column('integer', { name: 'codes_asked', default: 0 })
  codesAsked!: number;

  /** When something was recorded by it: of a tutor's the end, of a representative's the first time. */
  @Column('timestamptz', { name: 'used_at', nullable: true })
  usedAt!: Date | null;
  @Column('timestamptz', { name: 'withdrawn_at', nullable: true })
  withdrawnAt!: Date | null;

  @ForeignKey('Person', { name: 'guest_links_withdrawn_by_fkey' })
  @Column('uuid', { name: 'withdrawn_by', nullable: true })
  withdrawnBy!: PersonId | null;

  /** When its bearer said that it was not for them. */
  @Column('timestamptz', { name: 'disowned_at', nullable: true })
  disownedAt!: Date | null;
}
