import type { Day } from '../../../kernel/days.js';
import { statusOf, type Amended } from '../amendments.rules.js';
import type { AmendmentRow, AmendmentView, Terms } from '../amendments.types.js';
import { awaitedOf, partiesOn, type Signer } from '../signatures.rules.js';
import { changed, changedMembers, termsBefore, type SignedAmendment } from './terms.rules.js';

/** Amendments of a contract, each with its status of that day, what it changes and who is awaited. */
export function viewAmendments(
  contract: Amended,
  { initial, signed }: { readonly initial: Terms; readonly signed: readonly SignedAmendment[] },
  amendments: readonly AmendmentRow[],
  { signer, today }: { readonly signer: Signer; readonly today: Day },
): AmendmentView[] {
  return amendments.map((amendment) => {
    const status = statusOf(amendment, contract, today);
    const completedAt = amendment.answers.find(({ completes }) => completes)?.sequence ?? null;
    const before = termsBefore(initial, signed, completedAt);
    return {
      ...amendment,
      status,
      changed: changedMembers(amendment.changes),
      before,
      after: changed(before, amendment.changes),
      awaits: status === 'proposed' ? awaitedOf(amendment, partiesOn(signer, today)) : [],
    };
  });
}
