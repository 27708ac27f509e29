import { ATTESTATION } from '../../platform/openapi/example-world.js';

export const ATTESTATIONS_EXAMPLES: Readonly<Record<string, unknown>> = {
  'AttestationResponse.id': ATTESTATION,
  AttestationBody: {
    prerequisite: 'afgsu_2',
    validFrom: '2026-03-01',
    validUntil: '2030-02-28',
    proofReference: 'AFGSU2-2026-0142',
  },
};
