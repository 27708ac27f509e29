import { CLAIRE, MANDATE } from '../../platform/openapi/example-world.js';

export const ME_EXAMPLES: Readonly<Record<string, unknown>> = {
  'OwnPersonResponse.id': CLAIRE,
  'OwnPersonResponse.birthDate': '1985-03-14',
  'OwnPersonResponse.externalId': null,
  'OwnMembershipResponse.role': 'tutor',
  'OwnMandateResponse.id': MANDATE,
  'OwnAccountResponse.passwordResetBy': null,
  'OwnMembershipResponse.organisationName': 'EHPAD Les Tilleuls',
  UpdateMeBody: { phone: '+33 1 99 00 12 34' },
};
