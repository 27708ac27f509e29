import { Check, Column, Entity, PrimaryColumn } from 'typeorm';
import type { Day } from '../../kernel/days.js';

/** A booklet that was issued. It says of whom to nobody. */
@Entity('issued_reports')
@Check('issued_reports_hash_whole', 'octet_length(hash) = 32')
export class IssuedReportRow {
  @PrimaryColumn('bytea', { primaryKeyConstraintName: 'issued_reports_pkey' })
  hash!: Buffer;

  @Column('date', { name: 'report_on' })
  reportOn!: Day;

  @Column('bigint')
  sequence!: number;

  @Column('timestamptz', { name: 'issued_at' })
  issuedAt!: Date;
}
