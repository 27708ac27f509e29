import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { PersonId, SignOffId } from '../../../kernel/ids.js';

/**
 * The sign-off that a person's device recorded under an id of its own. Kept for ever, as the sign-off is: a phone that
 * lost the answer may come back after weeks, and must not sign a second time what was revoked meanwhile.
 */
@Entity('sent_sign_offs')
export class SentSignOff {
  @ForeignKey('Person', { name: 'sent_sign_offs_person_id_fkey' })
  @PrimaryColumn('uuid', { name: 'person_id', primaryKeyConstraintName: 'sent_sign_offs_pkey' })
  personId!: PersonId;

  @PrimaryColumn('text', { name: 'client_id', primaryKeyConstraintName: 'sent_sign_offs_pkey' })
  clientId!: string;

  /** The hash of what was sent: another body under the same id is refused. */
  @Column('bytea', { name: 'request_hash' })
  requestHash!: Buffer;

  @ForeignKey('SignOff', { name: 'sent_sign_offs_sign_off_id_fkey' })
  @Column('uuid', { name: 'sign_off_id' })
  signOffId!: SignOffId;
}
