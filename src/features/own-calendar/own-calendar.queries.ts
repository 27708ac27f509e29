import { addDays, type Day, type Instant } from '../../kernel/days.js';
import type { ContractId, PersonId } from '../../kernel/ids.js';
import type { Language } from '../../kernel/language.js';
import type { Queryable } from '../../platform/database/db.js';
import { row, rows } from '../../platform/database/sql.js';
import type { CalendarWindow } from './events.rules.js';
import type { CalendarContract, CalendarPlacement } from './own-calendar.types.js';

/** So many contracts at most: two days of each are events. */
const MOST_CONTRACTS = 900;

/**
 * The signed contracts of which the reader has a part today: their own; those that they follow by a mandate that gives them
 * something from today on; those of the organisations that they administer. The nearest in time where there are more.
 */
export function listCalendarContracts(
  q: Queryable,
  personId: PersonId,
  today: Day,
  { from, to }: CalendarWindow,
): Promise<CalendarContract[]> {
  return rows<CalendarContract & Record<string, unknown>>(
    q,
    `
    select
      c.id,
      c.alternant_id as "alternantId",
      e.name         as employer,
      c.starts_on    as "startsOn",
      c.held_until   as "heldUntil",
      c.version,
      c.updated_at   as "updatedAt",
      bool_or(w.is_own)       as "isOwn",
      bool_or(w.is_employers) as "isEmployers"
    from (
      select one.id, true, false from contracts one where one.alternant_id = $1
      union all
      select m.contract_id, false, false
      from mandates m
      where m.person_id = $1
        and (m.until_day is null or m.until_day > $2 and m.until_day > m.from_day)
        and app.member_days(m.person_id, m.contract_id, m.role, m.placement_id)
          && daterange(greatest(m.from_day, $2), m.until_day)
      union all
      select one.id, false, true
      from unnest((select app.organisations_as('hr'))::uuid[]) o (id)
      cross join lateral (select x.id from contracts x where x.employer_id = o.id offset 0) one
      union all
      select one.id, false, false
      from unnest((select app.organisations_as('centre_admin'))::uuid[]) o (id)
      cross join lateral (select x.id from contracts x where x.training_centre_id = o.id offset 0) one
    ) w (id, is_own, is_employers)
    cross join lateral (select x.* from contracts x where x.id = w.id offset 0) c
    join organisations e on e.id = c.employer_id
    where c.signed_on is not null
      and c.cancelled_on is null
      and c.starts_on <= $4
      and c.held_until > $3
    group by c.id, c.alternant_id, e.name, c.starts_on, c.held_until, c.version, c.updated_at
    order by least(abs(c.starts_on - $2::date), abs(c.held_until - $2::date)), c.id
    limit ${MOST_CONTRACTS}
    `,
    [personId, today, from, to],
  );
}

/** Days of these contracts at hosts, as they were recorded last. */
export function listCalendarPlacements(
  q: Queryable,
  contracts: readonly ContractId[],
  { from, to }: CalendarWindow,
): Promise<CalendarPlacement[]> {
  return rows<CalendarPlacement & Record<string, unknown>>(
    q,
    `
    select
      p.id,
      p.contract_id as "contractId",
      v.host_name   as host,
      p.from_day    as "from",
      p.until_day   as until,
      v.versions    as version,
      v.recorded_at as "recordedAt"
    from placements p
    cross join lateral (
      select x.host_name, x.recorded_at, count(*) over ()::int as versions
      from placement_versions x
      where x.placement_id = p.id
      order by x.sequence desc
      limit 1
    ) v
    where p.contract_id = any ($1)
      and not p.is_withdrawn
      and p.from_day < p.until_day
      and p.from_day <= $3
      and p.until_day > $2
    `,
    [[...contracts], from, addDays(to, 1)],
  );
}

/** What these alternants are called; who asks saw their contracts. */
export async function namesOfAlternants(
  q: Queryable,
  people: readonly PersonId[],
  now: Instant,
): Promise<ReadonlyMap<PersonId, { readonly givenName: string; readonly familyName: string }>> {
  const found = await rows<{ id: PersonId; givenName: string; familyName: string }>(
    q,
    `
    select n.person_id as id, n.given_name as "givenName", n.family_name as "familyName"
    from app.names_of_people($1, $2) n
    `,
    [[...new Set(people)], now],
  );
  return new Map(found.map(({ id, ...name }) => [id, name]));
}

/** The language in which somebody wants to be told things. */
export async function languageOfReader(q: Queryable, personId: PersonId): Promise<Language> {
  const found = await row<{ language: Language }>(
    q,
    'select n.language from notification_preferences n where n.person_id = $1',
    [personId],
  );
  return found?.language ?? 'fr';
}
