import { Organisation } from './features/organisations/organisation.entity.js';
import { OrganisationName } from './features/organisations/organisation-name.entity.js';

/** Every table, for the comparison of entities with what the migrations built. */
export const ENTITIES = [Organisation, OrganisationName];
