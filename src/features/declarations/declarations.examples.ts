import { ATTESTATION, DECLARATION, EVIDENCE, LADDER } from '../../platform/openapi/example-world.js';

/** Of declarations, attestations and evidence files. */
export const CLEARANCE_EXAMPLES = {
  'EvidenceFileResponse.id': EVIDENCE,
  'EvidenceFileResponse.signOffId': null,
  'EvidenceFileResponse.journalEntryId': null,
  'EvidenceFileResponse.size': 184_320,
  'EvidenceFileResponse.sha256': '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  'EvidenceFileResponse.fileName': 'plateau-repas.jpg',
  'EvidenceFileResponse.withdrawal': null,
  'EvidenceWithdrawalResponse.reason': 'Un reflet montrait un visage.',
  'DeclarationResponse.id': DECLARATION,
  'DeclarationResponse.missions': ['mob_03'],
  'AttestationResponse.id': ATTESTATION,
  DeclarationBody: { declaredOn: '2026-03-01', ladderId: LADDER, missions: ['mob_03'] },
  AttestationBody: { prerequisite: 'afgsu_2', validFrom: '2026-03-01', validUntil: '2029-02-28' },
  EvidenceWithdrawalBody: { reason: 'Un reflet montrait un visage.' },
};
