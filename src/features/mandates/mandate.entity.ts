import { Check, Column, Entity, Exclusion, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Day } from '../../kernel/days.js';
import type { ApiClientId, ContractId, MandateId, PersonId } from '../../kernel/ids.js';
import type { PlacementId } from '../contracts/placements/placements.types.js';
import type { MandateRole } from './mandates.types.js';

/** Who is what on a contract, and when: `[from_day, until_day)`. The database refuses two main tutors at once. */
@Entity('mandates')
@Index('mandates_contract', ['contractId', 'fromDay'])
@Index('mandates_person', ['personId', 'contractId'])
@Index('mandates_ended_late', ['contractId'], {
  where: `ended_recorded_at is not null and until_day < (ended_recorded_at at time zone 'Europe/Paris')::date`,
})
@Check('mandates_has_one_author', `num_nonnulls(recorded_by, recorded_by_client) = 1`)
@Check('mandates_role_known', `role in ('main_tutor', 'co_tutor', 'substitute', 'observer', 'referent')`)
@Check('mandates_days_in_order', `from_day <= until_day`)
@Check('mandates_at_a_host_second', `placement_id is null or role in ('co_tutor', 'substitute')`)
@Index('mandates_placement', ['placementId'], { where: 'placement_id is not null' })
@ForeignKey('Placement', ['placementId', 'contractId'], ['id', 'contractId'], {
  name: 'mandates_placement_id_fkey',
})
@Exclusion(
  'mandates_one_main_tutor_at_a_time',
  `using gist (contract_id with =, daterange(from_day, until_day) with &&) where (role = 'main_tutor')`,
)
export class Mandate {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'mandates_pkey' })
  id!: MandateId;

  @ForeignKey('Contract', { name: 'mandates_contract_id_fkey' })
  @Column('uuid', { name: 'contract_id' })
  contractId!: ContractId;

  @ForeignKey('Person', { name: 'mandates_person_id_fkey' })
  @Column('uuid', { name: 'person_id' })
  personId!: PersonId;

  @Column('text')
  role!: MandateRole;

  @Column('date', { name: 'from_day' })
  fromDay!: Day;

  @Column('date', { name: 'until_day', nullable: true })
  untilDay!: Day | null;

  /** What was planned when it was opened; `until_day` may end it earlier. */
  @Column('date', { name: 'planned_until_day', nullable: true })
  plannedUntilDay!: Day | null;

  @Column('text', { name: 'max_level', nullable: true })
  maxLevel!: string | null;

  @ForeignKey('Mandate', { name: 'mandates_replaces_fkey' })
  @Column('uuid', { nullable: true })
  replaces!: MandateId | null;

  /** At the host of that placement; null: at the employer, or at the centre. */
  @Column('uuid', { name: 'placement_id', nullable: true })
  placementId!: PlacementId | null;

  @Column('bigint')
  sequence!: number;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  @ForeignKey('Person', { name: 'mandates_recorded_by_fkey' })
  @Column('uuid', { name: 'recorded_by', nullable: true })
  recordedBy!: PersonId | null;

  @ForeignKey('ApiClient', { name: 'mandates_recorded_by_client_fkey' })
  @Column('uuid', { name: 'recorded_by_client', nullable: true })
  recordedByClient!: ApiClientId | null;

  @Column('timestamptz', { name: 'ended_recorded_at', nullable: true })
  endedRecordedAt!: Date | null;
}
