import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { ContractId, Id, ObservationId, PersonId } from '../../../kernel/ids.js';

/** Says that what was seen unsafe takes nothing back, once for an observation. */
@Entity('proposal_dismissals')
@Index('proposal_dismissals_once', ['observationId'], { unique: true })
@Index('proposal_dismissals_in_order', ['contractId', 'sequence'], { unique: true })
export class ProposalDismissal {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'proposal_dismissals_pkey' })
  id!: Id<'proposal_dismissal'>;

  @ForeignKey('Contract', { name: 'proposal_dismissals_contract_id_fkey' })
  @Column('uuid', { name: 'contract_id' })
  contractId!: ContractId;

  @Column('bigint')
  sequence!: number;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  @ForeignKey('Observation', { name: 'proposal_dismissals_observation_id_fkey' })
  @Column('uuid', { name: 'observation_id' })
  observationId!: ObservationId;

  @ForeignKey('Person', { name: 'proposal_dismissals_dismissed_by_fkey' })
  @Column('uuid', { name: 'dismissed_by' })
  dismissedBy!: PersonId;

  @Column('text')
  reason!: string;
}
