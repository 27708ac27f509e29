import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

const names = { array: true, default: '{}' } as const;

/** One table that holds something on people: by which columns, what is never shown of it, and what an erasure does to it. */
@Entity('personal_data')
@Check('personal_data_erasure_known', `erased in ('changed', 'deleted', 'words', 'kept')`)
export class PersonalData {
  @PrimaryColumn('text', { name: 'table_name', primaryKeyConstraintName: 'personal_data_pkey' })
  tableName!: string;

  @Column('integer')
  place!: number;

  @Column('text', { name: 'of_person', ...names })
  ofPerson!: string[];

  @Column('text', { name: 'of_account', ...names })
  ofAccount!: string[];

  @Column('text', { name: 'of_contract', ...names })
  ofContract!: string[];

  @Column('text', { name: 'by_person', ...names })
  byPerson!: string[];

  @Column('text', names)
  withheld!: string[];

  @Column('text', { name: 'sorted_by', default: 'id' })
  sortedBy!: string;

  @Column('boolean', { name: 'is_private', default: false })
  isPrivate!: boolean;

  @Column('text', names)
  words!: string[];

  @Column('text', { name: 'item_words', ...names })
  itemWords!: string[];

  @Column('text')
  erased!: 'changed' | 'deleted' | 'words' | 'kept';
}
