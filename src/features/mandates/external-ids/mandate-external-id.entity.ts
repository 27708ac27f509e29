import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { MandateId, OrganisationId } from '../../../kernel/ids.js';

/** What an organisation calls a mandate in its own system. */
@Entity('mandate_external_ids')
@Index('mandate_external_ids_by_id', ['organisationId', 'externalId'])
export class MandateExternalId {
  @ForeignKey('Mandate', { name: 'mandate_external_ids_mandate_id_fkey' })
  @PrimaryColumn('uuid', { name: 'mandate_id', primaryKeyConstraintName: 'mandate_external_ids_pkey' })
  mandateId!: MandateId;

  @ForeignKey('Organisation', { name: 'mandate_external_ids_organisation_id_fkey' })
  @PrimaryColumn('uuid', { name: 'organisation_id', primaryKeyConstraintName: 'mandate_external_ids_pkey' })
  organisationId!: OrganisationId;

  @Column('text', { name: 'external_id' })
  externalId!: string;
}
