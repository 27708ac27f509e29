import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Day } from '../../kernel/days.js';
import type { ApiClientId, AttestationId, ContractId, PersonId } from '../../kernel/ids.js';

/** That the alternant holds a prerequisite, `[from_day, until_day)`: a code and days, never why. */
@Entity('attestations')
@Index('attestations_in_order', ['contractId', 'sequence'], { unique: true })
@Check('attestations_days_in_order', `from_day < until_day`)
@Check('attestations_has_one_author', `num_nonnulls(recorded_by, recorded_by_client) = 1`)
export class Attestation {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'attestations_pkey' })
  id!: AttestationId;

  @ForeignKey('Contract', { name: 'attestations_contract_id_fkey' })
  @Column('uuid', { name: 'contract_id' })
  contractId!: ContractId;

  @Column('bigint')
  sequence!: number;

  @Column('text')
  prerequisite!: string;

  @Column('date', { name: 'from_day' })
  fromDay!: Day;

  @Column('date', { name: 'until_day', nullable: true })
  untilDay!: Day | null;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  @ForeignKey('Person', { name: 'attestations_recorded_by_fkey' })
  @Column('uuid', { name: 'recorded_by', nullable: true })
  recordedBy!: PersonId | null;

  @ForeignKey('ApiClient', { name: 'attestations_recorded_by_client_fkey' })
  @Column('uuid', { name: 'recorded_by_client', nullable: true })
  recordedByClient!: ApiClientId | null;
}
