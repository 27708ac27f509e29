import { CLAIRE, CONTRACT, REVOCATION, SIGN_OFF } from '../../platform/openapi/example-world.js';

export const REVOCATIONS_EXAMPLES: Readonly<Record<string, unknown>> = {
  'RevocationResponse.id': REVOCATION,
  'RevocationResponse.reason': 'Geste dangereux lors d’un transfert.',
  'RevokedResponse.revocation': {
    id: REVOCATION,
    signOffId: SIGN_OFF,
    contractId: CONTRACT,
    revokedBy: CLAIRE,
    recordedAt: '2026-03-12T08:30:00.000Z',
    reasonCode: 'safety',
    reason: 'Geste dangereux lors d’un transfert.',
    competency: 'C1',
    level: 'simple_tasks',
    contested: false,
    overturned: false,
  },
  RevocationBody: { reasonCode: 'safety', reason: 'Geste dangereux lors d’un transfert.', dryRun: true },
  ImpactResponse: {
    levels: [{ level: 'simple_tasks', before: 'achieved', after: 'reopened' }],
    missions: [{ mission: 'hyg_03', before: 'indirect', after: null }],
    assignments: [],
    signOffs: [{ signOffId: SIGN_OFF, level: 'simple_tasks', competency: 'C1', effect: 'revoked' }],
  },
};
