import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { ContractId, DisputeId, Id, PersonId } from '../../kernel/ids.js';
import type { DisputeEnding as Ending } from './disputes.types.js';

/** Ends a dispute, once: a ruling, or its withdrawal. */
@Entity('dispute_endings')
@Index('dispute_endings_once', ['disputeId'], { unique: true })
@Index('dispute_endings_in_order', ['contractId', 'sequence'], { unique: true })
@Check('dispute_endings_ending_known', `ending in ('fact_stands', 'fact_overturned', 'withdrawn')`)
@Check('dispute_endings_ruling_has_reason', `(ending = 'withdrawn') = (reason is null)`)
export class DisputeEndingRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'dispute_endings_pkey' })
  id!: Id<'dispute_ending'>;

  @ForeignKey('DisputeRow', { name: 'dispute_endings_dispute_id_fkey' })
  @Column('uuid', { name: 'dispute_id' })
  disputeId!: DisputeId;

  @ForeignKey('Contract', { name: 'dispute_endings_contract_id_fkey' })
  @Column('uuid', { name: 'contract_id' })
  contractId!: ContractId;

  @Column('bigint')
  sequence!: number;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  @ForeignKey('Person', { name: 'dispute_endings_ended_by_fkey' })
  @Column('uuid', { name: 'ended_by' })
  endedBy!: PersonId;

  @Column('text')
  ending!: Ending['ending'];

  @Column('text', { nullable: true })
  reason!: string | null;
}
