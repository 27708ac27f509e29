import type { Day } from '../../../kernel/days.js';
import type { ContractForm } from '../../contracts/form/form.types.js';
import { membersAt, withMembers } from '../../contracts/form/members.rules.js';
import type { AgreedMembers } from '../../contracts/terms/agreed.types.js';
import { statusOf } from '../amendments.rules.js';
import type { Amended } from '../amendments.types.js';
import { AMENDMENT_GROUNDS, type AmendmentRow, type AmendmentView, type Terms } from '../amendments.types.js';
import { awaitedOf, partiesOn, representedOn, type Signer } from '../signatures.rules.js';
import {
  agreedIn,
  changed,
  changedMembers,
  earlier,
  termsBefore,
  type SignedAmendment,
} from './terms.rules.js';

interface Agreed {
  readonly initial: Terms;
  /** The form as it was filled. */
  readonly filled: ContractForm;
  readonly signed: readonly SignedAmendment[];
}

/** Amendments of a contract, each with its status of that day, what it changes and who is awaited. */
export function viewAmendments(
  contract: Amended,
  { initial, filled, signed }: Agreed,
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
      ...membersChanged(filled, amendment.changes.form, earlier(signed, completedAt)),
      awaits:
        status === 'proposed'
          ? awaitedOf(
              amendment,
              partiesOn(signer, representedOn(amendment, today), amendment.changes.newEmployerId !== null),
            )
          : [],
    };
  });
}

/** What the form said of the members that change, once those signed before were in force, and what it says then. */
function membersChanged(
  filled: ContractForm,
  members: AgreedMembers | null,
  before: readonly SignedAmendment[],
): Pick<AmendmentView, 'formBefore' | 'formAfter'> {
  if (members === null || Object.keys(members).length === 0) return { formBefore: null, formAfter: null };
  const was = agreedIn(before).reduce((form, one) => withMembers(form, one.members), filled);
  return { formBefore: membersAt(was, Object.keys(members)), formAfter: members };
}

/** As whoever may not read the form sees it, a program of a party for one: neither its members, nor what tells of a disability. */
export const withoutPapers = (view: AmendmentView): AmendmentView => ({
  ...view,
  type: null,
  changes: {
    ...view.changes,
    extension: AMENDMENT_GROUNDS.some((ground) => ground === view.changes.extension)
      ? null
      : view.changes.extension,
  },
  formBefore: null,
  formAfter: null,
});
