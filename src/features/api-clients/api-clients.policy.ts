import type { OrganisationId } from '../../kernel/ids.js';
import { administeredBy, type Administration } from '../people/memberships/memberships.types.js';
import { notYoursToRepresent } from './api-clients.errors.js';

/** A client acts for its organisation, so whoever makes one acts for it already, or runs the platform. @throws forbidden */
export function requireRepresentative(administration: Administration, organisationId: OrganisationId): void {
  if (administration.isPlatformAdmin || administeredBy(administration).includes(organisationId)) return;
  throw notYoursToRepresent();
}
