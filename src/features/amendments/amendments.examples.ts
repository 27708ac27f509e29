import type { Day } from '../../kernel/days.js';
import type { AppError } from '../../kernel/errors.js';
import { CLAIRE, CONTRACT, EHPAD, INES, NADIA } from '../../platform/openapi/example-world.js';
import { outsideContract } from './changes.errors.js';
import {
  amendmentClosed,
  amendmentOutdated,
  signaturesFirst,
  tooManyProposals,
} from './amendments.errors.js';

const AMENDMENT = '0199a000-0000-7000-8000-00000000a001';

export const AMENDMENTS_EXAMPLES: Readonly<Record<string, unknown>> = {
  AmendmentBody: {
    effectiveOn: '2027-09-01',
    changes: { endsOn: '2028-08-31', extension: 'failed_exam' },
    type: '33',
    reason: 'Prolongation après échec à l’examen',
  },
  AmendmentChangesBody: { endsOn: '2028-08-31', extension: 'failed_exam' },
  AmendmentSignatureBody: { signedOn: '2027-06-15' },
  AmendmentRefusalBody: { reason: 'Pas d’accord sur la durée' },
  AmendmentWithdrawalBody: { reason: 'Date erronée' },
  'AmendmentResponse.id': AMENDMENT,
  'AmendmentResponse.contractId': CONTRACT,
  'AmendmentResponse.status': 'proposed',
  AmendmentForm: { training: { endsOn: '2028-06-30' } },
  'AmendmentResponse.changed': ['endsOn'],
  'AmendmentResponse.reason': 'Prolongation après échec à l’examen',
  'AmendmentResponse.transfer': null,
  AmendmentTransferResponse: {
    alternantId: INES,
    alternantName: 'Inès Moreau',
    formerEmployerId: EHPAD,
    formerEmployerName: 'EHPAD Les Tilleuls',
    employerId: '0199a000-0000-7000-8000-00000000b001',
    employerName: 'Clinique du Parc',
    trainingCentreName: 'CFA Santé Loire',
    contractId: null,
  },
  'AmendmentResponse.awaits': ['training_centre'],
  'AmendmentResponse.previousNumber': null,
  'AmendmentResponse.recordedBy': NADIA,
  'AmendmentResponse.warnings': [],
  AmendedTermsResponse: {
    startsOn: '2025-09-01',
    endsOn: '2028-08-31',
    weeklyMinutes: 2100,
    mainTutorId: CLAIRE,
  },
  'AmendmentAnswerResponse.reason': null,
  AmendmentFindingResponse: {
    code: 'previous_number_missing',
    detail: 'Un avenant se dépose avec le numéro du contrat.',
  },
  'ContractTermsResponse.amendments': [1],
};

export const AMENDMENTS_REFUSALS: readonly AppError[] = [
  amendmentClosed('refused'),
  signaturesFirst(['alternant']),
  amendmentOutdated([outsideContract('2025-09-01' as Day, '2027-09-01' as Day)]),
  tooManyProposals(10),
];
