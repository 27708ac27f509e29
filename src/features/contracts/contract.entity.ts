import { Check, Column, Entity, Exclusion, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Day } from '../../kernel/days.js';
import type { ContractId, LadderId, OrganisationId, PersonId } from '../../kernel/ids.js';
import { DatedRecord } from '../../platform/database/dated-record.js';
import { ListIndexes } from '../../platform/database/list-indexes.js';
import type { LegalRepresentative } from './contract-details.types.js';
import type { ContractKind } from './contracts.types.js';

const SIDES = { employer: 'employerId', training_centre: 'trainingCentreId' };
const DRAFTS = 'signed_on is null and cancelled_on is null';

/** What the parties agreed on, and the head of its history. From `signed_on` on it repeats the steps, for lists and constraints. */
@Entity('contracts')
@Check('contracts_kind_known', `kind in ('apprenticeship', 'professionalisation')`)
@Check('contracts_end_known', `ended_as in ('terminated', 'completed')`)
@Check('contracts_days_in_order', `starts_on < until_day`)
@Check('contracts_signed_before_start', `signed_on <= starts_on`)
@Check('contracts_held_within_term', `starts_on <= held_until`)
@Check(
  'contracts_suspensions_apart',
  `cardinality(suspension_periods) < 2 or app.are_apart(suspension_periods)`,
)
@Exclusion(
  'contracts_one_signed_at_a_time',
  `USING gist (alternant_id WITH =, daterange(starts_on, held_until) WITH &&) WHERE (signed_on IS NOT NULL AND cancelled_on IS NULL)`,
)
@Index('contracts_ended', ['heldUntil'], { where: 'signed_on is not null and cancelled_on is null' })
@Index('contracts_external_id_once', ['ownerId', 'externalId'], {
  unique: true,
  where: 'external_id is not null and not frees_external_id',
})
@Index('contracts_transfer_once', ['transferId'], { unique: true, where: 'transfer_id is not null' })
@Index('contracts_alternant', ['alternantId'])
@Index('contracts_employer', ['employerId', 'id'])
@Index('contracts_external_id', ['externalId'], { where: 'external_id is not null' })
@Index('contracts_changed', ['changedAt', 'id'])
@Index('contracts_training_centre', ['trainingCentreId', 'id'])
@Index('contracts_ladder', ['ladderId', 'id'])
@ListIndexes('contracts', SIDES, { names: 'sortName', starts: 'startsOn', ends: 'heldUntil' })
@Index('contracts_employer_drafts', ['employerId', 'id'], { where: DRAFTS })
@Index('contracts_training_centre_drafts', ['trainingCentreId', 'id'], { where: DRAFTS })
export class Contract extends DatedRecord {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'contracts_pkey' })
  id!: ContractId;
  @Column('text')
  kind!: ContractKind;

  @ForeignKey('Person', { name: 'contracts_alternant_id_fkey' })
  @Column('uuid', { name: 'alternant_id' })
  alternantId!: PersonId;

  @ForeignKey('Organisation', { name: 'contracts_employer_id_fkey' })
  @Column('uuid', { name: 'employer_id' })
  employerId!: OrganisationId;
  @ForeignKey('Organisation', { name: 'contracts_training_centre_id_fkey' })
  @Column('uuid', { name: 'training_centre_id' })
  trainingCentreId!: OrganisationId;
  @ForeignKey('Ladder', { name: 'contracts_ladder_id_fkey' })
  @Column('uuid', { name: 'ladder_id' })
  ladderId!: LadderId;
  @Column('date', { name: 'starts_on' })
  startsOn!: Day;
  @Column('date', { name: 'until_day' })
  untilDay!: Day;
  @ForeignKey('Organisation', { name: 'contracts_owner_id_fkey' })
  @Column('uuid', { name: 'owner_id' })
  ownerId!: OrganisationId;
  @Column('text', { name: 'external_id', nullable: true })
  externalId!: string | null;
  @Column('boolean', { name: 'frees_external_id', default: false })
  freesExternalId!: boolean;
  @ForeignKey('Contract', { name: 'contracts_continuation_of_fkey' })
  @Column('uuid', { name: 'continuation_of', nullable: true })
  continuationOf!: ContractId | null;
  /** The amendment by which it passed to this employer; null: by none. */
  @ForeignKey('ContractAmendment', { name: 'contracts_transfer_id_fkey' })
  @Column('uuid', { name: 'transfer_id', nullable: true })
  transferId!: string | null;
  @Column('jsonb', { name: 'legal_representative', nullable: true })
  legalRepresentative!: LegalRepresentative | null;
  @Column('date', { name: 'signed_on', nullable: true })
  signedOn!: Day | null;
  @Column('date', { name: 'held_until' })
  heldUntil!: Day;
  @Column('text', { name: 'ended_as', nullable: true })
  endedAs!: 'terminated' | 'completed' | null;
  @Column('date', { name: 'cancelled_on', nullable: true })
  cancelledOn!: Day | null;
  @Column('datemultirange')
  suspensions!: string;
  @Column('daterange', { name: 'suspension_periods', array: true, default: () => `'{}'` })
  suspensionPeriods!: string[];
  @Column('bigint', { name: 'last_sequence' })
  lastSequence!: number;
  @Column('timestamptz', { name: 'last_recorded_at' })
  lastRecordedAt!: Date;
  /** How lists are sorted by name: that of the alternant, written by triggers. */
  @Column({ type: 'text', name: 'sort_name', collation: 'C' })
  sortName!: string;
}
