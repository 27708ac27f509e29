import { may, reads, seen, type Rule } from '../rule.js';
import { sample, type Sample } from '../sample.js';

const OF_NOBODY = { path: { hash: '0'.repeat(64) } };

export const SAMPLES: readonly Sample[] = [
  sample('getBooklet'),
  sample('getLadderPicture'),
  sample('verifyReport', { of: 'nothing', request: () => OF_NOBODY }),
  sample('getBlankReviewForm', { of: 'nothing' }),
  sample('getBlankReviewForm', {
    as: 'of a contract',
    request: ({ ground }) => ({ query: { contractId: ground.contract.contractId } }),
  }),
];

export const RULES: Readonly<Record<string, Rule>> = {
  getBooklet: reads(['progress:read']),
  getLadderPicture: reads(['progress:read']),
  // To anybody, also of a hash that is none.
  verifyReport: { roles: 'anyone', gets: () => '200' },
  getBlankReviewForm: {
    roles: 'signed_in',
    gets: (by, { as = '' }) => (as === '' ? may(true, '200') : seen(by, '200')),
  },
};
