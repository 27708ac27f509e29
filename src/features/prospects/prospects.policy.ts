import type { OrganisationId, PersonId } from '../../kernel/ids.js';
import type { Administration } from '../people/memberships/memberships.types.js';
import { notTheAlternant, notYoursToDecide, notYoursToSeek, whichEmployer } from './prospects.errors.js';
import { PARTY_OF } from './prospects.rules.js';
import type { ContactDecision, ContactRow, Seeker } from './prospects.types.js';

/** The alternant alone agrees, for themself. @throws forbidden */
export function requireSeeker(personId: PersonId, { alternantId }: Seeker): void {
  if (personId !== alternantId) throw notTheAlternant();
}

/** The employer that looks for people: the one that is named, or the only one of the caller. */
export function seekingEmployer(
  { hrOf }: Pick<Administration, 'hrOf'>,
  asked: OrganisationId | null,
): OrganisationId {
  const [only, second] = hrOf;
  if (asked !== null) {
    if (!hrOf.includes(asked)) throw notYoursToSeek();
    return asked;
  }
  if (only === undefined) throw notYoursToSeek();
  if (second !== undefined) throw whichEmployer();
  return only;
}

/** Each of the three says what is theirs to say. @throws forbidden */
export function requireParty(contact: Pick<ContactRow, 'side'>, decision: ContactDecision): void {
  if (contact.side !== PARTY_OF[decision]) throw notYoursToDecide();
}
