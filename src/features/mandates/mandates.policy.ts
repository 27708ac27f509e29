import type { OrganisationId, PersonId } from '../../kernel/ids.js';
import { sidesOf, type Authority, type Parties } from '../contracts/contract-details.types.js';
import { notYourSide, whoseExternalId } from './external-ids/external-ids.errors.js';
import { notForOneself, notYoursToDeclare, notYoursToOpen } from './mandates.errors.js';
import { TUTOR_ROLES, type MandateRole } from './mandates.types.js';

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
 * them, since nobody names themself; and on a draft whom it
 * proposes to an employer that has not joined. Whoever opens a role may end it.
 */
export function mayGive(
  authority: Authority,
  parties: Parties,
  { role, toHr, toProposed = false }: Given,
): boolean {
  const sides = sidesOf(authority, parties);
  const isCentres = BY_CENTRE.includes(role) || ((toHr || toProposed) && TUTOR_ROLES.includes(role));
  return (
    (sides.includes('employer') && BY_HR.includes(role)) || (sides.includes('training_centre') && isCentres)
  );
}

/** Whose external ids a call about a mandate of that contract is about. @throws forbidden, validation_failed */
export function organisationOn(
  authority: Authority,
  parties: Parties,
  asked: OrganisationId | null,
): OrganisationId {
  const own = sidesOf(authority, parties).map((side) =>
    side === 'employer' ? parties.employerId : parties.trainingCentreId,
  );
  const [only, second] = own.filter((id) => asked === null || id === asked);
  if (only === undefined) throw notYourSide();
  if (second !== undefined) throw whoseExternalId();
  return only;
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
  if (actor !== holder && sidesOf(authority, parties).length === 0) throw notYoursToDeclare();
}
