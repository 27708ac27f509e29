import type { AppError } from '../../kernel/errors.js';
import { ehpad } from '../../platform/openapi/example-world.js';
import { contactDecided, prospectsUnavailable } from './prospects.errors.js';

const OFFER = 'Nous cherchons une aide-soignante de jour à partir de septembre.';

export const PROSPECTS_EXAMPLES: Readonly<Record<string, unknown>> = {
  ProspectContactBody: { message: OFFER },
  'ProspectOrganisationResponse.name': ehpad.name,
  'ProspectAgreementResponse.departments': ['75'],
  'ProspectAgreementResponse.structureTypes': ['EHPAD'],
  'ProspectAgreementResponse.message': 'Je cherche un EHPAD près de chez moi.',
  'ProspectDiplomaResponse.code': 'DEAS',
  'ProspectDiplomaResponse.title': 'Diplôme d’État d’aide-soignant',
  'ProspectResponse.givenName': 'Camille',
  'ProspectResponse.familyName': 'Martin',
  'ProspectResponse.trainingCentreName': 'IFAS des Lilas',
  'ProspectResponse.message': 'Je cherche un EHPAD près de chez moi.',
  'ProspectContactResponse.message': OFFER,
  'ProspectContactResponse.reason': 'Elle vient de signer ailleurs.',
};

export const PROSPECTS_REFUSALS: readonly AppError[] = [
  contactDecided('refused', ['accepted']),
  prospectsUnavailable('minor'),
];
