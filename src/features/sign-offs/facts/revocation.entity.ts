import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { ContractId, Id, PersonId, SignOffId } from '../../../kernel/ids.js';
import type { RevocationReason } from '../../ladder/facts.types.js';

/** Takes a sign-off back. `attempt`: how often it was taken back and given again before. */
@Entity('revocations')
@Index('revocations_once', ['signOffId', 'attempt'], { unique: true })
@Index('revocations_in_order', ['contractId', 'sequence'], { unique: true })
@Check(
  'revocations_reason_known',
  `reason_code in ('safety', 'lost_practice', 'entered_in_error', 'wrong_person', 'other')`,
)
export class Revocation {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'revocations_pkey' })
  id!: Id<'revocation'>;

  @ForeignKey('SignOff', { name: 'revocations_sign_off_id_fkey' })
  @Column('uuid', { name: 'sign_off_id' })
  signOffId!: SignOffId;

  @ForeignKey('Contract', { name: 'revocations_contract_id_fkey' })
  @Column('uuid', { name: 'contract_id' })
  contractId!: ContractId;

  @Column('bigint')
  sequence!: number;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  @ForeignKey('Person', { name: 'revocations_revoked_by_fkey' })
  @Column('uuid', { name: 'revoked_by' })
  revokedBy!: PersonId;

  @Column('text', { name: 'reason_code' })
  reasonCode!: RevocationReason;

  @Column('text')
  reason!: string;

  @Column('integer', { default: 0 })
  attempt!: number;
}
