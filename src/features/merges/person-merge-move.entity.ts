import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { ContractId, Id } from '../../kernel/ids.js';

/** A contract, or a mandate on it, in which another record of the same human stands since. */
@Entity('person_merge_moves')
@Index('person_merge_moves_contract', ['contractId'])
@Index('person_merge_moves_row', ['rowId'])
@Index('person_merge_moves_moved', ['movedAt'])
@Index('person_merge_moves_returned', ['returnedAt'])
export class PersonMergeMove {
  @ForeignKey('PersonMerge', { name: 'person_merge_moves_merge_id_fkey' })
  @PrimaryColumn('uuid', { name: 'merge_id', primaryKeyConstraintName: 'person_merge_moves_pkey' })
  mergeId!: Id<'person_merge'>;

  @PrimaryColumn('uuid', { name: 'row_id', primaryKeyConstraintName: 'person_merge_moves_pkey' })
  rowId!: string;

  @ForeignKey('Contract', { name: 'person_merge_moves_contract_id_fkey' })
  @Column('uuid', { name: 'contract_id' })
  contractId!: ContractId;

  @Column('timestamptz', { name: 'moved_at' })
  movedAt!: Date;

  @Column('timestamptz', { name: 'returned_at', nullable: true })
  returnedAt!: Date | null;
}
