import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { ContractId, DisputeId, Id, PersonId, SignOffId } from '../../kernel/ids.js';
import type { OnBehalfOf } from './disputes.types.js';

/** An alternant contests a fact. `attempt`: how often that fact was contested and the dispute withdrawn before. */
@Entity('disputes')
@Index('disputes_in_order', ['contractId', 'sequence'], { unique: true })
@Index('disputes_one_of_sign_off', ['signOffId', 'attempt'], {
  unique: true,
  where: 'sign_off_id is not null',
})
@Index('disputes_one_of_revocation', ['revocationId', 'attempt'], {
  unique: true,
  where: 'revocation_id is not null',
})
@Index('disputes_one_of_level_decision', ['levelDecisionId', 'attempt'], {
  unique: true,
  where: 'level_decision_id is not null',
})
@Check('disputes_on_behalf_of_known', `on_behalf_of = 'legal_representative'`)
@Check('disputes_about_one_fact', `num_nonnulls(sign_off_id, revocation_id, level_decision_id) = 1`)
export class DisputeRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'disputes_pkey' })
  id!: DisputeId;

  @ForeignKey('Contract', { name: 'disputes_contract_id_fkey' })
  @Column('uuid', { name: 'contract_id' })
  contractId!: ContractId;

  @Column('bigint')
  sequence!: number;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  @ForeignKey('Person', { name: 'disputes_opened_by_fkey' })
  @Column('uuid', { name: 'opened_by' })
  openedBy!: PersonId;

  @Column('text', { name: 'on_behalf_of', nullable: true })
  onBehalfOf!: OnBehalfOf | null;

  @ForeignKey('SignOff', { name: 'disputes_sign_off_id_fkey' })
  @Column('uuid', { name: 'sign_off_id', nullable: true })
  signOffId!: SignOffId | null;

  @ForeignKey('Revocation', { name: 'disputes_revocation_id_fkey' })
  @Column('uuid', { name: 'revocation_id', nullable: true })
  revocationId!: Id<'revocation'> | null;

  @ForeignKey('LevelDecision', { name: 'disputes_level_decision_id_fkey' })
  @Column('uuid', { name: 'level_decision_id', nullable: true })
  levelDecisionId!: Id<'level_decision'> | null;

  @Column('integer')
  attempt!: number;

  @Column('text')
  grounds!: string;
}
