import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Day } from '../../../kernel/days.js';
import type { ContractId, ObservationId, PersonId } from '../../../kernel/ids.js';
import type { KeptObservationItem } from './facts.types.js';

/** A fact about the past: who saw what, on which day. */
@Entity('observations')
@Index('observations_in_order', ['contractId', 'sequence'], { unique: true })
export class Observation {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'observations_pkey' })
  id!: ObservationId;

  @ForeignKey('Contract', { name: 'observations_contract_id_fkey' })
  @Column('uuid', { name: 'contract_id' })
  contractId!: ContractId;

  @Column('bigint')
  sequence!: number;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  @ForeignKey('Person', { name: 'observations_observer_id_fkey' })
  @Column('uuid', { name: 'observer_id' })
  observerId!: PersonId;

  @Column('date', { name: 'observed_on' })
  observedOn!: Day;

  @Column('text', { nullable: true })
  mission!: string | null;

  @Column('text', { nullable: true })
  unit!: string | null;

  @Column('boolean', { name: 'with_sign_off' })
  withSignOff!: boolean;

  @Column('jsonb')
  items!: KeptObservationItem[];
}
