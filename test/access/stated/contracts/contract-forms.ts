import { ADMINISTRATORS, may, seen, type Rule } from '../../rule.js';
import { sample, type Sample } from '../../sample.js';

export const SAMPLES: readonly Sample[] = [
  sample('getContractForm'),
  sample('updateContractForm', {
    request: () => ({ body: { terms: { decaNumber: '042202509120042' } }, headers: { 'if-match': '*' } }),
  }),
];

export const RULES: Readonly<Record<string, Rule>> = {
  // Whoever handles the papers, and nobody else who follows the contract.
  getContractForm: {
    roles: ['alternant', ...ADMINISTRATORS],
    // Programs that fill it: it tells of disability and of home.
    scopes: ['contracts:write'],
    gets: (by) => seen(by, may(by.administers || by.isAlternant, '200')),
  },
  updateContractForm: {
    roles: ADMINISTRATORS,
    scopes: ['contracts:write'],
    gets: (by) => (by.administers ? '200' : seen(by, '403')),
  },
};
