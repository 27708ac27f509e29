import { ATTESTATION } from '../../platform/openapi/example-world.js';

export const ATTESTATIONS_EXAMPLES: Readonly<Record<string, unknown>> = {
  'AttestationResponse.id': ATTESTATION,
  'AttestationResponse.proofReference': 'AFGSU2-2026-0142',
  'AttestationResponse.warnings': [],
  'AttestationWarningResponse.code': 'expiry_unknown',
  'AttestationWarningResponse.detail':
    'Sans dernier jour, elle n’expire pas : l’AFGSU de niveau 2 (gestes d’urgence) vaut d’ordinaire jusqu’au 28 février 2030.',
  'PrerequisiteResponse.title': 'l’AFGSU de niveau 2 (gestes d’urgence)',
  'PrerequisiteResponse.rule': null,
  'PrerequisiteResponse.dueOn': null,
  'PrerequisiteResponse.holdsFrom': null,
  'WaitingMissionResponse.title': 'Aide au repas',
  'ExpiringPrerequisiteResponse.employerName': 'EHPAD Les Tilleuls',
  'ExpiringPrerequisiteResponse.title': 'l’AFGSU de niveau 2 (gestes d’urgence)',
  AttestationBody: {
    prerequisite: 'afgsu_2',
    validFrom: '2026-03-01',
    validUntil: '2030-02-28',
    proofReference: 'AFGSU2-2026-0142',
  },
};
