import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { ContractId, PersonId } from '../../kernel/ids.js';
import type { MailId, NotificationId } from './notifications.types.js';

/** One thing told to one person: once. */
@Entity('notifications')
@Index('notifications_sent_once', ['subjectId', 'kind', 'personId'], { unique: true })
@Index('notifications_of_person', ['personId', 'id'])
@Index('notifications_due', ['dueAt'], { where: 'mail_id is null and due_at is not null' })
@Index('notifications_of_mail', ['mailId'], { where: 'mail_id is not null' })
export class Notification {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'notifications_pkey' })
  id!: NotificationId;

  /** The event, or what has waited. */
  @Column('uuid', { name: 'subject_id' })
  subjectId!: string;

  @Column('text')
  kind!: string;

  @ForeignKey('Person', { name: 'notifications_person_id_fkey' })
  @Column('uuid', { name: 'person_id' })
  personId!: PersonId;

  @ForeignKey('Contract', { name: 'notifications_contract_id_fkey' })
  @Column('uuid', { name: 'contract_id' })
  contractId!: ContractId;

  @Column('text', { nullable: true })
  level!: string | null;

  @Column('timestamptz', { name: 'notified_at' })
  notifiedAt!: Date;

  /** When a mail may say it; null: none. */
  @Column('timestamptz', { name: 'due_at', nullable: true })
  dueAt!: Date | null;

  @ForeignKey('Mail', { name: 'notifications_mail_id_fkey' })
  @Column('uuid', { name: 'mail_id', nullable: true })
  mailId!: MailId | null;
}
