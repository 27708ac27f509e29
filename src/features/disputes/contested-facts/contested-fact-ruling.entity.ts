import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { ContractId, Id, ObservationId, PersonId, SignOffId } from '../../../kernel/ids.js';
import type { RulingOutcome } from '../disputes.types.js';

/** What becomes of a fact of a day that a backdated act made inactive. `step`: the sequence of that act. */
@Entity('contested_fact_rulings')
@Index('contested_fact_rulings_in_order', ['contractId', 'sequence'], { unique: true })
@Index('contested_fact_rulings_one_of_observation', ['observationId', 'step'], {
  unique: true,
  where: 'observation_id is not null',
})
@Index('contested_fact_rulings_one_of_sign_off', ['signOffId', 'step'], {
  unique: true,
  where: 'sign_off_id is not null',
})
@Index('contested_fact_rulings_one_of_level_decision', ['levelDecisionId', 'step'], {
  unique: true,
  where: 'level_decision_id is not null',
})
@Check('contested_fact_rulings_ruling_known', `ruling in ('fact_stands', 'fact_overturned')`)
@Check(
  'contested_fact_rulings_of_one_fact',
  `num_nonnulls(observation_id, sign_off_id, level_decision_id) = 1`,
)
export class ContestedFactRuling {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'contested_fact_rulings_pkey' })
  id!: Id<'contested_fact_ruling'>;

  @ForeignKey('Contract', { name: 'contested_fact_rulings_contract_id_fkey' })
  @Column('uuid', { name: 'contract_id' })
  contractId!: ContractId;

  @Column('bigint')
  sequence!: number;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  @ForeignKey('Person', { name: 'contested_fact_rulings_ruled_by_fkey' })
  @Column('uuid', { name: 'ruled_by' })
  ruledBy!: PersonId;

  @ForeignKey('Observation', { name: 'contested_fact_rulings_observation_id_fkey' })
  @Column('uuid', { name: 'observation_id', nullable: true })
  observationId!: ObservationId | null;

  @ForeignKey('SignOff', { name: 'contested_fact_rulings_sign_off_id_fkey' })
  @Column('uuid', { name: 'sign_off_id', nullable: true })
  signOffId!: SignOffId | null;

  @ForeignKey('LevelDecision', { name: 'contested_fact_rulings_level_decision_id_fkey' })
  @Column('uuid', { name: 'level_decision_id', nullable: true })
  levelDecisionId!: Id<'level_decision'> | null;

  @Column('bigint')
  step!: number;

  @Column('text')
  ruling!: RulingOutcome;

  @Column('text')
  reason!: string;
}
