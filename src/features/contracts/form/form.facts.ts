import type { Authorship } from '../../contract-history/contract-history.rules.js';
import { factRow, type Fact } from '../../contract-history/contract-history.types.js';
import type { ContractFormRow } from './contract-form.entity.js';
import { withoutFormer } from './form.rules.js';
import type { ContractForm } from './form.types.js';
import { changedMembers } from './members.rules.js';
import type { StoredForm } from './recorded.types.js';

/** Sections of which the history names no member: that one was filled tells something of a person already. */
const PRIVATE = /^(alternant|professionalisation)\..+$/;

/** The history names what changed, never to what: its readers are more than those of the form. */
export const formFilled = (
  history: Authorship,
  form: ContractForm,
  changed: readonly string[],
  { byAmendment }: { readonly byAmendment: boolean } = { byAmendment: false },
): Fact => ({
  event: {
    type: 'contract.form_filled',
    data: { changed: [...new Set(changed.map((path) => path.replace(PRIVATE, '$1')))] },
  },
  rows: [
    factRow<ContractFormRow>('contract_forms', {
      id: history.newId(),
      ...history.author,
      content: form,
      changed: [...changed],
      byAmendment,
    }),
  ],
});

/** A draft becomes that of somebody else: what its form says of whom it had before goes, also out of what it was. */
export const formOfAnother = (
  history: Authorship,
  { version, filled: form }: StoredForm,
  moved: readonly string[],
): Fact[] => {
  if (version === 0 || moved.length === 0) return [];
  const emptied = withoutFormer(form, moved);
  return [formFilled(history, emptied, [...changedMembers(form, emptied), ...moved])];
};
