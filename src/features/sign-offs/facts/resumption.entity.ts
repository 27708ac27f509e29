import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Day } from '../../../kernel/days.js';
import type { ContractId, Id, PersonId } from '../../../kernel/ids.js';

/** After a long absence the main tutor has taken the measure of what remains: supervision is as it was. */
@Entity('resumptions')
@Index('resumptions_in_order', ['contractId', 'sequence'], { unique: true })
export class Resumption {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'resumptions_pkey' })
  id!: Id<'resumption'>;

  @ForeignKey('Contract', { name: 'resumptions_contract_id_fkey' })
  @Column('uuid', { name: 'contract_id' })
  contractId!: ContractId;

  @Column('bigint')
  sequence!: number;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  @ForeignKey('Person', { name: 'resumptions_recorded_by_fkey' })
  @Column('uuid', { name: 'recorded_by' })
  recordedBy!: PersonId;

  @Column('date', { name: 'on_day' })
  onDay!: Day;

  @Column('text', { nullable: true })
  comment!: string | null;
}
