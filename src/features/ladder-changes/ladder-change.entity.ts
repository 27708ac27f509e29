import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { ApiClientId, ContractId, LadderId, PersonId } from '../../kernel/ids.js';
import type { LadderMappingId } from '../frameworks/mappings/mappings.types.js';
import type { LadderChangeId } from './ladder-changes.types.js';

/** The act by which a contract moved to another ladder. Added, never changed. */
@Entity('ladder_changes')
@Check('ladder_changes_has_one_author', `num_nonnulls(recorded_by, recorded_by_client) = 1`)
@Index('ladder_changes_in_order', ['contractId', 'sequence'], { unique: true })
export class LadderChangeRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'ladder_changes_pkey' })
  id!: LadderChangeId;

  @ForeignKey('Contract', { name: 'ladder_changes_contract_id_fkey' })
  @Column('uuid', { name: 'contract_id' })
  contractId!: ContractId;

  @Column('bigint')
  sequence!: number;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  @ForeignKey('Person', { name: 'ladder_changes_recorded_by_fkey' })
  @Column('uuid', { name: 'recorded_by', nullable: true })
  recordedBy!: PersonId | null;

  @ForeignKey('ApiClient', { name: 'ladder_changes_recorded_by_client_fkey' })
  @Column('uuid', { name: 'recorded_by_client', nullable: true })
  recordedByClient!: ApiClientId | null;

  @ForeignKey('LadderMappingRow', { name: 'ladder_changes_mapping_id_fkey' })
  @Column('uuid', { name: 'mapping_id' })
  mappingId!: LadderMappingId;

  @ForeignKey('Ladder', { name: 'ladder_changes_from_ladder_id_fkey' })
  @Column('uuid', { name: 'from_ladder_id' })
  fromLadderId!: LadderId;

  @ForeignKey('Ladder', { name: 'ladder_changes_to_ladder_id_fkey' })
  @Column('uuid', { name: 'to_ladder_id' })
  toLadderId!: LadderId;

  /** Missions of the ladder that was left which the new one does not have. */
  @Column('text', { name: 'ended_missions', array: true })
  endedMissions!: string[];
}
