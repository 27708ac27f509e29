import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { ContractId, Id, PersonId, SignOffRequestId } from '../../kernel/ids.js';

/** A request is decided or withdrawn, once. The sign-offs that decide it name it. */
@Entity('sign_off_request_ends')
@Index('sign_off_request_ends_once', ['requestId'], { unique: true })
@Index('sign_off_request_ends_in_order', ['contractId', 'sequence'], { unique: true })
@Check('sign_off_request_ends_end_known', `ended_as in ('decided', 'withdrawn')`)
export class SignOffRequestEnd {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'sign_off_request_ends_pkey' })
  id!: Id<'sign_off_request_end'>;

  @ForeignKey('SignOffRequest', { name: 'sign_off_request_ends_request_id_fkey' })
  @Column('uuid', { name: 'request_id' })
  requestId!: SignOffRequestId;

  @ForeignKey('Contract', { name: 'sign_off_request_ends_contract_id_fkey' })
  @Column('uuid', { name: 'contract_id' })
  contractId!: ContractId;

  @Column('bigint')
  sequence!: number;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  @ForeignKey('Person', { name: 'sign_off_request_ends_ended_by_fkey' })
  @Column('uuid', { name: 'ended_by' })
  endedBy!: PersonId;

  @Column('text', { name: 'ended_as' })
  endedAs!: 'decided' | 'withdrawn';
}
