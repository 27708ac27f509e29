import type { OrganisationId } from '../../kernel/ids.js';
import type { Administration } from '../people/memberships/memberships.types.js';
import { notYoursToDecide, notYoursToPropose, whichCentre } from './employer-proposals.errors.js';
import type { ProposedTutorDecision, ProposedTutorRow } from './employer-proposals.types.js';

/** The centre that proposes: the one that is named, or the only one that the caller administers. */
export function proposingCentre(
  { centreAdminOf }: Administration,
  asked: OrganisationId | null,
): OrganisationId {
  const [only, second] = centreAdminOf;
  if (asked !== null) {
    if (!centreAdminOf.includes(asked)) throw notYoursToPropose();
    return asked;
  }
  if (only === undefined) throw notYoursToPropose();
  if (second !== undefined) throw whichCentre();
  return only;
}

/** The employer accepts or refuses, the centre withdraws: each for itself alone. @throws forbidden */
export function requireDecider(
  { hrOf, centreAdminOf }: Administration,
  tutor: Pick<ProposedTutorRow, 'employerId' | 'trainingCentreId'>,
  decision: ProposedTutorDecision,
): void {
  const may =
    decision === 'withdrawn'
      ? centreAdminOf.includes(tutor.trainingCentreId)
      : hrOf.includes(tutor.employerId);
  if (!may) throw notYoursToDecide(decision);
}
