import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Day } from '../../../kernel/days.js';
import type { MembershipId, OrganisationId, PersonId } from '../../../kernel/ids.js';
import type { Role } from '../../../platform/access/actor.js';

/** What a person is in an organisation, and when: `[from_day, until_day)`. Without `from_day` it has always held. */
@Entity('memberships')
@Check(
  'memberships_role_known',
  `role in ('platform_admin', 'centre_admin', 'referent', 'alternant', 'auditor', 'hr', 'tutor')`,
)
@Check('memberships_platform_has_no_organisation', `(role = 'platform_admin') = (organisation_id is null)`)
@Check('memberships_days_in_order', `from_day < until_day`)
@Index('memberships_person', ['personId', 'role'])
@Index('memberships_organisation', ['organisationId', 'personId'])
export class Membership {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'memberships_pkey' })
  id!: MembershipId;

  @ForeignKey('Person', { name: 'memberships_person_id_fkey' })
  @Column('uuid', { name: 'person_id' })
  personId!: PersonId;

  @ForeignKey('Organisation', { name: 'memberships_organisation_id_fkey' })
  @Column('uuid', { name: 'organisation_id', nullable: true })
  organisationId!: OrganisationId | null;

  @Column('text')
  role!: Role;

  @Column('date', { name: 'from_day', nullable: true })
  fromDay!: Day | null;

  @Column('date', { name: 'until_day', nullable: true })
  untilDay!: Day | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}
