import type { OrganisationId } from '../../kernel/ids.js';
import type { AppError } from '../../kernel/errors.js';
import { sidesOf, type Authority, type Parties, type Side } from './contract-details.types.js';
import {
  notForOwnContract,
  notYourCentre,
  notYourContract,
  notYourOrganisation,
  whichOrganisation,
} from './contracts.errors.js';

/** @throws forbidden */
export function requireSide(
  authority: Authority,
  parties: Parties,
  among: readonly Side[] = ['employer', 'training_centre'],
): Side {
  const side = sidesOf(authority, parties).find((held) => among.includes(held));
  if (!side) throw notTheirs(authority, parties, among);
  return side;
}

/** The organisation that keeps a new contract and its external id: the creator's own. @throws forbidden */
export function ownerOf(authority: Authority, parties: Parties): OrganisationId {
  return requireSide(authority, parties) === 'employer' ? parties.employerId : parties.trainingCentreId;
}

/** Whose external ids a call is about: the organisation asked for, or the only one. @throws forbidden, validation_failed */
export function organisationAsked(authority: Authority, asked: OrganisationId | null): OrganisationId {
  const own = [...new Set([...authority.hrOf, ...authority.adminOf])];
  if (asked !== null && !own.includes(asked)) throw notYourOrganisation();
  if (asked !== null) return asked;
  const [only, second] = own;
  if (only === undefined) throw notYourOrganisation();
  if (second !== undefined) throw whichOrganisation();
  return only;
}

/** A contract is kept by one of its own parties, for which the creator acts. @throws forbidden */
export function requireOwner(authority: Authority, parties: Parties, ownerId: OrganisationId): void {
  const sides = sidesOf(authority, parties);
  const keeps = (side: Side, id: OrganisationId) => sides.includes(side) && id === ownerId;
  if (!keeps('employer', parties.employerId) && !keeps('training_centre', parties.trainingCentreId))
    throw notTheirs(authority, parties, ['employer', 'training_centre']);
}

function notTheirs({ people }: Authority, { alternantId }: Parties, among: readonly Side[]): AppError {
  if (people.includes(alternantId)) return notForOwnContract();
  return among.includes('employer') ? notYourContract() : notYourCentre();
}
