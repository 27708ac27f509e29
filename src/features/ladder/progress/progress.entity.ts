import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { Day } from '../../../kernel/days.js';
import type { ContractId } from '../../../kernel/ids.js';
import type { Standing } from './ladder-progress.types.js';
import type { ProgressRow } from './ladder-progress.types.js';

/** A cache of `evaluateLadder` for lists and reads, written with each fact: deleting every row loses nothing. */
@Entity('progress')
export class Progress {
  @ForeignKey('Contract', { name: 'progress_contract_id_fkey' })
  @PrimaryColumn('uuid', { name: 'contract_id', primaryKeyConstraintName: 'progress_pkey' })
  contractId!: ContractId;

  @Column('bigint')
  sequence!: number;

  @Column('text', { name: 'current_level' })
  currentLevel!: string;

  @Column('boolean')
  complete!: boolean;

  @Column('jsonb')
  levels!: ProgressRow['levels'];

  @Column('date', { name: 'last_sign_off_on', nullable: true })
  lastSignOffOn!: Day | null;

  @Column('json')
  state!: Standing;

  @Column('json')
  tallies!: ProgressRow['tallies'];

  @Column('json')
  marks!: ProgressRow['marks'];
}
