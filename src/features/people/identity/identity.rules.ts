import type { PersonDetails, UsualName } from '../people.types.js';

/** Who somebody is, as an identity paper says it. */
export type CivilIdentity = Pick<PersonDetails, 'givenName' | 'familyName' | 'birthDate'>;

export const IDENTITY_FIELDS = ['givenName', 'familyName', 'birthDate'] as const;
export type IdentityField = (typeof IDENTITY_FIELDS)[number];

export const changedIdentity = (before: CivilIdentity, after: CivilIdentity): IdentityField[] =>
  IDENTITY_FIELDS.filter((field) => before[field] !== after[field]);

/** How somebody is called is theirs to say, whatever they signed. */
export const changesUsualName = (before: UsualName, after: UsualName): boolean =>
  before.usualGivenName !== after.usualGivenName || before.usualFamilyName !== after.usualFamilyName;

/**
 * Whether these details are another human's: another name and another birth date. Case, accents, spaces, hyphens and the
 * order of the names are nobody else's. Where one of the birth dates is unknown, both names have to be other ones: whoever
 * marries changes one.
 */
export function isAnotherHuman(before: CivilIdentity, after: CivilIdentity): boolean {
  if (nameKey(before) === nameKey(after)) return false;
  if (before.birthDate !== null && after.birthDate !== null) return before.birthDate !== after.birthDate;
  return (
    letters(before.givenName) !== letters(after.givenName) &&
    letters(before.familyName) !== letters(after.familyName)
  );
}

const nameKey = ({ givenName, familyName }: CivilIdentity): string =>
  [letters(givenName), letters(familyName)].sort().join(' ');

/** In any script: what is neither a letter nor a figure does not tell two people apart. */
const letters = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();
