import type { Day } from '../../../kernel/days.js';
import type { MembershipId, OrganisationId } from '../../../kernel/ids.js';
import type { Role } from '../../../platform/access/actor.js';
import type { OrganisationKind } from '../../organisations/organisations.types.js';

/** A role in an organisation, without the days. `platform_admin` has none. */
export interface Grant {
  readonly organisationId: OrganisationId | null;
  readonly role: Role;
}

/** Half-open: `until` is the first day out. Without `from` it has always held. */
export interface MembershipDetails extends Grant {
  readonly from: Day | null;
  readonly until: Day | null;
}

export interface MembershipRow extends MembershipDetails {
  readonly id: MembershipId;
}

/** The roles that an organisation of each kind has. */
export const ROLES_OF_KIND: Readonly<Record<OrganisationKind, readonly Role[]>> = {
  employer: ['hr', 'tutor', 'alternant', 'auditor'],
  training_centre: ['centre_admin', 'referent', 'alternant', 'auditor'],
};

const GIVEN_BY_HR: readonly Role[] = ['hr', 'tutor'];
const GIVEN_BY_CENTRE_ADMIN: readonly Role[] = ['centre_admin', 'referent', 'alternant', 'auditor'];

/** Roles that read or judge nobody by themselves: what they open takes a mandate, or a contract. */
export const GIVEN_BY_PROGRAMS: readonly Role[] = ['alternant', 'tutor', 'referent'];

/** What somebody administers today, as the database knows it: a token may be older. */
export interface Administration {
  readonly isPlatformAdmin: boolean;
  readonly hrOf: readonly OrganisationId[];
  readonly centreAdminOf: readonly OrganisationId[];
}

export const administeredBy = ({ hrOf, centreAdminOf }: Administration): OrganisationId[] => [
  ...new Set([...hrOf, ...centreAdminOf]),
];

/** A platform administrator gives any role; HR and centre administrators some, in their own organisation. */
export function canGrant(administration: Administration, { organisationId, role }: Grant): boolean {
  if (administration.isPlatformAdmin) return true;
  if (organisationId === null) return false;
  return (
    (GIVEN_BY_HR.includes(role) && administration.hrOf.includes(organisationId)) ||
    (GIVEN_BY_CENTRE_ADMIN.includes(role) && administration.centreAdminOf.includes(organisationId))
  );
}

/** Whoever may give a role may record who has it; HR also records its own alternants, whom it does not invite. */
export const canRecord = (administration: Administration, grant: Grant): boolean =>
  canGrant(administration, grant) ||
  (grant.role === 'alternant' &&
    grant.organisationId !== null &&
    administration.hrOf.includes(grant.organisationId));

/** What a list of memberships changes of those held. */
export interface MembershipChanges {
  readonly added: readonly MembershipDetails[];
  readonly moved: readonly MembershipRow[];
}
