import type { OrganisationId, PersonId } from '../../kernel/ids.js';
import { notOfTheCentre } from './ladder-changes.errors.js';

declare const proven: unique symbol;
/** Whoever acts for the training centre of a contract, proven so. */
export interface Mover {
  readonly trainingCentreId: OrganisationId;
  readonly [proven]: 'mover';
}

/** The centre's administrators, and its clients: the ladder is the centre's matter, never of its own alternant. @throws forbidden */
export function requireMover(
  { people, adminOf }: { readonly people: readonly PersonId[]; readonly adminOf: readonly OrganisationId[] },
  {
    alternantId,
    trainingCentreId,
  }: { readonly alternantId: PersonId; readonly trainingCentreId: OrganisationId },
): Mover {
  if (!adminOf.includes(trainingCentreId) || people.includes(alternantId)) throw notOfTheCentre();
  return { trainingCentreId } as Mover;
}
