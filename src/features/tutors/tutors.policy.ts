import type { OrganisationId, PersonId } from '../../kernel/ids.js';
import { notOfOneself, notYourTutor } from './tutors.errors.js';

declare const proven: unique symbol;
/** Somebody proven to speak for an employer of another person. */
export interface Checker {
  readonly employerId: OrganisationId;
  readonly [proven]: 'checker';
}

/** HR of the employer, and nobody of themself, nor by a program whose secret they know. @throws forbidden */
export function requireChecker(
  { hrOf, people }: { readonly hrOf: readonly OrganisationId[]; readonly people: readonly PersonId[] },
  employerId: OrganisationId,
  tutorId: PersonId,
): Checker {
  if (!hrOf.includes(employerId)) throw notYourTutor();
  if (people.includes(tutorId)) throw notOfOneself();
  return { employerId } as Checker;
}
