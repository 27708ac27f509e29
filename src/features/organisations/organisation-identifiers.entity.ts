import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { OrganisationId } from '../../kernel/ids.js';

/** The numbers of an organisation from an instant on: it is found by those that it had. A trigger writes it. */
@Entity('organisation_identifiers')
@Index('organisation_identifiers_siret', ['siret'])
export class OrganisationIdentifiers {
  @ForeignKey('Organisation', { name: 'organisation_identifiers_organisation_id_fkey' })
  @PrimaryColumn('uuid', {
    name: 'organisation_id',
    primaryKeyConstraintName: 'organisation_identifiers_pkey',
  })
  organisationId!: OrganisationId;

  /** The version of the organisation's record. */
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'organisation_identifiers_pkey' })
  version!: number;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  @Column('text')
  siret!: string;

  @Column('text', { nullable: true })
  uai!: string | null;

  @Column('text', { nullable: true })
  finess!: string | null;
}
