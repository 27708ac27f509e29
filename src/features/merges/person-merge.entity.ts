import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Id, PersonId } from '../../kernel/ids.js';

/** Two records of one human that became one: which, by whom and why, and whether they are two again. */
@Entity('person_merges')
@Check('person_merges_of_two', `kept_id <> duplicate_id`)
@Check('person_merges_undone_by_somebody', `(undone_at is null) = (undone_by is null)`)
@Index('person_merges_kept', ['keptId', 'id'])
@Index('person_merges_duplicate_once', ['duplicateId'], { unique: true, where: 'undone_at is null' })
export class PersonMerge {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'person_merges_pkey' })
  id!: Id<'person_merge'>;

  @ForeignKey('Person', { name: 'person_merges_kept_id_fkey' })
  @Column('uuid', { name: 'kept_id' })
  keptId!: PersonId;

  @ForeignKey('Person', { name: 'person_merges_duplicate_id_fkey' })
  @Column('uuid', { name: 'duplicate_id' })
  duplicateId!: PersonId;

  @Column('text')
  reason!: string;

  @ForeignKey('Person', { name: 'person_merges_merged_by_fkey' })
  @Column('uuid', { name: 'merged_by' })
  mergedBy!: PersonId;

  @Column('timestamptz', { name: 'merged_at' })
  mergedAt!: Date;

  /** What became of memberships, account and address, in the order in which it was done. */
  @Column('jsonb')
  moved!: unknown;

  @ForeignKey('Person', { name: 'person_merges_undone_by_fkey' })
  @Column('uuid', { name: 'undone_by', nullable: true })
  undoneBy!: PersonId | null;

  @Column('timestamptz', { name: 'undone_at', nullable: true })
  undoneAt!: Date | null;
}
