import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { ApiClientId, ContractId, PersonId } from '../../kernel/ids.js';
import type {
  OutcomeDiploma,
  OutcomeId,
  OutcomeSide,
  OutcomeSituation,
  OutcomeStage,
} from './outcomes.types.js';

/** What became of somebody at one stage, as one side knows it, whole. Added, never changed: the last one counts. */
@Entity('contract_outcomes')
@Check('contract_outcomes_has_one_author', `num_nonnulls(recorded_by, recorded_by_client) = 1`)
@Check('contract_outcomes_side_known', `side in ('training_centre', 'employer', 'alternant')`)
@Check('contract_outcomes_stage_known', `stage in ('end', 'six_months')`)
@Check('contract_outcomes_diploma_known', `diploma in ('obtained', 'partial', 'not_obtained', 'awaited')`)
@Check(
  'contract_outcomes_situation_known',
  `situation in ('hired_here', 'employed_elsewhere', 'further_training', 'none', 'unknown')`,
)
@Check(
  'contract_outcomes_of_an_employer',
  `side <> 'employer' or diploma is null and coalesce(situation = 'hired_here', false)`,
)
@Index('contract_outcomes_in_order', ['contractId', 'sequence'], { unique: true })
export class ContractOutcome {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'contract_outcomes_pkey' })
  id!: OutcomeId;

  @ForeignKey('Contract', { name: 'contract_outcomes_contract_id_fkey' })
  @Column('uuid', { name: 'contract_id' })
  contractId!: ContractId;

  @Column('bigint')
  sequence!: number;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  @ForeignKey('Person', { name: 'contract_outcomes_recorded_by_fkey' })
  @Column('uuid', { name: 'recorded_by', nullable: true })
  recordedBy!: PersonId | null;

  @ForeignKey('ApiClient', { name: 'contract_outcomes_recorded_by_client_fkey' })
  @Column('uuid', { name: 'recorded_by_client', nullable: true })
  recordedByClient!: ApiClientId | null;

  @Column('text')
  side!: OutcomeSide;

  @Column('text')
  stage!: OutcomeStage;

  @Column('text', { nullable: true })
  diploma!: OutcomeDiploma | null;

  @Column('text', { nullable: true })
  situation!: OutcomeSituation | null;
}
