import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { ContractId, Id, MandateId, PersonId } from '../../../kernel/ids.js';
import type { Capacity, Decision } from '../../ladder/facts.types.js';

/** A human decision that a level is done, or not yet. `cosigns`: the tutor's, that the referent completes. */
@Entity('level_decisions')
@Index('level_decisions_in_order', ['contractId', 'sequence'], { unique: true })
@Index('level_decisions_cosigned_once', ['cosigns'], { unique: true })
@Check('level_decisions_capacity_known', `capacity in ('tutor', 'referent')`)
@Check('level_decisions_decision_known', `decision in ('open', 'decline')`)
@Check('level_decisions_decline_has_reason', `decision <> 'decline' or reason is not null`)
export class LevelDecision {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'level_decisions_pkey' })
  id!: Id<'level_decision'>;

  @ForeignKey('Contract', { name: 'level_decisions_contract_id_fkey' })
  @Column('uuid', { name: 'contract_id' })
  contractId!: ContractId;

  @Column('bigint')
  sequence!: number;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  @ForeignKey('Person', { name: 'level_decisions_decided_by_fkey' })
  @Column('uuid', { name: 'decided_by' })
  decidedBy!: PersonId;

  @ForeignKey('Mandate', { name: 'level_decisions_mandate_id_fkey' })
  @Column('uuid', { name: 'mandate_id' })
  mandateId!: MandateId;

  @Column('text')
  capacity!: Capacity;

  @Column('text')
  level!: string;

  @Column('text')
  decision!: Decision;

  @Column('text', { nullable: true })
  reason!: string | null;

  @ForeignKey('LevelDecision', { name: 'level_decisions_cosigns_fkey' })
  @Column('uuid', { nullable: true })
  cosigns!: string | null;
}
