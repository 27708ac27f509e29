import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { ContractId, OrganisationId, PersonId } from '../../kernel/ids.js';
import type { ProspectAgreementId, ProspectContactId, ProspectId } from './prospects.types.js';

/** An employer that asks the centre to be put in touch with somebody it saw. */
@Entity('prospect_contacts')
@Index('prospect_contacts_once', ['agreementId', 'employerId'], { unique: true })
@Index('prospect_contacts_employer', ['employerId', 'id'])
@Index('prospect_contacts_contract', ['contractId', 'id'])
export class ProspectContact {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'prospect_contacts_pkey' })
  id!: ProspectContactId;

  @ForeignKey('ProspectAgreement', { name: 'prospect_contacts_agreement_id_fkey' })
  @Column('uuid', { name: 'agreement_id' })
  agreementId!: ProspectAgreementId;

  @ForeignKey('Contract', { name: 'prospect_contacts_contract_id_fkey' })
  @Column('uuid', { name: 'contract_id' })
  contractId!: ContractId;

  @Column('uuid', { name: 'prospect_id' })
  prospectId!: ProspectId;

  @ForeignKey('Organisation', { name: 'prospect_contacts_employer_id_fkey' })
  @Column('uuid', { name: 'employer_id' })
  employerId!: OrganisationId;

  @ForeignKey('Person', { name: 'prospect_contacts_asked_by_fkey' })
  @Column('uuid', { name: 'asked_by' })
  askedBy!: PersonId;

  @Column('timestamptz', { name: 'asked_at' })
  askedAt!: Date;

  @Column('text')
  words!: string;
}
