import type { OrganisationId, PersonId } from '../../kernel/ids.js';
import type { Authority } from '../contracts/contract-details.types.js';
import { notForOneself, notYoursToDeclare, notYoursToOpen } from './mandates.errors.js';
import { TUTOR_ROLES, type MandateRole } from './mandates.types.js';

interface Parties {
  readonly employerId: OrganisationId;
  readonly trainingCentreId: OrganisationId;
}

const BY_HR: readonly MandateRole[] = [...TUTOR_ROLES, 'observer'];
const BY_CENTRE: readonly MandateRole[] = ['referent', 'observer'];

/** Who gives a role, and to whom. */
interface Given {
  readonly role: MandateRole;
  /** The holder is HR of the contract's employer on some day of the mandate. */
  readonly toHr: boolean;
  /** The contract is a draft, and its centre proposes the holder as a tutor of an employer that has not joined. */
  readonly toProposed?: boolean;
}

/**
 * The employer's HR name tutors, the centre its referent, both observers. Where tutor and HR are one person, the centre names
 * them, since nobody names themself; and on a draft whom it proposes to an
 * employer that has not joined. Whoever opens a role may end it.
 */
export function mayGive(
  authority: Authority,
  parties: Parties,
  { role, toHr, toProposed = false }: Given,
): boolean {
  const byHr = authority.hrOf.includes(parties.employerId) && BY_HR.includes(role);
  const isCentres = BY_CENTRE.includes(role) || ((toHr || toProposed) && TUTOR_ROLES.includes(role));
  return byHr || (authority.adminOf.includes(parties.trainingCentreId) && isCentres);
}

/** @throws forbidden */
export function requireGiver(authority: Authority, parties: Parties, given: Given): void {
  if (!mayGive(authority, parties, given)) throw notYoursToOpen(given.role);
}

/**
 * Nobody opens a mandate for themself, whatever the role: not to begin with, not to prolong, not to widen; nor by a client
 * of which they know a secret.
 * @throws forbidden
 */
export function requireAnotherHolder(behindCaller: readonly PersonId[], holder: PersonId): void {
  if (behindCaller.includes(holder)) throw notForOneself();
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
