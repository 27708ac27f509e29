import { EHPAD, ehpad, organisation } from '../../platform/openapi/example-world.js';

export const ORGANISATIONS_EXAMPLES: Readonly<Record<string, unknown>> = {
  'OrganisationResponse.id': EHPAD,
  'OrganisationResponse.name': ehpad.name,
  'OrganisationResponse.uai': null,
  'OrganisationResponse.externalId': null,
  OrganisationBody: organisation,
  PutOrganisationBody: organisation,
  UpdateOrganisationBody: { name: 'EHPAD Les Grands Tilleuls' },
};
