import { identityProtected } from './identity/identity.errors.js';
import type { AppError } from '../../kernel/errors.js';
import { CFA, CONTRACT, INES, MANDATE, id, ines, person } from '../../platform/openapi/example-world.js';

const ENDED_MANDATE = {
  mandateId: MANDATE,
  contractId: CONTRACT,
  role: 'main_tutor',
  on: '2026-04-01',
  alternant: ines,
};

export const PEOPLE_EXAMPLES: Readonly<Record<string, unknown>> = {
  'PersonResponse.id': INES,
  'PersonResponse.givenName': ines.givenName,
  'PersonResponse.familyName': ines.familyName,
  'PersonResponse.birthDate': '2006-05-04',
  'PersonResponse.email': person.email,
  'PersonResponse.externalId': 'CFA-0311',
  'PersonResponse.memberships': [
    { id: id(13), organisationId: CFA, role: 'alternant', from: '2025-09-01', to: null },
  ],
  PersonBody: person,
  PutPersonBody: person,
  UpdatePersonBody: { phone: '+33 1 99 00 12 34' },
  'ChangedPersonResponse.endedMandates': [ENDED_MANDATE],
  'EndedMandateResponse.role': ENDED_MANDATE.role,
};

export const PEOPLE_REFUSALS: readonly AppError[] = [identityProtected(['birthDate'])];
