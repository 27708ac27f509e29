import type { Authorship } from '../../contract-history/contract-history.rules.js';
import { factRow, type Fact } from '../../contract-history/contract-history.types.js';
import type { ContractGroup } from './contract-group.entity.js';

/** `group`: what the centre calls it from now on; null: nothing any more. */
export const contractGrouped = (history: Authorship, group: string | null): Fact => ({
  event: { type: 'contract.grouped', data: { group } },
  rows: [
    factRow<ContractGroup>('contract_groups', {
      id: history.newId(),
      ...history.author,
      groupName: group,
    }),
  ],
});
