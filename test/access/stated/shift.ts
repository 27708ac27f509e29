import { MANDATE_ROLES } from '../../../src/features/mandates/mandates.types.js';
import { TODAY } from '../callers.js';
import { isEnded, may, type Rule } from '../rule.js';
import { sample, type Sample } from '../sample.js';

export const SAMPLES: readonly Sample[] = [
  sample('getShift', { lists: ({ ground }) => ground.contract.contractId }),
];

export const RULES: Readonly<Record<string, Rule>> = {
  getShift: {
    roles: 'signed_in',
    gets: (by) => may(by.holds(MANDATE_ROLES, TODAY) && !isEnded(by), '200', '200-'),
  },
};
