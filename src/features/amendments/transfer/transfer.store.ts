import type { Day, Instant } from '../../../kernel/days.js';
import type { ContractId, OrganisationId, PersonId } from '../../../kernel/ids.js';
import type { Tx } from '../../../platform/database/db.js';
import { rows } from '../../../platform/database/sql.js';
import { hasSqlState, violates } from '../../../platform/database/violations.js';
import { newId } from '../../../platform/ids.js';
import { alreadySigned, amendmentClosed } from '../amendments.errors.js';
import type { AmendmentId } from '../amendments.types.js';

/** What the new employer answers: whom it names, or why it refuses. */
export interface NewTransferAnswer {
  readonly amendmentId: AmendmentId;
  readonly contractId: ContractId;
  readonly employerId: OrganisationId;
  readonly recordedBy: PersonId;
  readonly kind: 'signed' | 'refused';
  readonly signedOn: Day | null;
  readonly mainTutorId: PersonId | null;
  readonly reason: string | null;
}

/** @throws already_signed, amendment_closed */
export async function insertTransferAnswer(tx: Tx, answer: NewTransferAnswer, at: Instant): Promise<void> {
  await rows(
    tx,
    `
    insert into transfer_answers
      (id, amendment_id, contract_id, employer_id, recorded_at, recorded_by, kind, signed_on, main_tutor_id, reason)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
    `,
    [
      newId(),
      answer.amendmentId,
      answer.contractId,
      answer.employerId,
      at,
      answer.recordedBy,
      answer.kind,
      answer.signedOn,
      answer.mainTutorId,
      answer.reason,
    ],
  ).catch((error: unknown) => {
    if (violates(error, 'transfer_answers_once')) throw alreadySigned();
    if (hasSqlState(error, 'PA409')) throw amendmentClosed('signed');
    throw error;
  });
}
