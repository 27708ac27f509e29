import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { ConcernId, ContractId, PersonId } from '../../kernel/ids.js';
import type { ConcernSeverity } from '../ladder/entitlements/concerns.types.js';

/** What worries somebody about named missions; a high one withdraws them until it is reviewed. */
@Entity('concerns')
@Index('concerns_in_order', ['contractId', 'sequence'], { unique: true })
@Check('concerns_severity_known', `severity in ('low', 'high')`)
@Check('concerns_names_missions', `cardinality(missions) > 0`)
export class Concern {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'concerns_pkey' })
  id!: ConcernId;

  @ForeignKey('Contract', { name: 'concerns_contract_id_fkey' })
  @Column('uuid', { name: 'contract_id' })
  contractId!: ContractId;

  @Column('bigint')
  sequence!: number;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  @ForeignKey('Person', { name: 'concerns_raised_by_fkey' })
  @Column('uuid', { name: 'raised_by' })
  raisedBy!: PersonId;

  @Column('text')
  severity!: ConcernSeverity;

  @Column('text', { array: true })
  missions!: string[];

  @Column('text')
  text!: string;
}
