import type { AppError } from '../../kernel/errors.js';
import type { OrganisationId } from '../../kernel/ids.js';
import { siretTaken } from './organisations.errors.js';
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

export const ORGANISATIONS_REFUSALS: readonly AppError[] = [
  siretTaken({ id: EHPAD as OrganisationId, name: ehpad.name }),
];
