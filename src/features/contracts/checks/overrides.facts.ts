import type { OrganisationId } from '../../../kernel/ids.js';
import type { Authorship } from '../../contract-history/contract-history.rules.js';
import { factRow, type Fact } from '../../contract-history/contract-history.types.js';
import type { ContractCheckOverrideWithdrawal } from './contract-check-override-withdrawal.entity.js';
import type { ContractCheckOverride } from './contract-check-override.entity.js';
import { overrideWithdrawn } from './checks.errors.js';
import type { CheckOverrideId } from './overrides.types.js';

/** The event says nothing of what was found: that is for whoever handles the papers. */
export const checkOverridden = (
  { author }: Authorship,
  id: CheckOverrideId,
  override: {
    readonly organisationId: OrganisationId;
    readonly code: string;
    readonly basis: string;
    readonly reason: string;
  },
): Fact => ({
  event: { type: 'contract.check_overridden', data: { overrideId: id } },
  rows: [factRow<ContractCheckOverride>('contract_check_overrides', { id, ...override, ...author })],
});

/** A constraint refuses the second of two at once. */
export const overrideTakenBack = (
  history: Authorship,
  overrideId: CheckOverrideId,
  reason: string,
): Fact => ({
  event: { type: 'contract.check_override_withdrawn', data: { overrideId } },
  rows: [
    factRow<ContractCheckOverrideWithdrawal>('contract_check_override_withdrawals', {
      id: history.newId(),
      overrideId,
      reason,
      ...history.author,
    }),
  ],
  refusals: { contract_check_override_withdrawals_once: overrideWithdrawn },
});
