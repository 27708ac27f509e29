import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { OrganisationId } from '../../kernel/ids.js';
import { DatedRecord } from '../../platform/database/dated-record.js';
import type { OrganisationKind } from './organisations.types.js';

/** An employer or a training centre. */
@Entity('organisations')
@Check('organisations_kind_known', `kind in ('employer', 'training_centre')`)
@Index('organisations_changed', ['changedAt', 'id'])
@Index('organisations_external_id_once', ['externalId'], { unique: true })
export class Organisation extends DatedRecord {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'organisations_pkey' })
  id!: OrganisationId;

  @Column('text')
  kind!: OrganisationKind;

  @Column('text')
  name!: string;

  @Column('text')
  siret!: string;

  @Column('text', { nullable: true })
  uai!: string | null;

  @Column('text', { nullable: true })
  finess!: string | null;

  @Column('text', { name: 'structure_type', nullable: true })
  structureType!: string | null;

  @Column('text', { name: 'external_id', nullable: true })
  externalId!: string | null;

  /** A training centre proposed it, and the platform has not said that it is right. */
  @Column('boolean', { name: 'is_proposed', default: false })
  isProposed!: boolean;

  /** What a search looks at: a trigger writes it. */
  @Column('text', { name: 'search_key' })
  searchKey!: string;
}
