import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { ContractId, Id, PersonId } from '../../kernel/ids.js';
import type { ContactDecision, ContactParty, ProspectContactId } from './prospects.types.js';

/** What one of the three said of a contact. */
@Entity('prospect_contact_decisions')
@Check('prospect_contact_decisions_party_known', `party in ('training_centre', 'alternant', 'employer')`)
@Check(
  'prospect_contact_decisions_of_party',
  `case party when 'training_centre' then decision in ('passed_on', 'declined') when 'alternant' then decision in ('accepted', 'refused') else decision = 'withdrawn' end`,
)
@Index('prospect_contact_decisions_contact', ['contactId', 'id'])
@Index('prospect_contact_decisions_contract', ['contractId'])
export class ProspectContactDecision {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'prospect_contact_decisions_pkey' })
  id!: Id<'prospect_contact_decision'>;

  @ForeignKey('ProspectContact', { name: 'prospect_contact_decisions_contact_id_fkey' })
  @Column('uuid', { name: 'contact_id' })
  contactId!: ProspectContactId;

  @ForeignKey('Contract', { name: 'prospect_contact_decisions_contract_id_fkey' })
  @Column('uuid', { name: 'contract_id' })
  contractId!: ContractId;

  @Column('text')
  party!: ContactParty;

  @Column('text')
  decision!: ContactDecision;

  @Column('text', { nullable: true })
  reason!: string | null;

  @ForeignKey('Person', { name: 'prospect_contact_decisions_decided_by_fkey' })
  @Column('uuid', { name: 'decided_by' })
  decidedBy!: PersonId;

  @Column('timestamptz', { name: 'decided_at' })
  decidedAt!: Date;
}
