import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { ApiClientId, ContractId, Id, PersonId } from '../../../kernel/ids.js';
import type { CalendarException, CalendarPattern, CalendarSource } from './calendar.types.js';

/** What is planned of the alternation from then on. Added, never changed: the last one counts. */
@Entity('contract_calendars')
@Check('contract_calendars_has_one_author', `num_nonnulls(recorded_by, recorded_by_client) = 1`)
@Check('contract_calendars_source_known', `source in ('stated', 'ics', 'csv')`)
@Index('contract_calendars_in_order', ['contractId', 'sequence'], { unique: true })
export class ContractCalendar {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'contract_calendars_pkey' })
  id!: Id<'contract_calendar'>;

  @ForeignKey('Contract', { name: 'contract_calendars_contract_id_fkey' })
  @Column('uuid', { name: 'contract_id' })
  contractId!: ContractId;

  @Column('bigint')
  sequence!: number;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  @ForeignKey('Person', { name: 'contract_calendars_recorded_by_fkey' })
  @Column('uuid', { name: 'recorded_by', nullable: true })
  recordedBy!: PersonId | null;

  @ForeignKey('ApiClient', { name: 'contract_calendars_recorded_by_client_fkey' })
  @Column('uuid', { name: 'recorded_by_client', nullable: true })
  recordedByClient!: ApiClientId | null;

  @Column('jsonb')
  patterns!: readonly CalendarPattern[];

  /** The periods that are otherwise than the rhythm says. */
  @Column('jsonb')
  items!: readonly CalendarException[];

  @Column('text')
  source!: CalendarSource;
}
