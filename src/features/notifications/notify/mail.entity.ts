import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Day } from '../../../kernel/days.js';
import type { PersonId } from '../../../kernel/ids.js';
import type { MailId } from '../notifications.types.js';

/** A mail to one person that says some notifications: to be sent, or what became of it. What it said is not kept. */
@Entity('mails')
@Index('mails_one_digest_a_day', ['personId', 'digestOn'], {
  unique: true,
  where: 'digest_on is not null',
})
@Check('mails_outcome_known', `outcome in ('sent', 'refused', 'no_address', 'nothing_left')`)
@Check('mails_settled_with_outcome', `(settled_at is null) = (outcome is null)`)
export class Mail {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'mails_pkey' })
  id!: MailId;

  @ForeignKey('Person', { name: 'mails_person_id_fkey' })
  @Column('uuid', { name: 'person_id' })
  personId!: PersonId;

  /** The day whose digest it is; null: it says what could not wait. */
  @Column('date', { name: 'digest_on', nullable: true })
  digestOn!: Day | null;

  @Column('timestamptz', { name: 'made_at' })
  madeAt!: Date;

  @Column('timestamptz', { name: 'settled_at', nullable: true })
  settledAt!: Date | null;

  @Column('text', { nullable: true })
  outcome!: string | null;
}
