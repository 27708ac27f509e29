import { ageOn, type Day } from '../../kernel/days.js';
import type { FieldError } from '../../kernel/errors.js';
import { IDENTITY_FIELDS } from './identity/identity.rules.js';
import { bornInTheFuture, bornTooLately, bornTooLongAgo, nameNeeded } from './people.errors.js';
import type { MembershipRow } from './memberships/memberships.types.js';
import type { PersonDetails, PersonRow, UsualName } from './people.types.js';

/** Completed years beyond which a birth date is a slip of the keyboard: nobody works at them. No law says so: our own choice. */
const PLAUSIBLE_AGE = { atLeast: 10, atMost: 110 };

/** What somebody is called by whoever need not know what their papers say. */
export const calledOf = (
  person: Pick<PersonDetails, 'givenName' | 'familyName'> & UsualName,
): Pick<PersonDetails, 'givenName' | 'familyName'> => ({
  givenName: person.usualGivenName ?? person.givenName,
  familyName: person.usualFamilyName ?? person.familyName,
});

/** Everything wrong with what is said of a person. One of the two names stands, the other may be missing. */
export function findWrongDetails(
  details: Pick<PersonDetails, 'givenName' | 'familyName' | 'birthDate'>,
  today: Day,
): FieldError[] {
  const errors: FieldError[] = [];
  if (details.givenName === '' && details.familyName === '') errors.push(nameNeeded());
  if (details.birthDate !== null) errors.push(...findWrongBirth(details.birthDate, today));
  return errors;
}

/** A birth date that nobody who works has. */
export function findWrongBirth(birthDate: Day, today: Day): FieldError[] {
  if (birthDate > today) return [bornInTheFuture()];
  const age = ageOn(birthDate, today);
  if (age < PLAUSIBLE_AGE.atLeast) return [bornTooLately(PLAUSIBLE_AGE.atLeast)];
  if (age > PLAUSIBLE_AGE.atMost) return [bornTooLongAgo(PLAUSIBLE_AGE.atMost)];
  return [];
}

const DETAILS = [
  'givenName',
  'familyName',
  'usualGivenName',
  'usualFamilyName',
  'birthDate',
  'email',
  'phone',
  'externalId',
] as const;

/** Decides whether details say nothing new. */
export const sameDetails = (one: PersonDetails, other: PersonDetails): boolean =>
  DETAILS.every((field) => one[field] === other[field]);

/** Who is known by the external id of a record that was merged into theirs keeps their own. */
export const underOwnId = (stored: PersonDetails, details: PersonDetails): PersonDetails => ({
  ...details,
  externalId: stored.externalId,
});

/**
 * What a PATCH is about that comes from whoever does not administer the person: only the days of memberships, or only who
 * they are. Null: something else, or both.
 */
export function unkeptChange(
  details: Partial<PersonDetails>,
  memberships: readonly unknown[],
): 'memberships' | 'identity' | null {
  const fields = Object.keys(details);
  if (fields.length === 0) return memberships.length > 0 ? 'memberships' : null;
  const ofIdentity = fields.every((field) => IDENTITY_FIELDS.some((one) => one === field));
  return ofIdentity && memberships.length === 0 ? 'identity' : null;
}

/** What is shown of a person whom the reader no longer administers: names, and the memberships that they kept. */
export const asFormer = (person: PersonRow, memberships: readonly MembershipRow[]): PersonRow => ({
  ...person,
  ...calledOf(person),
  usualGivenName: null,
  usualFamilyName: null,
  birthDate: null,
  email: null,
  phone: null,
  externalId: null,
  ownerId: null,
  isAdministered: false,
  memberships,
});

/** Names to go on with until somebody corrects them: jeanne.petit@… is Jeanne Petit by all appearances. */
export function namesFromEmail(email: string): { givenName: string; familyName: string } {
  const local = email.slice(0, email.lastIndexOf('@'));
  const [first = local, ...others] = local
    .split(/[._-]+/)
    .filter((part) => part !== '')
    .map(capitalised);
  return { givenName: first, familyName: others.join(' ') };
}

const capitalised = (word: string): string => word.charAt(0).toLocaleUpperCase('fr') + word.slice(1);
