import type { OrganisationId, PersonId } from '../../kernel/ids.js';
import { notFound } from '../../kernel/refusals.js';
import type { Role } from '../../platform/access/actor.js';
import { changeKeySql, pageOf, type Listed, type ListRequest } from '../../platform/database/changes.js';
import type { Queryable } from '../../platform/database/db.js';
import { row, rows } from '../../platform/database/sql.js';
import type { Search } from '../../platform/search.js';
import type { OrganisationKind } from '../organisations/organisations.types.js';
import { whichOrganisation } from './people.errors.js';
import type { Administration } from './memberships/memberships.types.js';
import type { PersonCommand, PersonRow } from './people.types.js';

/** How a person is called, part by part. */
const CALLED = {
  given: 'app.called(p.given_name, p.usual_given_name)',
  family: 'app.called(p.family_name, p.usual_family_name)',
};

/**
 * One row per person, as the reader may see them. Row-level security says who is seen, and how they are called; what papers
 * say is for whoever may correct it too (`v.civil`); the rest is for
 * oneself and for administrators (`v.personal`), and so are the filters that would reveal it. Of memberships row-level
 * security shows an administrator those of their organisations, also the ones that are over.
 */
export const SELECT_PEOPLE = `
  select
    p.id,
    case when v.civil then p.given_name else ${CALLED.given} end   as "givenName",
    case when v.civil then p.family_name else ${CALLED.family} end as "familyName",
    case when v.civil then p.usual_given_name end  as "usualGivenName",
    case when v.civil then p.usual_family_name end as "usualFamilyName",
    case when v.personal then p.birth_date end  as "birthDate",
    case when v.personal then p.email end       as email,
    case when v.personal then p.phone end       as phone,
    case when v.personal then p.external_id end as "externalId",
    case when v.personal then p.owner_id end    as "ownerId",
    a.administered                              as "isAdministered",
    coalesce(held.memberships, '[]')            as memberships,
    p.version,
    p.created_at  as "createdAt",
    p.changed_at  as "updatedAt",
    ${changeKeySql('p')} as "changeKey"
  from people p
  cross join lateral (
    select (select app.is_platform_admin())
        or exists (
             select from memberships m
             where m.person_id = p.id
               and (m.until_day is null or m.until_day > (select app.today()))
               and m.organisation_id = any ((select app.organisations_as('hr', 'centre_admin'))::uuid[])
           )
        or (
             coalesce(p.owner_id = any ((select app.organisations_as('hr', 'centre_admin'))::uuid[]), false)
             and app.never_a_member(p.id)
           ) as administered
  ) a
  cross join lateral (
    select
      a.administered or p.id = app.person_id() as personal,
      a.administered
        or p.id = app.person_id()
        or num_nonnulls(p.usual_given_name, p.usual_family_name) = 0
        or app.corrects_identity(p.id) as civil
  ) v
  left join lateral (
    select json_agg(
      json_build_object(
        'id', m.id, 'organisationId', m.organisation_id, 'role', m.role, 'from', m.from_day, 'until', m.until_day
      ) order by m.id
    ) as memberships
    from memberships m
    where m.person_id = p.id
  ) held on true
`;

/** A record that was merged is nobody's any more: the one that was kept is found. */
export const IS_NOT_MERGED = `not exists (
  select from person_merges g where g.duplicate_id = p.id and g.undone_at is null
)`;

/** Under row-level security `lower(p.email)` itself would not use its index. */
const hasEmail = (email: string) => `p.id = any ((select app.people_with_email(${email}))::uuid[])`;

/** @throws not_found */
export async function getPerson(q: Queryable, id: PersonId): Promise<PersonRow> {
  const found = await findPerson(q, id);
  if (!found) throw notFound();
  return found;
}

export function findPerson(q: Queryable, id: PersonId): Promise<PersonRow | null> {
  return row(q, `${SELECT_PEOPLE} where p.id = (select app.kept_person($1))`, [id]);
}

/** Whom an organisation knows by an id of its own, whether or not they are still there. `ownerId` null: the platform. */
export async function findIdByExternalId(
  q: Queryable,
  ownerId: OrganisationId | null,
  externalId: string,
): Promise<PersonId | null> {
  const found = await row<{ id: PersonId | null }>(q, 'select app.person_of_external_id($1, $2) as id', [
    ownerId,
    externalId,
  ]);
  return found?.id ?? null;
}

const KNOWN_BY = `(
  p.external_id = $1 and ($2::uuid is null or p.owner_id = $2)
  or p.id = any ((select app.people_of_former_external_id($2, $1))::uuid[])
) and ${IS_NOT_MERGED}`;

/** Whom an organisation knows by this id, as far as the reader may know it. @throws not_found, validation_failed */
export async function getByExternalId(
  q: Queryable,
  externalId: string,
  ownerId: OrganisationId | null,
): Promise<PersonRow> {
  const [found, another] = await rows<PersonRow>(
    q,
    `
    ${SELECT_PEOPLE}
    where v.personal and ${KNOWN_BY}
    order by p.id
    limit 2
    `,
    [externalId, ownerId],
  );
  if (!found) throw notFound();
  if (another) throw whichOrganisation();
  return found;
}

/** How somebody stands to the organisations that the reader administers, once they left. */
export interface Leaving {
  /** They held a membership there. */
  readonly wasMember: boolean;
  /** It ended within the last 30 days. */
  readonly leftLately: boolean;
  /** They are somewhere else by now. */
  readonly standsElsewhere: boolean;
}

/** What is told of somebody who left lately is what stands. Nothing is told of anybody else. */
export async function saysTheSame(
  q: Queryable,
  id: PersonId,
  details: PersonCommand['details'],
): Promise<boolean> {
  const found = await row<{ same: boolean }>(
    q,
    'select app.says_the_same($1, $2, $3, $4, $5, $6, $7, $8) as same',
    [
      id,
      details.givenName,
      details.familyName,
      details.birthDate,
      details.email,
      details.phone,
      details.usualGivenName ?? null,
      details.usualFamilyName ?? null,
    ],
  );
  return found?.same ?? false;
}

export async function findLeaving(q: Queryable, id: PersonId): Promise<Leaving> {
  const found = await row<Leaving>(
    q,
    `
    select
      app.was_member($1)      as "wasMember",
      app.left_lately($1)     as "leftLately",
      app.stands_elsewhere($1) as "standsElsewhere"
    `,
    [id],
  );
  return found ?? { wasMember: false, leftLately: false, standsElsewhere: true };
}

/** The first recorded of those whom the reader administers. */
export function findAdministeredByEmail(q: Queryable, email: string): Promise<PersonRow | null> {
  return row(q, `${SELECT_PEOPLE} where ${hasEmail('$1')} and a.administered order by p.id limit 1`, [email]);
}

/** What is personal is looked for where it may be known only. The words are $6, all of them as they were sent $7. */
const FOUND = `
  p.id = any ((select app.people_found(app.search_patterns($6::text[]), $7::text))::uuid[])
  and (
    case when v.civil then p.search_key else concat_ws(' ', app.fold(${CALLED.given}), app.fold(${CALLED.family})) end
      like all (app.search_patterns($6::text[])) and cardinality(app.search_patterns($6::text[])) > 0
    or v.personal and (lower(p.email) = lower($7) or p.external_id = $7)
  )
`;

export interface PeopleFilters {
  readonly organisationId: OrganisationId | null;
  readonly role: Role | null;
  readonly email: string | null;
  readonly externalId: string | null;
  /** The beginning of it, in any case. */
  readonly familyName: string | null;
  readonly search: Search | null;
}

/**
 * In the order of creation, or of change; one more than `limit`, to know whether a page follows. What finds one person is
 * written only where it is asked, so that a plan made for any value begins with its index.
 */
export async function listPeople(
  q: Queryable,
  filters: PeopleFilters,
  request: ListRequest,
): Promise<Listed<PersonRow>[]> {
  const page = await pageOf(q, 'p', request, 8);
  return rows(
    q,
    `
    ${SELECT_PEOPLE}
    where (
        ($1::uuid is null and $2::text is null)
        or (
          v.personal
          and exists (
            select from memberships m
            where m.person_id = p.id
              and ($1::uuid is null or m.organisation_id = $1)
              and ($2::text is null or m.role = $2)
              and (m.until_day is null or m.until_day > app.today())
          )
        )
      )
      and ${filters.email === null ? '$3::text is null' : `v.personal and ${hasEmail('$3')}`}
      and ${filters.externalId === null ? '$4::text is null' : 'v.personal and p.external_id = $4'}
      and (
        $5::text is null
        or starts_with(lower(${CALLED.family}), lower($5))
        or v.civil and starts_with(lower(p.family_name), lower($5))
      )
      and ${filters.search === null ? '$6::text[] is null and $7::text is null' : FOUND}
      and ${IS_NOT_MERGED} and p.erased_at is null and ${page.where}
    order by ${page.orderBy}
    `,
    [
      filters.organisationId,
      filters.role,
      filters.email,
      filters.externalId,
      filters.familyName,
      filters.search?.words ?? null,
      filters.search?.whole ?? null,
      ...page.values,
    ],
  );
}

/** What the caller administers today. */
export async function getAdministration(q: Queryable): Promise<Administration> {
  const found = await row<Administration>(
    q,
    `
    select
      app.is_platform_admin()                          as "isPlatformAdmin",
      to_jsonb(app.organisations_as('hr'))             as "hrOf",
      to_jsonb(app.organisations_as('centre_admin'))   as "centreAdminOf"
    `,
  );
  return found ?? { isPlatformAdmin: false, hrOf: [], centreAdminOf: [] };
}

/** The kind of each of these organisations that exists. */
export async function kindsOf(
  q: Queryable,
  ids: readonly OrganisationId[],
): Promise<Map<OrganisationId, OrganisationKind>> {
  const found = await rows<{ id: OrganisationId; kind: OrganisationKind }>(
    q,
    'select o.id, o.kind from organisations o where o.id = any ($1::uuid[])',
    [[...ids]],
  );
  return new Map(found.map(({ id, kind }) => [id, kind]));
}
