import { may, seen, type Rule } from '../rule.js';
import { sample, type Sample } from '../sample.js';

export const SAMPLES: readonly Sample[] = [
  sample('listPrerequisites', { of: 'nothing' }),
  sample('listContractPrerequisites'),
  sample('listExpiringPrerequisites', { of: 'nothing', request: () => ({ query: { before: '2026-05-01' } }) }),
];
