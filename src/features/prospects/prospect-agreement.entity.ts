import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Day } from '../../kernel/days.js';
import type { ContractId, OrganisationId, PersonId } from '../../kernel/ids.js';
import type { ProspectAgreementId } from './prospects.types.js';

/** What an alternant agreed to show to employers, and to which. */
@Entity('prospect_agreements')
@Check(
  'prospect_agreements_bounded',
  'cardinality(departments) between 1 and 20 and cardinality(structure_types) between 1 and 20 and cardinality(hidden_from) <= 50',
)
@Index('prospect_agreements_contract', ['contractId', 'id'])
@Index('prospect_agreements_in_force', ['untilDay'], { where: 'withdrawn_at is null' })
export class ProspectAgreement {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'prospect_agreements_pkey' })
  id!: ProspectAgreementId;

  @ForeignKey('Contract', { name: 'prospect_agreements_contract_id_fkey' })
  @Column('uuid', { name: 'contract_id' })
  contractId!: ContractId;

  @ForeignKey('Person', { name: 'prospect_agreements_agreed_by_fkey' })
  @Column('uuid', { name: 'agreed_by' })
  agreedBy!: PersonId;

  @Column('timestamptz', { name: 'agreed_at' })
  agreedAt!: Date;

  @Column('integer', { name: 'text_version' })
  textVersion!: number;

  @Column('text', { array: true })
  departments!: string[];

  @Column('text', { name: 'structure_types', array: true })
  structureTypes!: string[];

  @Column('uuid', { name: 'hidden_from', array: true })
  hiddenFrom!: OrganisationId[];

  @Column('boolean', { name: 'shows_family_name' })
  showsFamilyName!: boolean;

  @Column('boolean', { name: 'shows_own_employer' })
  showsOwnEmployer!: boolean;

  @Column('text', { nullable: true })
  words!: string | null;

  @Column('date', { name: 'until_day' })
  untilDay!: Day;

  @Column('timestamptz', { name: 'withdrawn_at', nullable: true })
  withdrawnAt!: Date | null;
}
