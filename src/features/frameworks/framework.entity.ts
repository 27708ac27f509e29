import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { FrameworkId, OrganisationId } from '../../kernel/ids.js';
import type { Block } from './frameworks.types.js';

/** A version of a framework, whole. The database refuses every change once it is published. */
@Entity('frameworks')
@Check('frameworks_shipped_for_all', `not shipped or owner_id is null`)
@Index('frameworks_published_once', ['ownerId', 'code', 'versionCode'], {
  unique: true,
  where: 'published_at is not null',
})
export class Framework {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'frameworks_pkey' })
  id!: FrameworkId;

  /** The centre that wrote it; null: the platform, for all. */
  @ForeignKey('Organisation', { name: 'frameworks_owner_id_fkey' })
  @Column('uuid', { name: 'owner_id', nullable: true })
  ownerId!: OrganisationId | null;

  @Column('text')
  code!: string;

  /** `version` in the API. */
  @Column('text', { name: 'version_code' })
  versionCode!: string;

  @Column('text')
  title!: string;

  @Column('jsonb')
  blocks!: readonly Block[];

  @Column('jsonb')
  details!: Readonly<Record<string, unknown>>;

  @Column('timestamptz', { name: 'published_at', nullable: true })
  publishedAt!: Date | null;

  @Column('integer')
  version!: number;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;

  /** Palier came with it; nobody wrote it through the API. */
  @Column('boolean', { default: false })
  shipped!: boolean;
}
