import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Day } from '../../kernel/days.js';
import type { ApiClientId, ContractId, Id, OrganisationId, PersonId } from '../../kernel/ids.js';
import type { PlacementId, PlacementKind } from '../contracts/placements/placements.types.js';

/** A placement, as it was recorded, corrected, ended or withdrawn: the last row of one `placementId` counts, and says it whole. */
@Entity('placement_versions')
@Check('placement_versions_has_one_author', `num_nonnulls(recorded_by, recorded_by_client) = 1`)
@Check('placement_versions_kind_known', `kind in ('host_company', 'diploma_placement')`)
@Check('placement_versions_days_in_order', `from_day <= until_day`)
@Check('placement_versions_sent_once_signed', `agreement_sent_on >= agreement_signed_on`)
@Index('placement_versions_of_one', ['placementId', 'sequence'])
@Index('placement_versions_in_order', ['contractId', 'sequence'], { unique: true })
export class PlacementVersion {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'placement_versions_pkey' })
  id!: Id<'placement_version'>;

  @ForeignKey('Contract', { name: 'placement_versions_contract_id_fkey' })
  @Column('uuid', { name: 'contract_id' })
  contractId!: ContractId;

  @Column('bigint')
  sequence!: number;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  @ForeignKey('Person', { name: 'placement_versions_recorded_by_fkey' })
  @Column('uuid', { name: 'recorded_by', nullable: true })
  recordedBy!: PersonId | null;

  @ForeignKey('ApiClient', { name: 'placement_versions_recorded_by_client_fkey' })
  @Column('uuid', { name: 'recorded_by_client', nullable: true })
  recordedByClient!: ApiClientId | null;

  @Column('uuid', { name: 'placement_id' })
  placementId!: PlacementId;

  @Column('text')
  kind!: PlacementKind;

  /** Null: a host that is no organisation of Palier. */
  @ForeignKey('Organisation', { name: 'placement_versions_host_id_fkey' })
  @Column('uuid', { name: 'host_id', nullable: true })
  hostId!: OrganisationId | null;

  /** As the host was called then. */
  @Column('text', { name: 'host_name' })
  hostName!: string;

  @Column('text', { name: 'host_siret', nullable: true })
  hostSiret!: string | null;

  @Column('text', { name: 'structure_type' })
  structureType!: string;

  @Column('date', { name: 'from_day' })
  fromDay!: Day;

  @Column('date', { name: 'until_day' })
  untilDay!: Day;

  @Column('text', { name: 'agreement_reference', nullable: true })
  agreementReference!: string | null;

  @Column('date', { name: 'agreement_signed_on', nullable: true })
  agreementSignedOn!: Day | null;

  @Column('date', { name: 'agreement_sent_on', nullable: true })
  agreementSentOn!: Day | null;

  /** Who tutors at a host that is no organisation of Palier. */
  @Column('text', { name: 'tutor_name', nullable: true })
  tutorName!: string | null;

  @Column('text', { nullable: true })
  reason!: string | null;

  @Column('boolean', { name: 'is_withdrawn' })
  isWithdrawn!: boolean;
}
