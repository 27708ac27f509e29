import { Column, Entity, Exclusion, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import type { Day } from '../../kernel/days.js';
import type { ContractId, OrganisationId } from '../../kernel/ids.js';
import type { PlacementId, PlacementKind } from '../contracts/placements/placements.types.js';

/** Where a placement stands: the last of its versions, kept by a trigger of theirs. No two of a contract share a day. */
@Entity('placements')
@Unique('placements_of_a_contract', ['id', 'contractId'])
@Exclusion(
  'placements_one_at_a_time',
  `using gist (contract_id with =, daterange(from_day, until_day) with &&) where (not is_withdrawn)`,
)
@Index('placements_contract', ['contractId', 'fromDay'])
@Index('placements_host', ['hostId'], { where: 'host_id is not null' })
export class Placement {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'placements_pkey' })
  id!: PlacementId;

  @ForeignKey('Contract', { name: 'placements_contract_id_fkey' })
  @Column('uuid', { name: 'contract_id' })
  contractId!: ContractId;

  @Column('text')
  kind!: PlacementKind;

  @ForeignKey('Organisation', { name: 'placements_host_id_fkey' })
  @Column('uuid', { name: 'host_id', nullable: true })
  hostId!: OrganisationId | null;

  @Column('date', { name: 'from_day' })
  fromDay!: Day;

  @Column('date', { name: 'until_day' })
  untilDay!: Day;

  @Column('boolean', { name: 'is_withdrawn' })
  isWithdrawn!: boolean;
}
