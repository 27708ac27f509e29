import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { ContractId, Id, PersonId, SignOffRequestId } from '../../kernel/ids.js';

/** Somebody takes a request on, for a time. `attempt`: how often it had been claimed before. */
@Entity('sign_off_request_claims')
@Index('sign_off_request_claims_in_order', ['contractId', 'sequence'], { unique: true })
@Index('sign_off_request_claims_one_at_a_time', ['requestId', 'attempt'], { unique: true })
export class SignOffRequestClaim {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'sign_off_request_claims_pkey' })
  id!: Id<'sign_off_request_claim'>;

  @ForeignKey('SignOffRequest', { name: 'sign_off_request_claims_request_id_fkey' })
  @Column('uuid', { name: 'request_id' })
  requestId!: SignOffRequestId;

  @ForeignKey('Contract', { name: 'sign_off_request_claims_contract_id_fkey' })
  @Column('uuid', { name: 'contract_id' })
  contractId!: ContractId;

  @Column('bigint')
  sequence!: number;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  @ForeignKey('Person', { name: 'sign_off_request_claims_claimed_by_fkey' })
  @Column('uuid', { name: 'claimed_by' })
  claimedBy!: PersonId;

  @Column('integer')
  attempt!: number;
}
