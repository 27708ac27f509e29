import type { OrganisationId } from '../../kernel/ids.js';
import { notOfTheCentre } from './ladder-changes.errors.js';

declare const proven: unique symbol;
/** Whoever acts for the training centre of a contract, proven so. */
export interface Mover {
  readonly trainingCentreId: OrganisationId;
  readonly [proven]: 'mover';
}

/** The centre's administrators, and its clients: the ladder is the centre's matter. @throws forbidden */
export function requireMover(
  { adminOf }: { readonly adminOf: readonly OrganisationId[] },
  { trainingCentreId }: { readonly trainingCentreId: OrganisationId },
): Mover {
  if (!adminOf.includes(trainingCentreId)) throw notOfTheCentre();
  return { trainingCentreId } as Mover;
}
