import { expect, test } from '@jest/globals';
import {
  isAfterAnother,
  isAfterBreach,
  isFirstContract,
  isOfAmendment,
  isProlongation,
} from '../../../src/features/contracts/form/contract-types.rules.js';
import { CERFA_LISTS } from '../../../src/kernel/cerfa.js';

test.each([
  ['the first contract', isFirstContract, ['11']],
  ['after a contract that ended', isAfterAnother, ['21', '22']],
  ['after a contract that was broken', isAfterBreach, ['23']],
  ['an amendment', isOfAmendment, ['31', '32', '33', '34', '35', '36', '37', '38']],
  ['a prolongation', isProlongation, ['33', '34']],
])('of the types of the form, %s', (_, is, expected) => {
  expect(Object.keys(CERFA_LISTS.CerfaContractType).filter(is)).toEqual(expected);
  expect(is(null)).toBe(false);
});
