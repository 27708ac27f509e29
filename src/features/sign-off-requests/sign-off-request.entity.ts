import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { ContractId, PersonId, SignOffRequestId } from '../../kernel/ids.js';
import type { RequestedItem } from './sign-off-requests.types.js';

/** Somebody asks that competencies be judged. */
@Entity('sign_off_requests')
@Index('sign_off_requests_in_order', ['contractId', 'sequence'], { unique: true })
@Check('sign_off_requests_names_items', `jsonb_array_length(items) > 0`)
export class SignOffRequest {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'sign_off_requests_pkey' })
  id!: SignOffRequestId;

  @ForeignKey('Contract', { name: 'sign_off_requests_contract_id_fkey' })
  @Column('uuid', { name: 'contract_id' })
  contractId!: ContractId;

  @Column('bigint')
  sequence!: number;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  @ForeignKey('Person', { name: 'sign_off_requests_asked_by_fkey' })
  @Column('uuid', { name: 'asked_by' })
  askedBy!: PersonId;

  @Column('jsonb')
  items!: RequestedItem[];
}
