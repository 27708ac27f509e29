import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { FrameworkId, LadderId, OrganisationId } from '../../../kernel/ids.js';
import type { Level, MadeFrom, Mission } from '../frameworks.types.js';

/** A ladder of missions on one framework version, whole. The database refuses every change once it is published. */
@Entity('ladders')
@Index('ladders_published_once', ['ownerId', 'code', 'revision'], {
  unique: true,
  where: 'published_at is not null',
})
@Index('ladders_asking', ['id'], { where: `jsonb_path_exists(missions, '$[*].prerequisites[*]')` })
export class Ladder {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'ladders_pkey' })
  id!: LadderId;

  /** The centre that wrote it; null: the platform, for all. */
  @ForeignKey('Organisation', { name: 'ladders_owner_id_fkey' })
  @Column('uuid', { name: 'owner_id', nullable: true })
  ownerId!: OrganisationId | null;

  @ForeignKey('Framework', { name: 'ladders_framework_id_fkey' })
  @Column('uuid', { name: 'framework_id' })
  frameworkId!: FrameworkId;

  @Column('text')
  code!: string;

  /** 0 while a draft. */
  @Column('integer')
  revision!: number;

  @Column('text')
  title!: string;

  @Column('jsonb')
  levels!: readonly Level[];

  @Column('jsonb')
  missions!: readonly Mission[];

  /** What it was drafted from; null: written by hand. */
  @Column('jsonb', { name: 'made_from', nullable: true })
  madeFrom!: MadeFrom | null;

  @Column('timestamptz', { name: 'published_at', nullable: true })
  publishedAt!: Date | null;

  @Column('integer')
  version!: number;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;
}
