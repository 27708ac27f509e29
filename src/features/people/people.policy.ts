import type { OrganisationId } from '../../kernel/ids.js';
import { validationFailed } from '../../kernel/refusals.js';
import type { Actor } from '../../platform/access/actor.js';
import {
  notYoursToGrant,
  ownMembershipNeeded,
  personNeededToGive,
  notYourOrganisation,
  whichOrganisation,
} from './people.errors.js';
import {
  administeredBy,
  canGrant,
  canRecord,
  GIVEN_BY_PROGRAMS,
  type Grant,
  type Administration,
} from './memberships/memberships.types.js';

/** Who may be invited by a role, and who may be recorded with it. */
export type Giving = 'invites' | 'records';

/** @throws forbidden at the first role that is not the caller's to give */
export function requireGrantor(
  administration: Administration,
  grants: readonly Grant[],
  giving: Giving = 'invites',
): void {
  const may = giving === 'records' ? canRecord : canGrant;
  for (const grant of grants) if (!may(administration, grant)) throw notYoursToGrant(grant.role);
}

/** A role that reads or judges others is given by a person, never by a program. @throws person_required */
export function requirePersonToGive(actor: Actor, given: readonly Grant[]): void {
  const refused = given.find(({ role }) => !GIVEN_BY_PROGRAMS.includes(role));
  if (actor.kind === 'client' && refused) throw personNeededToGive(refused.role);
}

/** Whoever writes people administers something today, whatever their token said. */
export function requireAdministrator(administration: Administration): void {
  if (!administration.isPlatformAdmin && administeredBy(administration).length === 0)
    throw notYourOrganisation();
}

/**
 * The organisation that a person is recorded for: the one asked for; none for the platform; the only one that the caller
 * administers, or else that of the first membership.
 */
export function ownerFor(
  administration: Administration,
  asked: OrganisationId | null,
  grants: readonly Grant[],
): OrganisationId | null {
  if (administration.isPlatformAdmin) return asked;
  const own = administeredBy(administration);
  if (asked !== null) {
    if (!own.includes(asked)) throw notYourOrganisation();
    return asked;
  }
  const [only, second] = own;
  if (only !== undefined && second === undefined) return only;
  const named = grants.find(({ organisationId }) => organisationId !== null && own.includes(organisationId));
  if (!named) throw whichOrganisation();
  return named.organisationId;
}

/** Whoever administers organisations records people of theirs only; the roles are already known to be theirs to give. */
export function requireOwnMembership(administration: Administration, memberships: readonly Grant[]): void {
  if (!administration.isPlatformAdmin && memberships.length === 0)
    throw validationFailed([ownMembershipNeeded()]);
}
