import { reads, type Rule } from '../rule.js';
import { sample, type Sample } from '../sample.js';

export const SAMPLES: readonly Sample[] = [
  sample('listPrerequisites', { of: 'nothing' }),
  sample('listContractPrerequisites'),
  // Of the ground’s own attestation nothing ends: who may try is what is asked here.
  sample('listExpiringPrerequisites', {
    of: 'nothing',
    request: () => ({ query: { before: '2026-05-01' } }),
  }),
];

export const RULES: Readonly<Record<string, Rule>> = {
  listPrerequisites: { roles: 'signed_in', scopes: 'any', gets: () => '200' },
  listContractPrerequisites: reads(['progress:read']),
  listExpiringPrerequisites: {
    roles: ['centre_admin', 'auditor', 'hr', 'referent'],
    scopes: ['reports:read'],
    gets: () => '200',
  },
};
