import { expect, test } from '@jest/globals';
import { contractGrouped } from '../../../src/features/contracts/groups/groups.facts.js';

test('a group is told as it is called, and as none any more', () => {
  const history = { newId: () => 'g', author: { recordedBy: 'p', recordedByClient: null } } as never;

  for (const group of ['DEAS 2026 A', null])
    expect(contractGrouped(history, group)).toMatchObject({
      event: { type: 'contract.grouped', data: { group } },
      rows: [{ table: 'contract_groups', values: { id: 'g', recordedBy: 'p', groupName: group } }],
    });
});
