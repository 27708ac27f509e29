import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Day } from '../../kernel/days.js';
import type { ContractId, Id, OrganisationId, PersonId } from '../../kernel/ids.js';
import type { ProspectAgreementId, ProspectId } from './prospects.types.js';

/** Who of which employer saw an alternant, on which day. */
@Entity('prospect_views')
@Index('prospect_views_once', ['agreementId', 'employerId', 'viewedBy', 'viewedOn'], { unique: true })
@Index('prospect_views_contract', ['contractId', 'id'])
@Index('prospect_views_prospect', ['employerId', 'prospectId'])
@Index('prospect_views_by_day', ['viewedOn'])
export class ProspectView {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'prospect_views_pkey' })
  id!: Id<'prospect_view'>;

  @Column('uuid', { name: 'agreement_id' })
  agreementId!: ProspectAgreementId;

  @Column('uuid', { name: 'contract_id' })
  contractId!: ContractId;

  @Column('uuid', { name: 'prospect_id' })
  prospectId!: ProspectId;

  @Column('uuid', { name: 'employer_id' })
  employerId!: OrganisationId;

  @Column('uuid', { name: 'viewed_by' })
  viewedBy!: PersonId;

  @Column('date', { name: 'viewed_on' })
  viewedOn!: Day;

  @Column('timestamptz', { name: 'first_at' })
  firstAt!: Date;
}
