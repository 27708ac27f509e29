import type { OrganisationId, PersonId } from '../../kernel/ids.js';
import type { Authority } from '../contracts/contract-details.types.js';
import { notYoursToDeclare, notYoursToOpen, notYoursToProlong } from './mandates.errors.js';
import { TUTOR_ROLES, type Mandate, type MandateRole } from './mandates.types.js';

interface Parties {
  readonly employerId: OrganisationId;
  readonly trainingCentreId: OrganisationId;
}

const BY_HR: readonly MandateRole[] = [...TUTOR_ROLES, 'observer'];
const BY_CENTRE: readonly MandateRole[] = ['referent', 'observer'];

/** The employer's HR name tutors, the centre its referent, both observers. Whoever opens a role may end it. */
export function mayGive(authority: Authority, parties: Parties, role: MandateRole): boolean {
  const byHr = authority.hrOf.includes(parties.employerId) && BY_HR.includes(role);
  return byHr || (authority.adminOf.includes(parties.trainingCentreId) && BY_CENTRE.includes(role));
}

/** @throws forbidden */
export function requireGiver(authority: Authority, parties: Parties, role: MandateRole): void {
  if (!mayGive(authority, parties, role)) throw notYoursToOpen(role);
}

/**
 * Nobody prolongs their own: whoever has held the role on the contract needs somebody else to open it again.
 * @throws forbidden
 */
export function requireNotProlongingOwn(
  actor: PersonId | null,
  opened: { readonly personId: PersonId; readonly role: MandateRole },
  held: readonly Mandate[],
): void {
  if (opened.personId !== actor) return;
  // One tutor's role is worth another: they all sign.
  const isSame = (role: MandateRole) =>
    role === opened.role || (TUTOR_ROLES.includes(role) && TUTOR_ROLES.includes(opened.role));
  if (held.some(({ personId, role }) => personId === actor && isSame(role))) throw notYoursToProlong();
}

/** The person themself, or the administrators of the contract. @throws forbidden */
export function requireDeclarer(
  actor: PersonId | null,
  holder: PersonId,
  authority: Authority,
  parties: Parties,
): void {
  const administers =
    authority.hrOf.includes(parties.employerId) || authority.adminOf.includes(parties.trainingCentreId);
  if (actor !== holder && !administers) throw notYoursToDeclare();
}
