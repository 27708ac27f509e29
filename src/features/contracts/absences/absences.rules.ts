import type { FieldError } from '../../../kernel/errors.js';
import type { Authority, ContractRow } from '../contract-details.types.js';
import { absentOutside, backBeforeAway } from './absences.errors.js';
import type { AbsenceStated } from './absences.types.js';

/** What is wrong with the days of an absence. */
export function findAbsenceMistakes(
  { from, until }: Pick<AbsenceStated, 'from' | 'until'>,
  contract: Pick<ContractRow, 'startsOn' | 'until'>,
): FieldError[] {
  if (until !== null && until <= from) return [backBeforeAway()];
  const isOutside = from < contract.startsOn || contract.until <= from;
  return isOutside ? [absentOutside(contract.startsOn, contract.until)] : [];
}

/** Why somebody was away is for them and the two sides of today; the policy of the table says the same. */
export const readsWhyAway = (
  { people, hrOf, adminOf }: Authority,
  {
    alternantId,
    employerId,
    trainingCentreId,
  }: Pick<ContractRow, 'alternantId' | 'employerId' | 'trainingCentreId'>,
): boolean => people.includes(alternantId) || hrOf.includes(employerId) || adminOf.includes(trainingCentreId);
