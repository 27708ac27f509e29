import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Day } from '../../../kernel/days.js';
import type { ApiClientId, ContractId, FileReadId, PersonId } from '../../../kernel/ids.js';
import { READ_KINDS, type ReadKind } from './reads.types.js';

/** Who read what of somebody's file on one day. It refers to nothing: writing it holds no row of anybody's work. */
@Entity('file_reads')
@Check('file_reads_kind_known', `kind in (${READ_KINDS.map((kind) => `'${kind}'`).join(', ')})`)
@Check('file_reads_by_one_reader', 'num_nonnulls(reader_id, reader_client) = 1')
@Index('file_reads_once', ['personId', 'readOn', 'kind', 'ofContract', 'readerId', 'readerClient'], {
  unique: true,
})
@Index('file_reads_of_person', ['personId', 'id'])
@Index('file_reads_by_day', ['readOn'])
export class FileReadRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'file_reads_pkey' })
  id!: FileReadId;

  @Column('uuid', { name: 'person_id' })
  personId!: PersonId;

  @Column('uuid', { name: 'reader_id', nullable: true })
  readerId!: PersonId | null;

  @Column('uuid', { name: 'reader_client', nullable: true })
  readerClient!: ApiClientId | null;

  @Column('text')
  kind!: ReadKind;

  @Column('uuid', { name: 'of_contract', nullable: true })
  ofContract!: ContractId | null;

  @Column('date', { name: 'read_on' })
  readOn!: Day;

  @Column('timestamptz', { name: 'first_at' })
  firstAt!: Date;
}
