import type { PersonId } from '../../../kernel/ids.js';
import type { Authority, Parties } from '../contract-details.types.js';
import { formOfOthers } from './form.errors.js';

/** The alternant, and who acts for one of the two organisations today, as row security has it. @throws forbidden */
export function requireReader(
  { hrOf, adminOf }: Authority,
  { alternantId, employerId, trainingCentreId }: Parties,
  readerId: PersonId | null,
): void {
  const reads = readerId === alternantId || hrOf.includes(employerId) || adminOf.includes(trainingCentreId);
  if (!reads) throw formOfOthers();
}
