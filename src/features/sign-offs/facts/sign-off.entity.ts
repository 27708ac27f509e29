import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Day } from '../../../kernel/days.js';
import type {
  ContractId,
  ObservationId,
  PersonId,
  SignOffId,
  SignOffRequestId,
} from '../../../kernel/ids.js';
import type { SignOffOutcome } from '../../ladder/facts.types.js';

/** A tutor's judgement on one competency at one level. `attempt`: how often it was taken back before. */
@Entity('sign_offs')
@Index('sign_offs_in_order', ['contractId', 'sequence'], { unique: true })
@Index('sign_offs_acquired_once', ['contractId', 'competency', 'level', 'attempt'], {
  unique: true,
  where: `outcome = 'acquired'`,
})
@Check('sign_offs_outcome_known', `outcome in ('acquired', 'not_yet', 'cannot_assess')`)
@Check('sign_offs_not_yet_has_next_step', `outcome <> 'not_yet' or next_step is not null`)
@Check('sign_offs_cannot_assess_has_reason', `outcome <> 'cannot_assess' or reason is not null`)
export class SignOff {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'sign_offs_pkey' })
  id!: SignOffId;

  @ForeignKey('Contract', { name: 'sign_offs_contract_id_fkey' })
  @Column('uuid', { name: 'contract_id' })
  contractId!: ContractId;

  @Column('bigint')
  sequence!: number;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  @ForeignKey('Person', { name: 'sign_offs_signer_id_fkey' })
  @Column('uuid', { name: 'signer_id' })
  signerId!: PersonId;

  @Column('date', { name: 'observed_on' })
  observedOn!: Day;

  @Column('text')
  competency!: string;

  @Column('text')
  level!: string;

  @Column('text')
  outcome!: SignOffOutcome;

  @Column('text', { name: 'next_step', nullable: true })
  nextStep!: string | null;

  @Column('text', { nullable: true })
  reason!: string | null;

  @Column('text', { nullable: true })
  comment!: string | null;

  @ForeignKey('Observation', { name: 'sign_offs_observation_id_fkey' })
  @Column('uuid', { name: 'observation_id', nullable: true })
  observationId!: ObservationId | null;

  @Column('integer')
  attempt!: number;

  /** The request that it was recorded to answer. */
  @ForeignKey('SignOffRequest', { name: 'sign_offs_request_id_fkey' })
  @Column('uuid', { name: 'request_id', nullable: true })
  requestId!: SignOffRequestId | null;
}
