import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { ContractId, Id, PersonId, SignOffId } from '../../../kernel/ids.js';

/** A fact that a ruling overturned: to the ladder it is as if it had never been recorded. */
@Entity('overturns')
@Index('overturns_in_order', ['contractId', 'sequence'], { unique: true })
@Index('overturns_sign_off_once', ['signOffId'], { unique: true, where: 'sign_off_id is not null' })
@Index('overturns_revocation_once', ['revocationId'], { unique: true, where: 'revocation_id is not null' })
@Index('overturns_level_decision_once', ['levelDecisionId'], {
  unique: true,
  where: 'level_decision_id is not null',
})
@Check('overturns_one_fact', `num_nonnulls(sign_off_id, revocation_id, level_decision_id) = 1`)
export class Overturn {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'overturns_pkey' })
  id!: Id<'overturn'>;

  @ForeignKey('Contract', { name: 'overturns_contract_id_fkey' })
  @Column('uuid', { name: 'contract_id' })
  contractId!: ContractId;

  @Column('bigint')
  sequence!: number;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  @ForeignKey('Person', { name: 'overturns_overturned_by_fkey' })
  @Column('uuid', { name: 'overturned_by' })
  overturnedBy!: PersonId;

  @ForeignKey('SignOff', { name: 'overturns_sign_off_id_fkey' })
  @Column('uuid', { name: 'sign_off_id', nullable: true })
  signOffId!: SignOffId | null;

  @ForeignKey('Revocation', { name: 'overturns_revocation_id_fkey' })
  @Column('uuid', { name: 'revocation_id', nullable: true })
  revocationId!: Id<'revocation'> | null;

  @ForeignKey('LevelDecision', { name: 'overturns_level_decision_id_fkey' })
  @Column('uuid', { name: 'level_decision_id', nullable: true })
  levelDecisionId!: Id<'level_decision'> | null;
}
