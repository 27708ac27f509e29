import type { AppError } from '../../kernel/errors.js';
import type { OrganisationId } from '../../kernel/ids.js';
import { EHPAD, ehpad, organisation, person } from '../../platform/openapi/example-world.js';
import { employerJoined } from './employer-proposals.errors.js';

const { name, siret, finess, structureType } = organisation;

export const EMPLOYER_PROPOSALS_EXAMPLES: Readonly<Record<string, unknown>> = {
  EmployerProposalBody: { name, siret, finess, structureType },
  ProposedTutorBody: { givenName: person.givenName, familyName: person.familyName, email: person.email },
  'ProposedOrganisationResponse.name': ehpad.name,
  'ProposedTutorResponse.givenName': 'Nadia',
  'ProposedTutorResponse.familyName': 'Petit',
  'ProposedTutorResponse.email': person.email,
  'DecidedTutorResponse.givenName': 'Nadia',
  'DecidedTutorResponse.familyName': 'Petit',
  'DecidedTutorResponse.email': person.email,
};

export const EMPLOYER_PROPOSALS_REFUSALS: readonly AppError[] = [
  employerJoined({ id: EHPAD as OrganisationId, name: ehpad.name }),
];
