import { expect, test } from '@jest/globals';
import {
  findConfirmationMistake,
  findStatusRefusal,
} from '../../../src/features/contracts/confirmations/confirmations.rules.js';
import {
  confirmationTakenBack,
  contractConfirmed,
} from '../../../src/features/contracts/confirmations/confirmations.facts.js';
import type { ConfirmationId } from '../../../src/features/contracts/confirmations/confirmations.types.js';
import type { Authorship } from '../../../src/features/contract-history/contract-history.rules.js';
import { newId } from '../../../src/platform/ids.js';
import type { ContractStatus } from '../../../src/features/contracts/contracts.types.js';
import type { ContractId, OrganisationId } from '../../../src/kernel/ids.js';

test.each([
  ['draft', 'draft', undefined],
  ['signed', 'draft', undefined],
  ['active', 'draft', undefined],
  ['completed', 'draft', 'illegal_transition'],
  ['cancelled', 'draft', 'illegal_transition'],
  ['draft', 'signed', 'illegal_transition'],
  ['draft', 'cancelled', 'illegal_transition'],
] as [ContractStatus, ContractStatus, string | undefined][])(
  'a contract that is %s may take the place of one that is %s: %p',
  (kept, duplicate, code) => {
    expect(findStatusRefusal({ status: kept }, { status: duplicate })?.code).toBe(code);
  },
);

const kept = {
  status: 'draft' as const,
  possibleDuplicates: ['d'] as ContractId[],
  employerId: 'employer' as OrganisationId,
  trainingCentreId: 'centre' as OrganisationId,
};
const draft = (id: string, ownerId: string) => ({ id: id as ContractId, ownerId: ownerId as OrganisationId });

test('a draft is the same where it looks the same, and its side is a party of the other', () => {
  const judged = (id: string, owner: string, calls: [string | null, string | null] = [null, null]) =>
    findConfirmationMistake(kept, draft(id, owner), { kept: calls[0], duplicate: calls[1] })?.code;
  expect([judged('d', 'centre'), judged('d', 'employer')]).toEqual([undefined, undefined]);
  expect([judged('x', 'centre'), judged('d', 'elsewhere')]).toEqual(['not_the_same', 'not_the_same']);
  expect(judged('d', 'centre', ['A', null])).toBeUndefined();
  expect(judged('d', 'centre', ['A', 'B'])).toBe('called_otherwise');
});

test('the event of a confirmation names no other contract; what takes it back names it once', () => {
  const history = { author: { recordedBy: null, recordedByClient: null }, newId } as unknown as Authorship;
  const id = newId() as ConfirmationId;
  const named = { organisationId: 'centre' as OrganisationId, duplicateId: 'd' as ContractId };
  const confirmed = contractConfirmed(history, id, named);
  expect(confirmed.event).toEqual({ type: 'contract.confirmed', data: { confirmationId: id } });
  expect(confirmed.rows).toMatchObject([{ table: 'contract_confirmations', values: { id, ...named } }]);
  const back = confirmationTakenBack(history, id);
  expect(back.event.data).toEqual({ confirmationId: id });
  expect(back.refusals?.['contract_confirmation_withdrawals_once']?.()).toMatchObject({
    code: 'already_withdrawn',
  });
});
