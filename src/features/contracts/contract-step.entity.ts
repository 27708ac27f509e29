import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Day } from '../../kernel/days.js';
import type { ApiClientId, ContractId, Id, PersonId } from '../../kernel/ids.js';
import type { EndCause, EndProof, Initiator } from './contract-details.types.js';
import type { ContractTerms, StepKind } from './contracts.types.js';

/** A fact of a contract's life. Added, never changed: what is wrong is put right by another that names it. */
@Entity('contract_steps')
@Check('contract_steps_has_one_author', `num_nonnulls(recorded_by, recorded_by_client) = 1`)
@Check(
  'contract_steps_kind_known',
  `kind in ('created', 'amended', 'signed', 'suspended', 'resumed', 'terminated', 'cancelled', 'completed', 'withdrawn')`,
)
@Check('contract_steps_correct_earlier_ones', `place <= corrects and corrects < sequence`)
@Check(
  'contract_steps_correction_has_reason',
  `corrects is null or (place is not null and comment is not null)`,
)
@Check('contract_steps_withdrawal_corrects', `kind <> 'withdrawn' or corrects is not null`)
@Check(
  'contract_steps_until_of_suspensions',
  `until_day is null or (kind = 'suspended' and on_day < until_day)`,
)
@Check('contract_steps_return_ends_one', `suspension is null or (kind = 'resumed' and suspension < sequence)`)
@Check('contract_steps_proof_of_ends', `proof is null or kind in ('terminated', 'completed')`)
@ForeignKey('ContractStepRow', ['contractId', 'suspension'], ['contractId', 'sequence'], {
  name: 'contract_steps_suspension_fkey',
})
@Index('contract_steps_corrected_once', ['contractId', 'corrects'], {
  unique: true,
  where: 'corrects is not null',
})
@ForeignKey('ContractStepRow', ['contractId', 'corrects'], ['contractId', 'sequence'], {
  name: 'contract_steps_corrects_fkey',
})
@Index('contract_steps_backdated', ['contractId'], {
  where: `kind in ('suspended', 'terminated', 'completed') and on_day < (recorded_at at time zone 'Europe/Paris')::date`,
})
@Index('contract_steps_in_order', ['contractId', 'sequence'], { unique: true })
export class ContractStepRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'contract_steps_pkey' })
  id!: Id<'contract_step'>;

  @ForeignKey('Contract', { name: 'contract_steps_contract_id_fkey' })
  @Column('uuid', { name: 'contract_id' })
  contractId!: ContractId;

  @Column('bigint')
  sequence!: number;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  @ForeignKey('Person', { name: 'contract_steps_recorded_by_fkey' })
  @Column('uuid', { name: 'recorded_by', nullable: true })
  recordedBy!: PersonId | null;

  @ForeignKey('ApiClient', { name: 'contract_steps_recorded_by_client_fkey' })
  @Column('uuid', { name: 'recorded_by_client', nullable: true })
  recordedByClient!: ApiClientId | null;

  @Column('text')
  kind!: StepKind;

  @Column('date', { name: 'on_day', nullable: true })
  onDay!: Day | null;

  @Column('text', { nullable: true })
  cause!: EndCause | null;

  @Column('text', { nullable: true })
  initiator!: Initiator | null;

  @Column('text', { nullable: true })
  comment!: string | null;

  @Column('jsonb', { nullable: true })
  terms!: ContractTerms | null;

  /** The sequence of the fact that it puts right. */
  @Column('bigint', { nullable: true })
  corrects!: number | null;

  /** The sequence of what was recorded there first, whose place among the others it takes. */
  @Column('bigint', { nullable: true })
  place!: number | null;

  /** The first day back, of a suspension whose end was known at once. */
  @Column('date', { name: 'until_day', nullable: true })
  untilDay!: Day | null;

  /** The sequence of the suspension that a return ends. */
  @Column('bigint', { nullable: true })
  suspension!: number | null;

  /** What there is of an early end. */
  @Column('jsonb', { nullable: true })
  proof!: EndProof | null;
}
