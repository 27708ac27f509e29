import type { OrganisationId } from '../../kernel/ids.js';
import { ROLES, type Role } from '../../platform/access/actor.js';
import { ChangesQuery } from '../../platform/responses/changes.js';
import { searchOf } from '../../platform/search.js';
import { Email, OneOf, Text, UuidField } from '../../platform/validation/fields.js';
import { SearchField } from '../../platform/validation/search.js';
import type { PeopleFilters } from './people.queries.js';

export class ListPeopleQuery extends ChangesQuery {
  @UuidField({ optional: true, description: 'Members of it today or later.' })
  organisationId?: OrganisationId;

  @OneOf(ROLES, { optional: true, name: 'Role', description: 'Who hold it today or later.' }) role?: Role;

  @Email({ optional: true, description: 'Whose address it is.' }) email?: string;

  @Text({ max: 200, optional: true, description: 'Whom an organisation knows by this id.' })
  externalId?: string;

  @Text({ max: 200, optional: true, description: 'The beginning of it, in any case.' }) familyName?: string;

  @SearchField({
    description:
      'Words that are each a part of a name, however they are written: accents, case, apostrophes and hyphens do not count. Or a whole e-mail address or external id, of whom you may know it.',
  })
  search?: string;
}

export const peopleFiltersOf = (query: ListPeopleQuery): PeopleFilters => ({
  organisationId: query.organisationId ?? null,
  role: query.role ?? null,
  email: query.email ?? null,
  externalId: query.externalId ?? null,
  familyName: query.familyName ?? null,
  search: searchOf(query.search),
});
