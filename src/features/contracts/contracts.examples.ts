import { amendmentRequired, illegalTransition, notAmendable } from './contracts.errors.js';
import {
  birthDateImplausible,
  mainTutorMissing,
  mandatesUnfit,
  tutorOverCapacity,
  tutorUnderAge,
} from './signing/signing.errors.js';
import { alreadyCorrected, builtUpon, endIsFinal, notCorrectable } from './corrections/corrections.errors.js';
import type { Day } from '../../kernel/days.js';
import type { AppError } from '../../kernel/errors.js';
import type { ContractId, PersonId } from '../../kernel/ids.js';
import {
  CLAIRE,
  CONTRACT,
  MANDATE,
  SIGN_OFF,
  cfa,
  contract,
  ehpad,
  ines,
} from '../../platform/openapi/example-world.js';

export const CONTRACTS_EXAMPLES: Readonly<Record<string, unknown>> = {
  'ContractResponse.duplicateOf': null,
  'ConfirmationResponse.withdrawnAt': null,
  ConfirmationWithdrawalBody: { reason: 'Deux contrats différents' },
  'ContractResponse.id': CONTRACT,
  'ContractResponse.status': 'active',
  'ContractResponse.signedOn': '2025-08-28',
  'ContractResponse.suspensions': [],
  'ContractResponse.endedOn': null,
  'ContractResponse.cancelledOn': null,
  'ContractResponse.cause': null,
  'ContractResponse.legalRepresentative': null,
  'ContractResponse.group': 'DEAS 2026 A',
  'ContractResponse.flags': [],
  AssignGroupBody: { group: 'DEAS 2026 A' },
  'ContractResponse.warnings': [],
  'ContractResponse.trainingCentre': cfa,
  'EventActorResponse.guestName': 'Karim Haddad',
  'EventResponse.type': 'sign_off.recorded',
  'EventResponse.data': { signOffId: SIGN_OFF, competency: 'C1', level: 'simple_tasks', outcome: 'acquired' },
  ContractBody: contract,
  PutContractBody: contract,
  UpdateContractBody: { endsOn: '2027-07-31' },
  ContractAlternantResponse: { ...ines, civilGivenName: ines.givenName, civilFamilyName: ines.familyName },
  OrganisationNameResponse: ehpad,
  ActBody: { on: '2025-09-01' },
  TerminateBody: { on: '2026-04-01', cause: 'mutual_agreement', initiator: 'both' },
  'ContractResponse.contested': [],
  StepCorrectionBody: { on: '2026-03-02', reason: 'Date mal saisie : le dernier jour était le 1er mars.' },
  StepWithdrawalBody: { reason: 'Rupture saisie sur le mauvais contrat.' },
  'ContractStepResponse.kind': 'terminated',
  'ContractStepResponse.on': '2026-03-02',
  'ContractStepResponse.cause': 'mutual_agreement',
  'ContractStepResponse.initiator': 'both',
  FormWordResponse: { pointer: '/employer/employerType', code: '15', label: 'Association' },
  'ContractFormResponse.missing': ['/employer/naf', '/alternant/birthTown'],
  'ContractFormResponse.formVersion': '10103*14',
  'RecordedOrganisationResponse.name': ehpad.name,
  ContestedResponse: { kind: 'sign_off', id: SIGN_OFF },
};

export const CONTRACTS_REFUSALS: readonly AppError[] = [
  illegalTransition('active', ['suspend', 'terminate']),
  amendmentRequired(['startsOn', 'endsOn']),
  notAmendable(['alternantId'], 'active'),
  mainTutorMissing('2025-09-01' as Day),
  tutorUnderAge(CLAIRE as PersonId, 18),
  birthDateImplausible({ age: 6, atLeast: 14, atMost: 80 }),
  tutorOverCapacity(
    CLAIRE as PersonId,
    {
      on: '2026-03-12' as Day,
      followed: 3,
      limit: 2,
      repeating: 1,
      source: 'Code du travail, R6223-6',
    },
    {
      contracts: [
        {
          contractId: CONTRACT as ContractId,
          alternant: 'Inès Moreau',
          employer: 'EHPAD Les Tilleuls',
          from: '2025-09-01' as Day,
          to: '2027-08-31' as Day,
        },
      ],
      othersFollowed: 1,
    },
  ),
  notCorrectable('signed'),
  alreadyCorrected(7),
  builtUpon(),
  endIsFinal('2026-10-01' as Day, 'Code du travail, L6222-18-2'),
  mandatesUnfit([{ mandateId: MANDATE, personId: CLAIRE, role: 'main_tutor' }]),
];
