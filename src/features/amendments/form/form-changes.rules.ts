import type { FieldError } from '../../../kernel/errors.js';
import { findFormMistakes } from '../../contracts/form/form-mistakes.rules.js';
import { mergeForm } from '../../contracts/form/form.rules.js';
import type { ContractForm } from '../../contracts/form/form.types.js';
import { changedMembers, membersAt, withMembers } from '../../contracts/form/members.rules.js';
import { normaliseForm } from '../../contracts/form/normalise-form.rules.js';
import { isAmendable } from '../../contracts/terms/amendable.rules.js';
import type { AgreedMembers } from '../../contracts/terms/agreed.types.js';
import { notByAmendment, unchanged } from '../changes.errors.js';

const PLACE = '/changes/form';

/** The members that a patch changes of a form, as it is on the day of effect. */
export function membersOfPatch(form: ContractForm, patch: object): AgreedMembers {
  const sent = normaliseForm(mergeForm(form, patch));
  return membersAt(sent, changedMembers(form, sent));
}

/** Everything that is wrong with what is to change of a form, by that form on the day of effect. */
export function findMemberMistakes(form: ContractForm, members: AgreedMembers): FieldError[] {
  const after = withMembers(form, members);
  const changed = changedMembers(form, after);
  if (changed.length === 0) return [unchanged(PLACE)];
  return [
    ...changed.filter((path) => !isAmendable(path)).map((path) => notByAmendment(pointerOf(path))),
    ...inForm(findFormMistakes(after)),
  ];
}

/** The mistakes of a form, at their place in a proposal. */
export const inForm = (mistakes: readonly FieldError[]): FieldError[] =>
  mistakes.map((mistake) => ({ ...mistake, pointer: `${PLACE}${mistake.pointer}` }));

const pointerOf = (path: string): string => `${PLACE}/${path.replace('.', '/')}`;
