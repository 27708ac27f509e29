import type { AppError, FieldError } from '../../../kernel/errors.js';
import type { OrganisationId } from '../../../kernel/ids.js';
import type { ContractRow } from '../contract-details.types.js';
import { illegalTransition } from '../contracts.errors.js';
import { RUNNING_STATUSES } from '../contracts.types.js';
import { calledOtherwise, notTheSame } from './confirmations.errors.js';

type Kept = Pick<ContractRow, 'status' | 'possibleDuplicates' | 'employerId' | 'trainingCentreId'>;

/** What an organisation calls the two in its own system. */
export interface Calls {
  readonly kept: string | null;
  readonly duplicate: string | null;
}

/** A draft ends as a duplicate; what it is a duplicate of is a draft, or signed and not over. */
export function findStatusRefusal(
  kept: Pick<ContractRow, 'status'>,
  duplicate: Pick<ContractRow, 'status'>,
): AppError | null {
  const stands = kept.status === 'draft' || RUNNING_STATUSES.includes(kept.status);
  if (!stands) return illegalTransition(kept.status, []);
  return duplicate.status === 'draft' ? null : illegalTransition(duplicate.status, []);
}

/** Why a draft of an organisation is not the same as a contract, as the reader sees both. */
export function findConfirmationMistake(
  kept: Kept,
  duplicate: Pick<ContractRow, 'id' | 'ownerId'>,
  calls: Calls,
): FieldError | null {
  if (!kept.possibleDuplicates.includes(duplicate.id) || !isPartyOf(kept, duplicate.ownerId))
    return notTheSame();
  return calls.kept !== null && calls.duplicate !== null ? calledOtherwise() : null;
}

const isPartyOf = ({ employerId, trainingCentreId }: Kept, id: OrganisationId): boolean =>
  id === employerId || id === trainingCentreId;
