import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { ContractId, PersonId } from '../../kernel/ids.js';
import type { MailId, NoticeId } from './notifications.types.js';

/** One thing told to one person: once. */
@Entity('notices')
@Index('notices_told_once', ['thingId', 'kind', 'personId'], { unique: true })
@Index('notices_of_person', ['personId', 'id'])
@Index('notices_due', ['dueAt'], { where: 'mail_id is null and due_at is not null' })
@Index('notices_of_mail', ['mailId'], { where: 'mail_id is not null' })
export class Notice {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'notices_pkey' })
  id!: NoticeId;

  /** The event, or what has waited. */
  @Column('uuid', { name: 'thing_id' })
  thingId!: string;

  @Column('text')
  kind!: string;

  @ForeignKey('Person', { name: 'notices_person_id_fkey' })
  @Column('uuid', { name: 'person_id' })
  personId!: PersonId;

  @ForeignKey('Contract', { name: 'notices_contract_id_fkey' })
  @Column('uuid', { name: 'contract_id' })
  contractId!: ContractId;

  @Column('text', { nullable: true })
  level!: string | null;

  @Column('timestamptz', { name: 'told_at' })
  toldAt!: Date;

  /** When a mail may say it; null: none. */
  @Column('timestamptz', { name: 'due_at', nullable: true })
  dueAt!: Date | null;

  @ForeignKey('Mail', { name: 'notices_mail_id_fkey' })
  @Column('uuid', { name: 'mail_id', nullable: true })
  mailId!: MailId | null;
}
