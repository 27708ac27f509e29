import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { OrganisationId } from '../../kernel/ids.js';

/** What an organisation was called from an instant on: a report of the past keeps the name of its time. */
@Entity('organisation_names')
export class OrganisationName {
  @ForeignKey('Organisation', { name: 'organisation_names_organisation_id_fkey' })
  @PrimaryColumn('uuid', { name: 'organisation_id', primaryKeyConstraintName: 'organisation_names_pkey' })
  organisationId!: OrganisationId;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  @PrimaryColumn('integer', { primaryKeyConstraintName: 'organisation_names_pkey' })
  version!: number;

  @Column('text')
  name!: string;
}
