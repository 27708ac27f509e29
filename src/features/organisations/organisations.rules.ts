import type { FieldError } from '../../kernel/errors.js';
import { structureIsForEmployers, uaiIsForCentres } from './organisations.errors.js';
import { normaliseDigits, normaliseFiness, normaliseUai } from './identifiers.rules.js';
import type { OrganisationDetails } from './organisations.types.js';

/** Writes the identifiers of an organisation as they are stored. */
export function normaliseOrganisation(details: OrganisationDetails): OrganisationDetails {
  return {
    ...details,
    siret: normaliseDigits(details.siret),
    uai: details.uai === null ? null : normaliseUai(details.uai),
    finess: details.finess === null ? null : normaliseFiness(details.finess),
  };
}

const DETAILS = ['kind', 'name', 'siret', 'uai', 'finess', 'structureType', 'externalId'] as const;

/** Decides whether details, as they are stored, say nothing new. */
export const sameOrganisation = (one: OrganisationDetails, other: OrganisationDetails): boolean =>
  DETAILS.every((field) => one[field] === other[field]);

/** Fields that the kind of organisation does not have, all of them. */
export function findMisplacedFields(
  details: Pick<OrganisationDetails, 'kind' | 'uai' | 'finess' | 'structureType'>,
): FieldError[] {
  const errors: FieldError[] = [];
  if (details.kind === 'employer' && details.uai !== null) errors.push(uaiIsForCentres());
  if (details.kind === 'training_centre' && details.finess !== null)
    errors.push(structureIsForEmployers('/finess'));
  if (details.kind === 'training_centre' && details.structureType !== null)
    errors.push(structureIsForEmployers('/structureType'));
  return errors;
}
