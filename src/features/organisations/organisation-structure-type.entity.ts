import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { OrganisationId } from '../../kernel/ids.js';

/** The structure type known of an organisation from an instant on, as its names are kept. A trigger writes it. */
@Entity('organisation_structure_types')
export class OrganisationStructureType {
  @ForeignKey('Organisation', { name: 'organisation_structure_types_organisation_id_fkey' })
  @PrimaryColumn('uuid', {
    name: 'organisation_id',
    primaryKeyConstraintName: 'organisation_structure_types_pkey',
  })
  organisationId!: OrganisationId;

  /** The version of the organisation's record. */
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'organisation_structure_types_pkey' })
  version!: number;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  @Column('text', { name: 'structure_type', nullable: true })
  structureType!: string | null;
}
