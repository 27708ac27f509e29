import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { ApiClientId, ContractId, GuestLinkId, Id, PersonId } from '../../kernel/ids.js';

/** The history of a contract: one row per fact, and one per change of level. */
@Entity('events')
@Check('events_have_one_actor', `num_nonnulls(actor_person_id, actor_client_id) = 1`)
@Index('events_in_order', ['contractId', 'sequence'], { unique: true })
export class Event {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'events_pkey' })
  id!: Id<'event'>;

  @ForeignKey('Contract', { name: 'events_contract_id_fkey' })
  @Column('uuid', { name: 'contract_id' })
  contractId!: ContractId;

  @Column('bigint')
  sequence!: number;

  @Column('text')
  type!: string;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  @Column('uuid', { name: 'actor_person_id', nullable: true })
  actorPersonId!: PersonId | null;

  @ForeignKey('ApiClient', { name: 'events_actor_client_id_fkey' })
  @Column('uuid', { name: 'actor_client_id', nullable: true })
  actorClientId!: ApiClientId | null;

  @Column('jsonb')
  data!: Record<string, unknown>;

  /** Says, to a reader of every contract's events, which ones are committed for good. */
  @Column('bigint', { name: 'transaction_id', default: () => 'app.transaction_id()' })
  transactionId!: number;

  /** By which link it came, where its person has no account. */
  @ForeignKey('GuestLink', { name: 'events_guest_link_id_fkey' })
  @Column('uuid', { name: 'guest_link_id', nullable: true, default: () => 'app.guest_link_id()' })
  guestLinkId!: GuestLinkId | null;
}
