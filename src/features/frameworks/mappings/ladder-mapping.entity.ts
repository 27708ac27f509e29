import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { LadderId, OrganisationId, PersonId } from '../../../kernel/ids.js';
import type { CompetencyMapping, LadderMappingId, LevelMapping } from './mappings.types.js';

/** What of one published ladder stands for what of another. Added, never changed; the newest between two ladders counts. */
@Entity('ladder_mappings')
@Check('ladder_mappings_lead_elsewhere', `from_ladder_id <> to_ladder_id`)
@Check('ladder_mappings_shipped_for_all', `created_by is not null or owner_id is null`)
@Index('ladder_mappings_between', ['fromLadderId', 'toLadderId', 'id'])
export class LadderMappingRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'ladder_mappings_pkey' })
  id!: LadderMappingId;

  @ForeignKey('Ladder', { name: 'ladder_mappings_from_ladder_id_fkey' })
  @Column('uuid', { name: 'from_ladder_id' })
  fromLadderId!: LadderId;

  @ForeignKey('Ladder', { name: 'ladder_mappings_to_ladder_id_fkey' })
  @Column('uuid', { name: 'to_ladder_id' })
  toLadderId!: LadderId;

  @ForeignKey('Organisation', { name: 'ladder_mappings_owner_id_fkey' })
  @Column('uuid', { name: 'owner_id', nullable: true })
  ownerId!: OrganisationId | null;

  @Column('jsonb')
  competencies!: readonly CompetencyMapping[];

  @Column('jsonb')
  levels!: readonly LevelMapping[];

  /** Null: it was shipped. */
  @ForeignKey('Person', { name: 'ladder_mappings_created_by_fkey' })
  @Column('uuid', { name: 'created_by', nullable: true })
  createdBy!: PersonId | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}
