import { CONTRACT, ines, MANDATE } from '../../../platform/openapi/example-world.js';

const ENDED_MANDATE = {
  mandateId: MANDATE,
  contractId: CONTRACT,
  role: 'main_tutor',
  on: '2026-04-01',
  alternant: ines,
};

/** Of whoever leaves an organisation. */
export const DEPARTURE_EXAMPLES: Readonly<Record<string, unknown>> = {
  'ChangedPersonResponse.endedMandates': [ENDED_MANDATE],
  'DisabledAccountResponse.endedMandates': [ENDED_MANDATE],
  'EndedMandateResponse.role': ENDED_MANDATE.role,
  'MandateOfDisabledResponse.role': ENDED_MANDATE.role,
};
