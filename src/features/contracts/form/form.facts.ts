import type { Authorship } from '../../contract-history/contract-history.rules.js';
import { factRow, type Fact } from '../../contract-history/contract-history.types.js';
import type { ContractFormRow } from './contract-form.entity.js';
import type { ContractForm } from './form.types.js';

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
