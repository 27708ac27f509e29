import type { ContractId, OrganisationId } from '../../../kernel/ids.js';
import type { Authorship } from '../../contract-history/contract-history.rules.js';
import { factRow, type Fact } from '../../contract-history/contract-history.types.js';
import type { ContractConfirmationWithdrawal } from './contract-confirmation-withdrawal.entity.js';
import type { ContractConfirmation } from './contract-confirmation.entity.js';
import { confirmationWithdrawn } from './confirmations.errors.js';
import type { ConfirmationId } from './confirmations.types.js';

/** The event does not name the duplicate: not every reader of the one contract may know that there was another. */
export const contractConfirmed = (
  { author }: Authorship,
  id: ConfirmationId,
  {
    organisationId,
    duplicateId,
  }: { readonly organisationId: OrganisationId; readonly duplicateId: ContractId },
): Fact => ({
  event: { type: 'contract.confirmed', data: { confirmationId: id } },
  rows: [
    factRow<ContractConfirmation>('contract_confirmations', { id, organisationId, duplicateId, ...author }),
  ],
});

/** A constraint refuses the second of two at once. */
export const confirmationTakenBack = (history: Authorship, confirmationId: ConfirmationId): Fact => ({
  event: { type: 'contract.confirmation_withdrawn', data: { confirmationId } },
  rows: [
    factRow<ContractConfirmationWithdrawal>('contract_confirmation_withdrawals', {
      id: history.newId(),
      confirmationId,
      ...history.author,
    }),
  ],
  refusals: { contract_confirmation_withdrawals_once: confirmationWithdrawn },
});
