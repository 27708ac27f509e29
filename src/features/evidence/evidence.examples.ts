import { EVIDENCE } from '../../platform/openapi/example-world.js';

export const EVIDENCE_EXAMPLES: Readonly<Record<string, unknown>> = {
  'EvidenceFileResponse.id': EVIDENCE,
  'EvidenceFileResponse.signOffId': null,
  'EvidenceFileResponse.journalEntryId': null,
  'EvidenceFileResponse.size': 184_320,
  'EvidenceFileResponse.sha256': '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  'EvidenceFileResponse.fileName': 'plateau-repas.jpg',
  'EvidenceFileResponse.withdrawal': null,
  'EvidenceWithdrawalResponse.reason': 'Un reflet montrait un visage.',
  EvidenceWithdrawalBody: { reason: 'Un reflet montrait un visage.' },
};
